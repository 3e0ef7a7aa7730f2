"""Measures a model on the sample CT, as it is and changed, against TotalSegmentator's own labels.

    python evaluate.py [--model ID_OR_FOLDER] [--only NAME ...] [--keep FOLDER]

Runs `./holoseg segment` on each file, as a user would. The reference is another program's result and not the truth.
This is for measuring only: nothing in training, no choice of checkpoint or threshold may depend on it.

changes   what is done to the CT (and to the reference, where that is needed)
original  nothing
mirrored  left and right of the patient exchanged; so are the names in the reference
axes-ASL, axes-LIP, axes-SAR  stored in another axis order, same place in the patient
1.5mm     cubic resampling to 1.5 mm
1x1x5mm   linear resampling to 1 x 1 x 5 mm, averaged along z
noise30   Gaussian noise of 30 HU
left-hip, right-hip  cropped at the midline
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

import nibabel
import numpy as np
from scipy import ndimage

from agreement import OTHER_SIDE, dice, wrong_side
from anatomy.phantom import LABELS

PROJECT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.."))
DATA = os.path.join(PROJECT, "sample-volumes/data")
REFERENCE = {"femur_left": 75, "femur_right": 76, "hip_left": 77, "hip_right": 78, "sacrum": 25}


def load():
    """HU float32, reference labels 1 to 5, affine; closest canonical (RAS)."""
    ct = nibabel.as_closest_canonical(nibabel.load(os.path.join(DATA, "example_ct.nii.gz")))
    labels = nibabel.as_closest_canonical(nibabel.load(os.path.join(DATA, "example_seg_fast_force_split.nii.gz")))
    raw = np.asarray(labels.dataobj)
    reference = np.zeros(raw.shape, np.uint8)
    for value, name in LABELS.items():
        reference[raw == REFERENCE[name]] = value
    return np.asarray(ct.dataobj).astype(np.float32), reference, ct.affine


def resampled(hu, affine, spacing, order, average_z=None):
    old = np.sqrt((affine[:3, :3] ** 2).sum(0))
    factor = old / np.asarray(spacing)
    if average_z:
        hu = ndimage.uniform_filter1d(hu, average_z, axis=2)
    shape = np.floor((np.array(hu.shape) - 1) * factor).astype(int) + 1
    result = ndimage.affine_transform(hu, 1 / factor, output_shape=tuple(shape), order=order, mode="nearest")
    changed = affine.copy()
    changed[:3, :3] = affine[:3, :3] / factor
    return result, changed


def variants(hu, reference, affine):
    """Name, HU, affine, reference on the original grid, and the part of it that counts (or None)."""
    yield "original", hu, affine, reference, None
    swapped = np.zeros_like(reference)
    for a, b in {**OTHER_SIDE, 5: 5}.items():
        swapped[reference[::-1] == a] = b
    yield "mirrored", hu[::-1], affine, swapped, None
    for axes in ("ASL", "LIP", "SAR"):
        image = nibabel.Nifti1Image(hu, affine)
        turn = nibabel.orientations.ornt_transform(
            nibabel.io_orientation(affine), nibabel.orientations.axcodes2ornt(tuple(axes))
        )
        image = image.as_reoriented(turn)
        yield "axes-" + axes, np.asarray(image.dataobj), image.affine, reference, None
    yield ("1.5mm", *resampled(hu, affine, (1.5, 1.5, 1.5), 3), reference, None)
    yield ("1x1x5mm", *resampled(hu, affine, (1, 1, 5), 1, 2), reference, None)
    noise = np.random.default_rng(1).normal(0, 30, hu.shape).astype(np.float32)
    yield "noise30", np.clip(hu + noise, -1024, 3071), affine, reference, None
    # The midline is taken from the reference: this only decides where the crop lies.
    middle = int(np.mean([np.nonzero(reference == v)[0].mean() for v in (3, 4)]))
    right, left = slice(0, middle), slice(middle, hu.shape[0])  # x grows to the patient's right to left: RAS means right
    first_is_left = nibabel.aff2axcodes(affine)[0] == "R"
    left, right = (right, left) if first_is_left else (left, right)
    for name, part in (("left-hip", left), ("right-hip", right)):
        moved = affine.copy()
        moved[:3, 3] = affine[:3, 3] + affine[:3, 0] * part.start
        yield name, hu[part], moved, reference, part


def sampled(labels, affine, shape, onto):
    """Labels at the voxel centres of another grid: the nearest voxel; 0 outside."""
    matrix = np.linalg.inv(affine) @ onto
    index = np.indices(shape).reshape(3, -1)
    at = np.rint(matrix[:3, :3] @ index + matrix[:3, 3:]).astype(int)
    inside = np.all((at >= 0) & (at < np.array(labels.shape)[:, None]), axis=0)
    result = np.zeros(index.shape[1], labels.dtype)
    result[inside] = labels[tuple(at[:, inside])]
    return result.reshape(shape)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="femur-pelvis")
    parser.add_argument("--only", nargs="*", help="changes to try")
    parser.add_argument("--keep", help="folder for the files; else a temporary one")
    parser.add_argument("--json", help="file for the numbers")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    hu, reference, affine = load()
    table = {}
    print(f"{'change':12s}" + "".join(f"{n:>13s}" for n in LABELS.values()) + "   wrong side     s")
    for name, changed, at, truth, part in variants(hu, reference, affine):
        if options.only and name not in options.only:
            continue
        ct, out = os.path.join(folder, name + ".nii.gz"), os.path.join(folder, name + "-labels.nii.gz")
        nibabel.save(nibabel.Nifti1Image(np.rint(changed).astype(np.int16), at), ct)
        report = os.path.join(folder, name + "-report.json")
        for old in (out, report):
            if os.path.exists(old):
                os.remove(old)
        command = [os.path.join(PROJECT, "holoseg"), "segment", ct, "-o", out, "-m", options.model, "--device", "cpu", "--report", report]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
        image = nibabel.load(out)
        labels = sampled(np.asarray(image.dataobj).astype(np.uint8), image.affine, truth.shape, affine)
        if part is not None:
            keep = np.zeros(truth.shape, bool)
            keep[part] = True
            truth = np.where(keep, truth, 0)
        row = {}
        for value, label in LABELS.items():
            there = (truth == value).sum() > 200
            row[label] = round(dice(labels == value, truth == value), 4) if there else None
        wrong = wrong_side(labels, truth)
        row["wrong_side_voxels"] = wrong
        row["seconds"] = json.load(open(report))["times"]["total"]
        table[name] = row
        cells = "".join(f"{row[n]:13.3f}" if row[n] is not None else f"{'-':>13s}" for n in LABELS.values())
        print(f"{name:12s}{cells}{wrong:13d} {row['seconds'] or 0:5.1f}", flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(table, file, indent=1)


if __name__ == "__main__":
    main()
