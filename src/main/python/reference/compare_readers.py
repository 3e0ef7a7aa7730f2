"""What other programs make of the volumes of ../shared/data.

    python compare_readers.py SHARED_DATA OUTPUT_FOLDER [part of a case's name]

DICOM is read by SimpleITK (GDCM), dcm2niix and dicom2nifti, and its geometry taken from the headers
by pydicom; NIfTI by nibabel and SimpleITK; NRRD by pynrrd and SimpleITK; MetaImage by SimpleITK.

So that programs that store the same voxels in another order can be compared, each volume is turned
to the axis order LPS (the nearest one, without interpolation) before it is described. Affines are
LPS mm, 3x4: position = affine * (i, j, k, 1). The checksum is the CRC-32 of the voxels as
little-endian int32 where all are whole numbers, else as float32, x fastest. One line per case and
program; what a program refuses is stored as its error.
"""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zlib
from importlib.metadata import version
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import SimpleITK as sitk

FLIP = np.diag([-1.0, -1.0, 1.0, 1.0])  # RAS to LPS and back
LOSSY = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.(50|51|53|55|81|91)$")
lossy = False  # whether the case at hand is one

warnings.simplefilter("ignore")
sitk.ProcessObject.SetGlobalWarningDisplay(False)


def nearest_order(affine):
    """For each patient axis the voxel axis that runs along it most; the largest sum of cosines."""
    cosines = np.abs(affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0))
    return max(
        itertools.permutations(range(3)), key=lambda p: sum(cosines[r, p[r]] for r in range(3))
    )


def describe(voxels, affine):
    """voxels[x, y, z], affine LPS 4x4."""
    order = nearest_order(affine)
    letters = "".join(
        ("RAI" if affine[order.index(a), a] < 0 else "LPS")[order.index(a)] for a in range(3)
    )
    voxels = np.transpose(voxels, order)
    turned = affine.copy()
    turned[:3, :3] = affine[:3, list(order)]
    for axis in range(3):
        if turned[axis, axis] < 0:
            voxels = np.flip(voxels, axis)
            turned[:3, 3] += turned[:3, axis] * (voxels.shape[axis] - 1)
            turned[:3, axis] *= -1
    finite = np.isfinite(voxels)
    values = voxels[finite].astype(np.float64)
    whole = bool(finite.all() and (values == np.rint(values)).all() and np.abs(values).max() < 2**31)
    stored = voxels.astype("<i4" if whole else "<f4")
    rng = np.random.default_rng(7)
    few = whole and not lossy  # else the checksum may differ by rounding, and single voxels count
    points = [[int(rng.integers(n)) for n in voxels.shape] for _ in range(6 if few else 60)]
    return {
        "axes": letters,
        "size": list(voxels.shape),
        "affine": [[float(f"{v:.9g}") for v in row] for row in turned[:3]],
        "whole": whole,
        "crc32": zlib.crc32(stored.tobytes(order="F")),
        "sum": float(values.sum()),
        "min": float(values.min()),
        "max": float(values.max()),
        "notFinite": int(voxels.size - values.size),
        "voxels": [p + [float(voxels[tuple(p)]) if finite[tuple(p)] else None] for p in points],
    }


def from_itk(image):
    if image.GetDimension() == 4:
        raise ValueError("4-D: %s" % (image.GetSize(),))
    if image.GetDimension() != 3:
        raise ValueError("%d-D" % image.GetDimension())
    if image.GetNumberOfComponentsPerPixel() != 1:
        raise ValueError("%d values per voxel" % image.GetNumberOfComponentsPerPixel())
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    return describe(sitk.GetArrayFromImage(image).transpose(2, 1, 0), affine)


def from_nibabel(path, volume=None):
    image = nibabel.load(path)
    voxels = np.asanyarray(image.dataobj)
    if volume is not None:
        voxels = voxels[..., volume]
    if voxels.ndim != 3 and voxels.shape[3:] != (1,) * (voxels.ndim - 3):
        raise ValueError("4-D: %s" % (voxels.shape,))
    return describe(voxels.reshape(voxels.shape[:3]), FLIP @ image.affine)


