"""Scans for the nnU-Net cases: a seeded phantom in HU, sampled on many kinds of grids. No real scan is copied."""

import numpy as np
import nibabel as nib
from scipy.ndimage import gaussian_filter


def phantom(size, seed=1, noise=25.0):
    """A body with lung, bones, vessel and lesions, x y z, whole HU from -1024 to 1500.

    Smooth texture of two scales, so that resampling and normalisation matter everywhere.
    """
    rng = np.random.default_rng(seed)
    x, y, z = np.meshgrid(*[(np.arange(n) + 0.5) / n * 2 - 1 for n in size], indexing="ij")

    def ball(cx, cy, cz, rx, ry, rz):
        return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 + ((z - cz) / rz) ** 2 < 1

    hu = np.full(size, -1000.0)
    hu[ball(0, 0, 0, 0.92, 0.85, 2.0)] = 45
    hu[ball(-0.45, 0.1, 0.3, 0.3, 0.4, 0.6)] = -820
    hu[ball(0.5, 0.05, 0.25, 0.28, 0.45, 0.65)] = -790
    hu[ball(0, -0.55, 0, 0.16, 0.16, 2.0)] = 420
    hu[ball(0.02, -0.55, 0.05, 0.09, 0.08, 2.0)] = 60
    hu[ball(-0.1, 0.25, -0.2, 0.1, 0.1, 1.5)] = 240
    hu[ball(0.3, 0.3, -0.6, 0.35, 0.3, 0.4)] = 105
    for _ in range(6):
        c = rng.uniform(-0.6, 0.6, 3)
        hu[ball(*c, *rng.uniform(0.08, 0.2, 3))] = rng.uniform(-100, 900)
    texture = gaussian_filter(rng.normal(size=size), [min(3, n / 8) for n in size])
    fine = gaussian_filter(rng.normal(size=size), [min(0.8, n / 8) for n in size])
    hu += 60 * texture / max(texture.std(), 1e-9) + noise * fine / max(fine.std(), 1e-9)
    return np.clip(np.rint(gaussian_filter(hu, [min(0.5, n / 8) for n in size])), -1024, 1500)


def affine_of(spacing, origin=(-30.5, 12.25, 101.0), axes="RAS", tilt=(0.0, 0.0, 0.0)):
    """Voxel to RAS mm. axes: the directions towards which i, j, k grow; tilt: rotations in degrees about x, y, z."""
    turn = np.zeros((3, 3))
    for column, letter in enumerate(axes):
        row = {"R": 0, "L": 0, "A": 1, "P": 1, "S": 2, "I": 2}[letter]
        turn[row, column] = 1 if letter in "RAS" else -1
    for axis, degrees in enumerate(tilt):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        a, b = [k for k in range(3) if k != axis]
        rotation = np.eye(3)
        rotation[a, a], rotation[a, b], rotation[b, a], rotation[b, b] = c, -s, s, c
        turn = rotation @ turn
    affine = np.eye(4)
    affine[:3, :3] = turn * np.asarray(spacing)
    affine[:3, 3] = origin
    return affine


def write(file, values, affine, dtype=np.int16, slope=None, inter=0.0):
    """A NIfTI file with sform and qform; with a slope the stored numbers are (value - inter) / slope."""
    values = np.asarray(values, np.float64)
    stored = values if slope is None else np.rint((values - inter) / slope)
    image = nib.Nifti1Image(stored.astype(dtype), affine)
    image.header.set_data_dtype(dtype)
    image.header.set_xyzt_units("mm")
    image.set_sform(affine, 1)
    image.set_qform(affine, 1)
    file.parent.mkdir(parents=True, exist_ok=True)
    nib.save(image, file)
    if slope is not None:
        set_scaling(file, slope, inter)
    return file


def set_scaling(file, slope, inter):
    """scl_slope and scl_inter of a written file; nibabel sets its own when it saves."""
    import gzip
    import struct

    raw = bytearray(gzip.decompress(file.read_bytes()))
    struct.pack_into("<ff", raw, 112, slope, inter)
    file.write_bytes(gzip.compress(bytes(raw), 9, mtime=0))
