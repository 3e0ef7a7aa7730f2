"""Small MetaImage and NRRD files by other programs, and what those programs read from them.

    python raster_formats_golden.py make <src/test/resources/golden>
    python raster_formats_golden.py check <folder with files that Holoseg wrote and expected.json>

`make` fills golden/metaimage and golden/nrrd: files written by SimpleITK and pynrrd, and headers
written here for what neither of them writes; `manifest.json` says what SimpleITK (or, where the entry
says so, pynrrd) reads from each. `check` reads files of `RasterFormatsForOthers` (a test of Holoseg,
run with -Dholoseg.others=<folder>) and compares voxels and positions.
"""

import json
import platform
import sys
import zlib
from pathlib import Path

import numpy as np
import SimpleITK as sitk

SIZE = (3, 4, 5)


def rotation():
    a, b = np.radians(20), np.radians(-13)
    return np.array(
        [
            [np.cos(b), -np.sin(b) * np.cos(a), np.sin(b) * np.sin(a)],
            [np.sin(b), np.cos(b) * np.cos(a), -np.cos(b) * np.sin(a)],
            [0, np.sin(a), np.cos(a)],
        ]
    )


OBLIQUE = rotation() @ np.array([[0, 0, -1], [1, 0, 0], [0, 1, 0]])
SPACING = (0.7, 1.3, 2.5)
ORIGIN = (-120.25, 310.5, -804.125)


def values(dtype):
    """60 values, x fastest as array[z, y, x]; the extremes of the type among them."""
    flat = (np.arange(60) * 7 % 101).astype(dtype)
    if np.issubdtype(dtype, np.integer):
        info = np.iinfo(dtype)
        bits = min(info.bits, 53)
        flat[1] = info.max if info.bits <= 53 else 2**bits
        flat[2] = info.min if info.bits <= 53 or info.min == 0 else -(2**bits)
    else:
        flat[1:4] = [-1024.5, 0.1, 3e30]
    return flat.reshape(SIZE[::-1])


def expected(image, name, **more):
    array = sitk.GetArrayFromImage(image)
    return {
        "file": name,
        "size": list(image.GetSize()[:3]),
        "spacing": list(image.GetSpacing()[:3]),
        "origin": list(image.GetOrigin()[:3]),
        "direction": np.array(image.GetDirection())
        .reshape(image.GetDimension(), image.GetDimension())[:3, :3]
        .ravel()
        .tolist(),
        "values": [float(v) for v in array.ravel()],
        **more,
    }


def oblique(array):
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(OBLIQUE.ravel().tolist())
    return image


# ---------------------------------------------------------------- MetaImage

META = {
    "ObjectType": "Image",
    "NDims": "3",
    "BinaryData": "True",
    "BinaryDataByteOrderMSB": "False",
    "TransformMatrix": " ".join(repr(float(v)) for v in OBLIQUE.T.ravel()),
    "Offset": "-120.25 310.5 -804.125",
    "ElementSpacing": "0.7 1.3 2.5",
    "DimSize": "3 4 5",
    "ElementType": "MET_SHORT",
    "ElementDataFile": "LOCAL",
}


def meta_header(without=(), **changed):
    fields = {k: v for k, v in META.items() if k not in without}
    last = fields.pop("ElementDataFile", "LOCAL")
    fields.update(changed)
    last = fields.pop("ElementDataFile", last)
    fields["ElementDataFile"] = last
    return "".join(f"{k} = {v}\n" for k, v in fields.items()).encode()