def itk_volume(path, volume=None):
    image = sitk.ReadImage(str(path))
    if volume is not None and image.GetDimension() == 4:
        image = image[:, :, :, volume]
    return from_itk(image)


def itk_series(folder, uid):
    names = (
        sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder), uid)
        if uid
        else sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder))
    )
    if len(names) == 1:
        return from_itk(sitk.ReadImage(names[0]))
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(names)
    return from_itk(reader.Execute())


def with_dcm2niix(folder):
    """One description for each file that it writes, by what it adds to the name."""
    tool = shutil.which("dcm2niix", path=os.path.dirname(sys.executable)) or "dcm2niix"
    with tempfile.TemporaryDirectory() as out:
        command = [tool, "-b", "n", "-z", "n", "-f", "v", "-o", out, str(folder)]
        run = subprocess.run(command, capture_output=True, text=True)
        files = sorted(Path(out).glob("*.nii"))
        if not files:
            said = [s for s in run.stdout.splitlines() if re.search("rror|arning|nable", s)]
            raise ValueError((said or ["no output"])[-1].replace(str(folder), "..."))
        return {("dcm2niix " + f.stem[1:]).strip(): attempt(from_nibabel, f) for f in files}


def with_dicom2nifti(folder):
    import dicom2nifti
    import logging

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as out:
        target = os.path.join(out, "v.nii.gz")
        dicom2nifti.dicom_series_to_nifti(str(folder), target, reorient_nifti=False)
        return from_nibabel(target)


def with_pydicom(folder):
    """Slices sorted by position along the normal; the step is that of the positions."""
    frames = []
    for file in sorted(folder.iterdir()):
        data = pydicom.dcmread(file)
        pixels = data.pixel_array
        groups = data.get("PerFrameFunctionalGroupsSequence")
        if groups is None:
            frames.append((data, data, data, data, pixels))
            continue
        shared = data.SharedFunctionalGroupsSequence[0]
        for group, plane in zip(groups, pixels):

            def part(name):
                return (group.get(name) or shared[name].value)[0]

            frames.append(
                (
                    part("PlanePositionSequence"),
                    part("PlaneOrientationSequence"),
                    part("PixelMeasuresSequence"),
                    part("PixelValueTransformationSequence"),
                    plane,
                )
            )
    across = np.array(frames[0][1].ImageOrientationPatient, float)
    if any(not np.allclose(across, f[1].ImageOrientationPatient, atol=1e-4) for f in frames):
        raise ValueError("slices of several orientations")
    normal = np.cross(across[:3], across[3:])
    frames.sort(key=lambda f: normal @ np.array(f[0].ImagePositionPatient, float))
    positions = np.array([f[0].ImagePositionPatient for f in frames], float)
    if len(frames) > 1:
        steps = np.diff(positions, axis=0)
        if np.abs(steps - steps.mean(axis=0)).max() > 0.01:
            raise ValueError("uneven steps, mm: " + " ".join(f"{s:.2f}" for s in steps @ normal))
        step = steps.mean(axis=0)
        if np.abs(step - normal * (step @ normal)).max() > 0.01:
            raise ValueError("the slices are sheared")
    else:
        step = normal * float(frames[0][2].SliceThickness)
    voxels = [
        f[4] * float(f[3].get("RescaleSlope", 1)) + float(f[3].get("RescaleIntercept", 0))
        for f in frames
    ]
    down, right = (float(v) for v in frames[0][2].PixelSpacing)
    affine = np.eye(4)
    affine[:3, :3] = np.stack([across[:3] * right, across[3:] * down, step], axis=1)
    affine[:3, 3] = positions[0]
    return describe(np.stack(voxels).transpose(2, 1, 0), affine)


def with_pynrrd(path):
    import nrrd

    voxels, header = nrrd.read(str(path))
    if voxels.ndim != 3:
        raise ValueError("%d-D" % voxels.ndim)
    affine = np.eye(4)
    affine[:3, :3] = np.array(header["space directions"], float).T
    affine[:3, 3] = header["space origin"]
    space = header["space"]
    signs = {"left-posterior-superior": np.eye(4), "right-anterior-superior": FLIP}[space]
    return describe(voxels, signs @ affine)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        lines = str(e).strip().splitlines() or [""]
        text = re.sub(r"(/[^\s'\"]+)+/", "", lines[-1])
        return {"error": f"{type(e).__name__}: {text}"[:200]}


