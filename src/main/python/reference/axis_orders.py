"""Whether other programs see the label maps that Holoseg writes at the same physical points.

    java -cp CLASSPATH io.github.holoseg.io.AxisOrderFiles FOLDER
    python axis_orders.py FOLDER [axis_orders.json]

The first command writes one label map in all 48 axis orders, on a straight and two oblique grids,
as .nii.gz, .seg.nrrd and .mha. This script has SimpleITK read all of them, nibabel the NIfTI files
(by sform and by qform) and pynrrd the NRRD files, and compares the position of every labelled voxel
with the one that Holoseg meant: the same labels at the same points, one to one. If all agree, the
hashes of the files are stored, so that the tests know that the files of today are the same.
"""

import itertools
import json
import sys
from importlib.metadata import version
from pathlib import Path

import nibabel
import nrrd
import numpy as np
import SimpleITK as sitk
from scipy.spatial import cKDTree

TOLERANCE_MM = 1e-3
# A qform stores three of the four numbers of a rotation as float32; near half a turn the fourth is
# the root of a small difference of them.
QFORM_TOLERANCE_MM = 5e-3
FLIP = np.diag([-1.0, -1.0, 1.0, 1.0])  # RAS to LPS
ORDERS = sorted(
    "".join(letters)
    for axes in itertools.permutations(["LR", "PA", "SI"])
    for letters in itertools.product(*axes)
)


def with_simpleitk(file):
    image = sitk.ReadImage(str(file))
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    return sitk.GetArrayFromImage(image).transpose(2, 1, 0), affine


def with_nibabel_sform(file):
    image = nibabel.load(file)
    return np.asanyarray(image.dataobj), FLIP @ image.get_sform(coded=True)[0]


def with_nibabel_qform(file):
    image = nibabel.load(file)
    return np.asanyarray(image.dataobj), FLIP @ image.get_qform(coded=True)[0]


def with_pynrrd(file):
    voxels, header = nrrd.read(str(file))
    assert header["space"] == "left-posterior-superior", header["space"]
    affine = np.eye(4)
    affine[:3, :3] = np.array(header["space directions"], float).T
    affine[:3, 3] = header["space origin"]
    return voxels, affine


PROGRAMS = {
    "SimpleITK": (with_simpleitk, (".nii.gz", ".seg.nrrd", ".mha")),
    "nibabel, sform": (with_nibabel_sform, (".nii.gz",)),
    "nibabel, qform": (with_nibabel_qform, (".nii.gz",)),
    "pynrrd": (with_pynrrd, (".seg.nrrd",)),
}


def check(voxels, affine, expected, name):
    """The largest distance, mm, and the number of points; fails if they are not the same ones."""
    index = np.argwhere(voxels)
    points = index @ affine[:3, :3].T + affine[:3, 3]
    labels = voxels[tuple(index.T)]
    worst = 0
    assert set(labels.tolist()) == set(expected), (name, set(labels.tolist()))
    for label, wanted in expected.items():
        found = points[labels == label]
        assert len(found) == len(wanted), (name, label, len(found), len(wanted))
        distance, nearest = cKDTree(wanted).query(found)
        assert len(set(nearest.tolist())) == len(wanted), (name, label)
        worst = max(worst, float(distance.max()))
    assert worst <= (QFORM_TOLERANCE_MM if "qform" in name else TOLERANCE_MM), (name, worst)
    return worst, len(index)


def main(folder, out=None):
    folder = Path(folder)
    hashes = dict(line.split() for line in (folder / "hashes.txt").read_text().splitlines())
    assert hashes, "no files"
    verified = {}
    for program, (read, endings) in PROGRAMS.items():
        for ending in endings:
            total = {"files": 0, "voxels": 0, "largest_mm": 0.0}
            for points in sorted(folder.glob("*.points")):
                if points.stem + ending not in hashes:
                    continue
                table = np.loadtxt(points)
                expected = {int(v): table[table[:, 0] == v, 1:] for v in np.unique(table[:, 0])}
                for order in ORDERS:
                    file = folder / f"{points.stem}_{order}{ending}"
                    worst, count = check(*read(file), expected, f"{program} {file.name}")
                    total["files"] += 1
                    total["voxels"] += count
                    total["largest_mm"] = max(total["largest_mm"], worst)
            if total["files"]:
                total["largest_mm"] = float(f"{total['largest_mm']:.1e}")
                verified[f"{program} {ending}"] = total
                print(program, ending, total)
            else:
                print(f"there are no {ending} files")
    if out:
        packages = ["SimpleITK", "nibabel", "pynrrd", "numpy"]
        lines = [
            '{"made_with": ' + json.dumps({p: version(p) for p in packages}),
            '"verified": {\n' + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in verified.items()) + "\n}",
            '"files": {\n' + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in hashes.items()) + "\n}",
        ]
        Path(out).write_text(",\n".join(lines) + "}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
