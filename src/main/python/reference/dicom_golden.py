"""Reference values of DICOM series, read by SimpleITK (GDCM) and pydicom.

Usage: python dicom_golden.py SHARED_DATA OUTPUT.json

SimpleITK decodes and rescales the voxels of single-frame series and gives their geometry; of an
enhanced file pydicom does, because ITK ignores its functional groups. Geometry is LPS mm; the
direction is [row][column], columns = axes x, y, z. The checksum is the CRC-32 of the voxels as
little-endian 16-bit integers (float values: as 32-bit floats), x fastest.
"""

import json
import os
import sys
import zlib

import numpy as np
import pydicom
import SimpleITK as sitk

FOLDERS = {
    "totalsegmentator": "totalsegmentator/example_ct_dicom",
    "dcmqi_ct_3slice": "dcmqi/segmentations/ct-3slice",
    "dcmqi_23": "dcmqi/segmentations/23x38x3/image",
    "dcmqi_24": "dcmqi/segmentations/24x38x3/image",
    "rt_utils_oriented": "rt_utils/oriented_data",
    "pydicom_ct5n": "pydicom/dicomdirtests/98892001/CT5N",
}
SINGLE = {"cornerstone": "cornerstone/testImages/CTImage.dcm"}
ENHANCED = {"enhanced_ct": "enhanced_ct/eCT_Supplemental.dcm"}


def describe(array, spacing, origin, direction):
    """array is z, y, x."""
    integer = np.array_equal(array, np.rint(array)) and np.abs(array).max() < 32768
    stored = array.astype("<i2" if integer else "<f4")
    probes = []
    rng = np.random.default_rng(7)
    for _ in range(8):
        z, y, x = (int(rng.integers(n)) for n in array.shape)
        probes.append([x, y, z, float(stored[z, y, x])])
    return {
        "size": list(array.shape[::-1]),
        "spacing": [float(s) for s in spacing],
        "origin": [float(o) for o in origin],
        "direction": np.asarray(direction, float).reshape(3, 3).tolist(),
        "integer": bool(integer),
        "minimum": float(stored.min()),
        "maximum": float(stored.max()),
        "sum": float(array.astype(np.float64).sum()),
        "crc32": zlib.crc32(stored.tobytes()),
        "voxels": probes,
    }


def from_itk(image):
    return describe(
        sitk.GetArrayFromImage(image), image.GetSpacing(), image.GetOrigin(), image.GetDirection()
    )


def series(folder):
    reader = sitk.ImageSeriesReader()
    names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(folder)
    reader.SetFileNames(names)
    return from_itk(reader.Execute())


def enhanced(path):
    data = pydicom.dcmread(path)
    shared = data.SharedFunctionalGroupsSequence[0]
    iop = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    normal = np.cross(iop[:3], iop[3:])
    measures = shared.PixelMeasuresSequence[0]
    transform = shared.PixelValueTransformationSequence[0]
    positions = np.array(
        [f.PlanePositionSequence[0].ImagePositionPatient
         for f in data.PerFrameFunctionalGroupsSequence], float)
    heights = positions @ normal
    order = np.argsort(heights)
    array = (data.pixel_array[order].astype(float) * float(transform.RescaleSlope)
             + float(transform.RescaleIntercept))
    step = np.diff(heights[order]).mean()
    row, column = (float(v) for v in measures.PixelSpacing)
    direction = np.stack([iop[:3], iop[3:], normal], axis=1)
    return describe(array, [column, row, step], positions[order[0]], direction)


def main(root, output):
    result = {
        "made by": {
            "SimpleITK": sitk.Version_VersionString(),
            "pydicom": pydicom.__version__,
            "numpy": np.__version__,
        }
    }
    for name, folder in FOLDERS.items():
        result[name] = series(os.path.join(root, folder))
    for name, file in SINGLE.items():
        result[name] = from_itk(sitk.ReadImage(os.path.join(root, file)))
    for name, file in ENHANCED.items():
        result[name] = enhanced(os.path.join(root, file))
    with open(output, "w", encoding="utf-8") as f:
        json.dump(result, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
