"""How far two label images agree: voxels, Dice of each label, geometry. Also a program:

    label_agreement.py A.nii.gz B.nii.gz
"""

import sys

import nibabel as nib
import numpy as np


def load(file):
    image = nib.load(file)
    values = np.asanyarray(image.dataobj)
    labels = values.astype(np.int64)
    if not np.array_equal(labels, values):
        raise ValueError(f"{file}: not whole labels")
    return labels, image.affine


def compare(a_file, b_file):
    """voxels, how many differ, agreement in percent, lowest Dice of a label (background too), largest difference of affines."""
    a, a_affine = load(a_file)
    b, b_affine = load(b_file)
    if a.shape != b.shape:
        raise ValueError(f"sizes {a.shape} and {b.shape}")
    top = int(max(a.max(), b.max())) + 1
    same = np.bincount(a[a == b], minlength=top)
    size = np.bincount(a.ravel(), minlength=top) + np.bincount(b.ravel(), minlength=top)
    there = size > 0
    differing = int((a != b).sum())
    return {"voxels": a.size, "differing": differing, "agreement": 100 * (1 - differing / a.size),
            "lowestDice": float((2 * same[there] / size[there]).min()), "labels": int(there.sum()),
            "affine": float(np.abs(a_affine - b_affine).max())}


if __name__ == "__main__":
    print(compare(*sys.argv[1:3]))
