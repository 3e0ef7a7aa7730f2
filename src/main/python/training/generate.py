"""Makes simulated patients and keeps them on disk for training.

    python generate.py FOLDER FIRST LAST

writes FOLDER/<seed>.npy for every seed from FIRST to before LAST: int8 [8, z, y, x] on the 3 mm grid of
phantom.training_grid, written to a temporary name and moved. Seeds below 100000 are for training, from 100000
for validation, from 200000 for tests; the scanner draws its own numbers later.
"""

import json
import os
import sys
import time

import numpy as np

from anatomy import phantom

STEP = 0.25  # mm per unit of a stored distance


def pack(p):
    """Distances in units of STEP; cortex in 0.1 mm; marrow 0 to 100; tissue number, 64 added on the left."""
    d = [np.clip(np.round(p.bones[name] / STEP), -127, 127) for name in phantom.BONES]
    d.append(np.clip(np.round(p.metal / STEP), -127, 127))
    d.append(np.clip(np.round(p.cortex * 10), 0, 127))
    d.append(np.round(p.marrow * 100))
    d.append(p.tissue + 64 * p.left)
    return np.stack([a.astype(np.int8) for a in d])


def main(folder, first, last):
    os.makedirs(folder, exist_ok=True)
    start = time.time()
    for seed in range(first, last):
        target = os.path.join(folder, f"{seed}.npy")
        if os.path.exists(target):
            continue
        p = phantom.make(seed)
        with open(target + ".part", "wb") as out:
            np.save(out, pack(p))
        os.replace(target + ".part", target)
        with open(os.path.join(folder, "facts.jsonl"), "a") as facts:
            facts.write(json.dumps(p.facts) + "\n")
    print(f"{last - first} patients, {(time.time() - start) / max(1, last - first):.1f} s each")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