def metaimage(folder):
    folder.mkdir(parents=True, exist_ok=True)
    entries = []

    def read(name, **more):
        entries.append(expected(sitk.ReadImage(str(folder / name)), name, **more))

    def write(name, data, **more):
        (folder / name).write_bytes(data)
        read(name, **more)

    for dtype in "uint8 int8 uint16 int16 uint32 int32 uint64 int64 float32 float64".split():
        image = oblique(values(np.dtype(dtype)))
        for name, packed in ((f"{dtype}.mha", False), (f"{dtype}_packed.mha", True)):
            sitk.WriteImage(image, str(folder / name), packed)
            read(name, type=dtype)
    image = oblique(values(np.dtype("int16")))
    sitk.WriteImage(image, str(folder / "pair.mhd"), False)
    sitk.WriteImage(image, str(folder / "pair_packed.mhd"), True)
    read("pair.mhd")
    read("pair_packed.mhd")
    four = sitk.JoinSeries([image, image + 1, image * 2])
    sitk.WriteImage(four, str(folder / "four.mha"), True)
    for index in range(3):
        entries.append(expected(four[:, :, :, index], "four.mha", volume=index))

    short = values(np.dtype("int16"))
    plain = short.astype("<i2").tobytes()
    text = " ".join(str(v) for v in short.ravel()).encode() + b"\n"
    write("big_endian.mha", meta_header(BinaryDataByteOrderMSB="True") + short.astype(">i2").tobytes())
    write(
        "element_order.mha",
        meta_header(without=["BinaryDataByteOrderMSB"], ElementByteOrderMSB="True")
        + short.astype(">i2").tobytes(),
    )
    write("text.mha", meta_header(BinaryData="False") + text)
    write("long.mha", meta_header(ElementType="MET_LONG") + short.astype("<i4").tobytes())
    write("no_binary_field.mha", meta_header(without=["BinaryData"]) + plain)
    for key in ("Rotation", "Orientation"):
        changed = {key: META["TransformMatrix"]}
        write(f"{key.lower()}.mha", meta_header(without=["TransformMatrix"], **changed) + plain)
    for key in ("Position", "Origin"):
        changed = {key: META["Offset"]}
        write(f"{key.lower()}.mha", meta_header(without=["Offset"], **changed) + plain)
    write("element_size.mha", meta_header(without=["ElementSpacing"], ElementSize="4 5 6") + plain)
    write("size_and_spacing.mha", meta_header(ElementSize="4 5 6") + plain)
    write("negative.mha", meta_header(ElementSpacing="0.7 -1.3 2.5") + plain)
    write("stretched.mha", meta_header(TransformMatrix="2 0 0 0 0 1 0 -1 0") + plain)
    write("rotated_about.mha", meta_header(CenterOfRotation="5 6 7") + plain)
    write("anatomical.mha", meta_header(AnatomicalOrientation="LPI") + plain)
    write("from_the_end.mha", meta_header(HeaderSize="-1") + b"something else" + plain)
    write("header_size.mha", meta_header(HeaderSize="512").ljust(512, b" ") + plain)
    write("no_type_field.mha", meta_header(without=["ObjectType"]) + plain)
    packed = zlib.compress(plain)
    (folder / "voxels of another name.zraw").write_bytes(packed)
    changed = {"CompressedDataSize": str(len(packed)), "CompressedData": "True"}
    changed["ElementDataFile"] = "voxels of another name.zraw"
    write("packed_other.mhd", meta_header(**changed))
    (folder / "slices").mkdir(exist_ok=True)
    for z in range(5):
        (folder / "slices" / f"s{z + 1:03d}.raw").write_bytes(short[z].astype("<i2").tobytes())
    names = "".join(f"slices/s{z + 1:03d}.raw\n" for z in range(5)).encode()
    write("list.mhd", meta_header(ElementDataFile="LIST") + names)
    write("pattern.mhd", meta_header(ElementDataFile="slices/s%03d.raw 1 5 1"))
    return entries


# ---------------------------------------------------------------- all


def manifest(folder, entries):
    made_with = {
        "python": platform.python_version(),
        "SimpleITK": sitk.Version_VersionString(),
        "numpy": np.__version__,
    }
    lines = ",\n".join(json.dumps(e) for e in entries)
    (folder / "manifest.json").write_text(
        '{"made_with": ' + json.dumps(made_with) + ',\n"files": [\n' + lines + "\n]}\n"
    )


def make(golden):
    golden = Path(golden)
    manifest(golden / "metaimage", metaimage(golden / "metaimage"))


if __name__ == "__main__":
    {"make": make}[sys.argv[1]](*sys.argv[2:])
