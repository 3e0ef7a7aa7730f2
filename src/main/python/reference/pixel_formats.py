"""Small DICOM files in unusual pixel formats, and what GDCM and pydicom read from them.

Usage: python pixel_formats.py OUTPUT_FOLDER

Writes one file of 6x4 pixels for each format and formats.json: the values that were meant, and
those that SimpleITK (GDCM) and pydicom read; null where a reader refuses. Pixels are slope 1,
intercept 0.
"""

import json
import os
import sys
import zlib

import numpy as np
import pydicom
import SimpleITK as sitk
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate

EXPLICIT = "1.2.840.10008.1.2.1"
IMPLICIT = "1.2.840.10008.1.2"
COLUMNS, ROWS = 6, 4
COUNT = COLUMNS * ROWS
RAMP = [(i * 173) % 4096 for i in range(COUNT)]


def dataset(allocated, stored, high, signed):
    d = Dataset()
    d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    d.SOPInstanceUID = "1.2.826.0.1.3680043.8.498.1"
    d.SeriesInstanceUID = "1.2.826.0.1.3680043.8.498.2"
    d.StudyInstanceUID = "1.2.826.0.1.3680043.8.498.3"
    d.Modality = "CT"
    d.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    d.SliceThickness = 3
    d.ImagePositionPatient = [0, 0, 0]
    d.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    d.PixelSpacing = [1, 1]
    d.SamplesPerPixel = 1
    d.PhotometricInterpretation = "MONOCHROME2"
    d.Rows, d.Columns = ROWS, COLUMNS
    d.BitsAllocated, d.BitsStored, d.HighBit = allocated, stored, high
    d.PixelRepresentation = signed
    d.RescaleSlope, d.RescaleIntercept = 1, 0
    return d


def save(d, pixels, path, uid=EXPLICIT, encapsulated=False):
    """uid may be one that pydicom does not know: it is put in place of a known one."""
    known = {IMPLICIT: IMPLICIT, EXPLICIT: EXPLICIT, "1.2.840.113619.5.2": IMPLICIT}.get(uid)
    known = known or ("1.2.840.10008.1.2.4.201" if len(uid) > 22 else "1.2.840.10008.1.2.4.90")
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = known
    d.add_new("PixelData", "OB" if encapsulated or d.BitsAllocated == 8 else "OW",
              encapsulate([pixels]) if encapsulated else pixels)
    d["PixelData"].is_undefined_length = encapsulated
    d.save_as(path, enforce_file_format=True)
    if uid != known:
        with open(path, "rb") as file:
            data = file.read()
        padded = [(u + "\0" * (len(u) % 2)).encode() for u in (known, uid)]
        assert len(padded[0]) == len(padded[1]) and data.count(padded[0]) == 1
        with open(path, "wb") as file:
            file.write(data.replace(*padded))


def packed12(values):
    out = bytearray()
    for a, b in zip(values[::2], values[1::2]):
        out += bytes([a & 255, a >> 8 | (b & 15) << 4, b >> 4])
    return bytes(out)


def files(folder):
    signed = [v - 2048 for v in RAMP]
    wide = [v * 30000 - 60000000 if i % 2 else v for i, v in enumerate(RAMP)]
    raw16 = np.array(RAMP, "<i2").tobytes()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflate.compress(raw16) + deflate.flush()
    mono1 = dataset(16, 16, 15, 1)
    mono1.PhotometricInterpretation = "MONOCHROME1"
    yield "bits8", list(range(COUNT)), dataset(8, 8, 7, 0), bytes(range(COUNT)), {}
    yield "bits12packed", RAMP, dataset(12, 12, 11, 0), packed12(RAMP), {}
    yield ("bits12garbage", RAMP, dataset(16, 12, 11, 0),
           (np.array(RAMP, "<u2") | 0xA000).tobytes(), {})
    yield ("bits12signed", signed, dataset(16, 12, 11, 1),
           (np.array(signed, "<i2").view("<u2") & 0x0FFF | 0x5000).astype("<u2").tobytes(), {})
    yield ("highbit15", RAMP, dataset(16, 12, 15, 0),
           (np.array(RAMP, "<u2") << 4 | 9).astype("<u2").tobytes(), {})
    yield "bits32signed", wide, dataset(32, 32, 31, 1), np.array(wide, "<i4").tobytes(), {}
    yield "bits32small", signed, dataset(32, 32, 31, 1), np.array(signed, "<i4").tobytes(), {}
    yield "monochrome1", RAMP, mono1, raw16, {}
    yield ("geprivate", RAMP, dataset(16, 16, 15, 1), np.array(RAMP, ">i2").tobytes(),
           {"uid": "1.2.840.113619.5.2"})
    yield ("deflatedframe", RAMP, dataset(16, 16, 15, 1), deflated,
           {"uid": "1.2.840.10008.1.2.8.1", "encapsulated": True})
    yield ("encapsulated", RAMP, dataset(16, 16, 15, 1), raw16,
           {"uid": "1.2.840.10008.1.2.1.98", "encapsulated": True})


def by_itk(path):
    try:
        return [int(v) for v in sitk.GetArrayFromImage(sitk.ReadImage(path)).ravel()]
    except RuntimeError:
        return None


def by_pydicom(path):
    try:
        return [int(v) for v in pydicom.dcmread(path).pixel_array.ravel()]
    except Exception:  # pydicom raises whatever its decoders do
        return None


def main(folder):
    os.makedirs(folder, exist_ok=True)
    result = {}
    for name, values, data, pixels, options in files(folder):
        path = os.path.join(folder, name + ".dcm")
        save(data, pixels, path, **options)
        result[name] = {"meant": values, "gdcm": by_itk(path), "pydicom": by_pydicom(path)}
        agree = [k for k in ("gdcm", "pydicom") if result[name][k] == values]
        print(name, "read alike by", agree)
    with open(os.path.join(folder, "formats.json"), "w") as file:
        json.dump(result, file)
        file.write("\n")


main(sys.argv[1])
