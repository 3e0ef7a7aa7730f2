"""Checks of the simulator on some seeds: python try_anatomy.py [FIRST LAST]. Ends with 1 if one does not hold."""

import sys

import numpy as np

from anatomy import phantom
from anatomy.field import Grid


def centre(mask, grid):
    z, y, x = np.nonzero(mask)
    return np.array([grid.axes[0][x].mean(), grid.axes[1][y].mean(), grid.axes[2][z].mean()])


def check(seed):
    p = phantom.make(seed)
    labels = p.labels()
    names = {name: value for value, name in phantom.LABELS.items()}
    at = {name: centre(labels == value, p.grid) for name, value in names.items()}
    ml = {name: (labels == value).sum() * 0.027 for name, value in names.items()}
    k3 = p.facts["scale"] ** 3
    yield "left femur on the left", at["femur_left"][0] > 20 > -20 > at["femur_right"][0]
    yield "hips on their sides", at["hip_left"][0] > 10 > -10 > at["hip_right"][0]
    yield "sacrum in the middle, behind, above the heads", abs(at["sacrum"][0]) < 15 and at["sacrum"][1] > 20 and at["sacrum"][2] > 0
    yield "femurs below the hips", at["femur_left"][2] < at["hip_left"][2] and at["femur_right"][2] < at["hip_right"][2]
    for side in ("left", "right"):
        yield f"volume of femur_{side} ({ml['femur_' + side]:.0f} ml)", 150 < ml["femur_" + side] / k3 < 800
        yield f"volume of hip_{side} ({ml['hip_' + side]:.0f} ml)", 120 < ml["hip_" + side] / k3 < 520
    # Joint space: nowhere is a point inside two bones.
    inside = sum((p.bones[name] < 0).astype(np.uint8) for name in ("femur", "hip", "sacrum"))
    yield "bones do not overlap", int((inside > 1).sum()) < 40
    # The same seed on a shifted part of a finer grid gives the same bones.
    fine = phantom.make(seed, lambda d: Grid((40, 40, 40), (1.5,) * 3, (60.0, -30.0, -30.0), d))
    part = [np.searchsorted(p.grid.axes[i], fine.grid.axes[i][0]) for i in range(3)]
    i = tuple(slice(part[2 - a], part[2 - a] + 10) for a in range(3))
    near = np.abs(p.bones["femur"][i]) < 10
    here = [[int(round((v - fine.grid.origin[a]) / 1.5)) for v in p.grid.axes[a][part[a] : part[a] + 10]] for a in range(3)]
    there = fine.bones["femur"][np.ix_(here[2], here[1], here[0])]
    shift = max(abs((p.grid.axes[a][part[a]] - fine.grid.origin[a]) % 1.5) for a in range(3))
    yield "the same bones on another grid", shift > 1e-3 or float(np.abs(there - p.bones["femur"][i])[near].max(initial=0)) < 0.05


def main(first, last):
    bad = 0
    for seed in range(first, last):
        for what, holds in check(seed):
            if not holds:
                bad += 1
                print(f"seed {seed}: not so: {what}")
    print(f"{last - first} seeds, {bad} checks failed")
    return 1 if bad else 0


if __name__ == "__main__":
    arguments = [int(a) for a in sys.argv[1:]] or [0, 6]
    sys.exit(main(*arguments))
