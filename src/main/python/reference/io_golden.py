"""Golden numbers for the io tests, as nibabel reads the files of ../shared/data.

    python io_golden.py golden <shared/data> <sample-volumes/data> <out.json>
    python io_golden.py labels <label map written by Holoseg> <expected.json>

The second form checks a label map that Holoseg wrote against SimpleITK and nibabel: both must put
the label's centroid where the JSON says (LPS mm), with the same voxel counts.
"""

import json
import platform
import sys
from pathlib import Path

import nibabel as nib
import numpy as np

FILES = [
    ("nibabel/anatomical.nii", None),
    ("nibabel/example4d.nii.gz", 1),
    ("nibabel/example_nifti2.nii.gz", 0),
    ("nibabel/example_nifti2.nii.gz", 1),
    ("nibabel/functional.nii", 7),
    ("nibabel/reoriented_anat_moved.nii", None),
    ("nibabel/resampled_anat_moved.nii", None),
    ("nibabel/standard.nii.gz", None),
] + [(f"nifti_space/{o}.nii.gz", None) for o in "ASL ILP LAS LIA LPS PIR RAS SRA".split()]

SAMPLES = ["example_ct.nii.gz", "example_seg_fast_force_split.nii.gz", "example_seg_dicom.nii.gz"]


def entry(path, name, volume):
    image = nib.load(path)
    data = np.asarray(image.dataobj, dtype=np.float64)
    if volume is not None:
        data = data[..., volume]
    rng = np.random.default_rng(7)
    points = {tuple(int(n - 1) for n in data.shape), (0, 0, 0)}
    while len(points) < 12:
        points.add(tuple(int(rng.integers(n)) for n in data.shape))
    finite = data[np.isfinite(data)]
    return {
        "file": name,
        "volumeIndex": -1 if volume is None else volume,
        "version": 2 if isinstance(image, nib.Nifti2Image) else 1,
        "size": list(data.shape),
        "affine": image.affine.tolist(),
        "codes": "".join(nib.aff2axcodes(image.affine)),
        "notFinite": int(data.size - finite.size),
        "sum": float(finite.sum()),
        "min": float(finite.min()),
        "max": float(finite.max()),
        "voxels": [
            {"at": list(p), "value": float(data[p]) if np.isfinite(data[p]) else None}
            for p in sorted(points)
        ],
    }


def golden(shared, samples, out):
    result = {
        "made_with": {
            "python": platform.python_version(),
            "nibabel": nib.__version__,
            "numpy": np.__version__,
        },
        "shared": [entry(Path(shared) / name, name, volume) for name, volume in FILES],
        "samples": [entry(Path(samples) / name, name, None) for name in SAMPLES],
    }
    # One line per file: small, and a difference between two versions shows which file it is.
    lines = ['{"made_with": ' + json.dumps(result["made_with"])]
    for part in ("shared", "samples"):
        entries = ",\n".join(json.dumps(e) for e in result[part])
        lines.append(f'"{part}": [\n{entries}\n]')
    Path(out).write_text(",\n".join(lines) + "}\n")


def centroids(array_zyx_or_xyz, to_lps):
    found = {}
    for value in np.unique(array_zyx_or_xyz):
        if value:
            index = np.argwhere(array_zyx_or_xyz == value)
            found[int(value)] = (len(index), to_lps(index.mean(axis=0)))
    return found


def labels(file, expected_file):
    import SimpleITK as sitk

    expected = json.loads(Path(expected_file).read_text())
    image = nib.load(file)
    ras_to_lps = np.diag([-1, -1, 1, 1])
    with_nibabel = centroids(
        np.asarray(image.dataobj),
        lambda i: (ras_to_lps @ image.affine @ np.append(i, 1))[:3],
    )
    q = image.header.get_qform()
    print("sform - qform, largest:", np.abs(image.affine - q).max())
    itk = sitk.ReadImage(file)
    with_itk = centroids(
        sitk.GetArrayFromImage(itk),
        lambda zyx: np.array(itk.TransformContinuousIndexToPhysicalPoint(zyx[::-1].tolist())),
    )
    worst = 0
    for label in expected["labels"]:
        for found in (with_nibabel, with_itk):
            count, at = found[label["value"]]
            assert count == label["voxels"], (label, count)
            worst = max(worst, np.abs(at - label["centroid"]).max())
    assert set(with_itk) == set(with_nibabel) == {l["value"] for l in expected["labels"]}
    assert worst < 1e-3, worst
    print(
        f"{file}: {itk.GetPixelIDTypeAsString()} {nib.aff2axcodes(image.affine)}"
        f" extensions {[e.get_code() for e in image.header.extensions]}"
        f" largest difference {worst:.2e} mm"
        f" (nibabel {nib.__version__}, SimpleITK {sitk.Version_VersionString()})"
    )


if __name__ == "__main__":
    {"golden": golden, "labels": labels}[sys.argv[1]](*sys.argv[2:])