def dicom_series(shared):
    """(name, folder or file, series UID, files): all series but the objects that are no images."""
    cases = []
    for root, folders, names in os.walk(shared):
        folders.sort()
        found = {}
        for name in sorted(names):
            try:
                data = pydicom.dcmread(os.path.join(root, name), stop_before_pixels=True)
            except Exception:
                continue
            if data.get("Modality") in (None, "SEG", "SR") or "Rows" not in data:
                continue
            alone = "NumberOfFrames" in data or root.endswith("testImages")
            key = name if alone else data.get("SeriesInstanceUID", "")
            found.setdefault((alone, key), []).append(name)
        for (alone, key), files in sorted(found.items()):
            relative = os.path.relpath(root, shared)
            several = len([k for k in found if not k[0]]) > 1
            uid = key if not alone and several else None
            path = os.path.join(relative, key) if alone else relative
            name = path + (f"#{key.split('.')[-1]}" if uid else "")
            cases.append((name, path, uid, [os.path.join(root, f) for f in files], alone))
    return cases


def dicom(shared, wanted):
    for name, path, uid, files, alone in dicom_series(shared):
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for file in files:
                shutil.copy(file, folder)
            global lossy
            meta = pydicom.dcmread(files[0], stop_before_pixels=True).file_meta
            lossy = bool(LOSSY.match(meta.TransferSyntaxUID))
            programs = {
                "SimpleITK": attempt(itk_series, folder, uid),
                "pydicom": attempt(with_pydicom, folder),
                "dicom2nifti": attempt(with_dicom2nifti, folder),
            }
            niix = attempt(with_dcm2niix, folder)
            programs.update({"dcm2niix": niix} if "error" in niix else niix)
        lossy = False
        yield {"case": name, "path": path, "series": uid, "alone": alone}, programs


def nifti(shared, wanted):
    files = sorted(p for p in Path(shared).rglob("*") if re.search(r"\.nii(\.gz)?$", p.name))
    for path in files:
        name = str(path.relative_to(shared))
        if wanted not in name:
            continue
        try:
            shape = nibabel.load(path).shape
        except Exception:
            shape = ()
        volume = shape[3] - 1 if len(shape) > 3 and shape[3] > 1 else None
        yield {"case": name, "path": name, "volume": volume}, {
            "nibabel": attempt(from_nibabel, path, volume),
            "SimpleITK": attempt(itk_volume, path, volume),
        }


def nrrd_files(shared, wanted):
    for path in sorted(Path(shared).rglob("*.nrrd")):
        name = str(path.relative_to(shared))
        if wanted in name:
            yield {"case": name, "path": name}, {
                "pynrrd": attempt(with_pynrrd, path),
                "SimpleITK": attempt(itk_volume, path),
            }


def metaimage(shared, wanted):
    for path in sorted(Path(shared).rglob("*.mha")):
        name = str(path.relative_to(shared))
        if wanted in name:
            yield {"case": name, "path": name}, {"SimpleITK": attempt(itk_volume, path)}


KINDS = {"dicom": dicom, "nifti": nifti, "nrrd": nrrd_files, "metaimage": metaimage}
PACKAGES = ["SimpleITK", "nibabel", "pydicom", "dicom2nifti", "dcm2niix", "pynrrd", "numpy"]


def main(shared, out, wanted=""):
    made_with = {p: version(p) for p in PACKAGES}
    for kind, cases in KINDS.items():
        lines = []
        for case, programs in cases(shared, wanted):
            for program, result in programs.items():
                lines.append(json.dumps(case | {"program": program} | result))
                print(kind, case["case"], program, result.get("error", "read"), flush=True)
        if lines:
            entries = ",\n".join(lines)
            text = f'{{"made_with": {json.dumps(made_with)},\n"entries": [\n{entries}\n]}}\n'
            (Path(out) / f"{kind}.json").write_text(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
