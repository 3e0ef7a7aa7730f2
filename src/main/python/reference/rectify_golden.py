"""Reference for tilted and uneven DICOM slices resampled to a rectangular grid.

Usage: python rectify_golden.py SHARED_DATA OUTPUT.json [DCM2NIIX]

pydicom gives pixels and positions. Each slice is a 2-D image of SimpleITK whose origin is its own
Image Position (Patient), taken along its line and column; it is resampled linearly to the grid of
all slices. Between two slices the values are interpolated linearly by height along the normal;
where only one slice reaches, it alone counts; the rest is air. The grid follows from the positions
by the rules of docs/formats.md, in numpy.

With the path of dcm2niix its tilt-corrected, equidistant volume is compared at the voxels of ours
(printed only: it rounds the shift to whole pixels and interpolates slices differently).
"""

import glob
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import pydicom
import SimpleITK as sitk

AIR = -1000.0
SERIES = {
    # name: folder, voxels along z (the finest step, rounded to divide the height evenly)
    "ge_head_tilt": ("ge_head_tilt/GE", 4.002),
    "missing_slice": ("dicom2nifti_missing_slice/001", 5.0),
}


def load(folder):
    files = [f for f in sorted(glob.glob(os.path.join(folder, "**", "*"), recursive=True))
             if os.path.isfile(f)]
    sets = [pydicom.dcmread(f) for f in files]
    iop = np.array(sets[0].ImageOrientationPatient, float)
    line = iop[:3] / np.linalg.norm(iop[:3])
    column = iop[3:] / np.linalg.norm(iop[3:])
    normal = np.cross(line, column)
    sets.sort(key=lambda d: np.dot(np.array(d.ImagePositionPatient, float), normal))
    positions = np.array([d.ImagePositionPatient for d in sets], float)
    row_step, column_step = (float(v) for v in sets[0].PixelSpacing)
    pixels = [d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept) for d in sets]
    return pixels, positions, line, column, normal, column_step, row_step


def rectify(folder, step):
    pixels, positions, line, column, normal, sx, sy = load(folder)
    local = (positions - positions[0]) @ np.stack([line, column, normal], axis=1)
    u, v, h = local.T
    if np.abs(local[:, :2]).max() <= 0.25 * min(sx, sy):
        u, v = np.zeros_like(u), np.zeros_like(v)  # straight above each other
    planes = int(round(h[-1] / step)) + 1
    dz = h[-1] / (planes - 1)
    columns = pixels[0].shape[1] + int(np.floor(np.ptp(u) / sx + 0.5))
    rows = pixels[0].shape[0] + int(np.floor(np.ptp(v) / sy + 0.5))
    moved = []
    for k, image in enumerate(pixels):
        flat = sitk.GetImageFromArray(image.astype(np.float64))
        flat.SetSpacing((sx, sy))
        flat.SetOrigin((float(u[k]), float(v[k])))
        moved.append(sitk.GetArrayFromImage(sitk.Resample(
            flat, (columns, rows), sitk.Transform(), sitk.sitkLinear,
            (float(u.min()), float(v.min())), (sx, sy), (1, 0, 0, 1), float("nan"))))
    out = np.empty((planes, rows, columns))
    for k in range(planes):
        z = min(k * dz, h[-1])
        below = min(np.searchsorted(h, z + 1e-9, side="right") - 1, len(h) - 1)
        above = min(below + 1, len(h) - 1)
        t = 0.0 if above == below else (z - h[below]) / (h[above] - h[below])
        if t < 1e-9:
            out[k] = moved[below]
            continue
        a, b = moved[below], moved[above]
        out[k] = np.where(np.isnan(a), b, np.where(np.isnan(b), a, a + t * (b - a)))
    origin = positions[0] + u.min() * line + v.min() * column
    direction = np.stack([line, column, normal], axis=1)
    return out, (sx, sy, dz), origin, direction


def describe(out, spacing, origin, direction):
    outside = np.isnan(out)
    values = np.where(outside, AIR, out)
    rng = np.random.default_rng(11)
    probes = []
    for _ in range(400):
        z, y, x = (int(rng.integers(n)) for n in out.shape)
        probes.append([x, y, z, round(float(values[z, y, x]), 5)])
    return {
        "size": list(out.shape[::-1]),
        "spacing": [float(s) for s in spacing],
        "origin": [float(o) for o in origin],
        "direction": direction.tolist(),
        "outside": int(outside.sum()),
        "sum": float(values.sum()),
        "sumOfSquares": float((values ** 2).sum()),
        "minimum": float(values.min()),
        "maximum": float(values.max()),
        "planeSums": [float(p.sum()) for p in values],
        "voxels": probes,
    }


def compare(dcm2niix, folder, out, spacing, origin, direction):
    import nibabel
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([dcm2niix, "-z", "n", "-f", "x", "-o", work, folder], check=True,
                       stdout=subprocess.DEVNULL)
        names = glob.glob(os.path.join(work, "*_Tilt_Eq*.nii"))
        if not names:
            return
        other = nibabel.load(names[0])
        data = np.asarray(other.dataobj, float)
        z, y, x = np.indices(out.shape)
        index = np.stack([x, y, z]).reshape(3, -1) * np.array(spacing)[:, None]
        lps = direction @ index + np.array(origin)[:, None]
        ras = np.concatenate([lps * [[-1], [-1], [1]], np.ones((1, lps.shape[1]))])
        at = (np.linalg.inv(other.affine) @ ras)[:3]
        image = sitk.GetImageFromArray(data.T)
        low = np.clip(np.rint(at).astype(int), 0, np.array(data.shape)[:, None] - 1)
        theirs = sitk.GetArrayFromImage(image)[low[2], low[1], low[0]]
        ours = out.reshape(-1)
        both = ~np.isnan(ours) & (theirs > -900) & (ours > -900)
        difference = np.abs(ours - theirs)[both]
        print(os.path.basename(names[0]), data.shape, "zooms", other.header.get_zooms(),
              "nearest voxel, head only: median difference", np.median(difference),
              "HU, correlation", np.corrcoef(ours[both], theirs[both])[0, 1])


def main(root, output, dcm2niix=None):
    result = {"made by": {"SimpleITK": sitk.Version_VersionString(),
                          "pydicom": pydicom.__version__, "numpy": np.__version__}}
    for name, (folder, step) in SERIES.items():
        grid = rectify(os.path.join(root, folder), step)
        result[name] = describe(*grid)
        if dcm2niix:
            compare(dcm2niix, os.path.join(root, folder), *grid)
    with open(output, "w", encoding="utf-8") as f:
        json.dump(result, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
