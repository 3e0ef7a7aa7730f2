"""Small MetaImage and NRRD files by other programs, and what those programs read from them.

    python raster_formats_golden.py make <src/test/resources/golden>
    python raster_formats_golden.py shared <shared/data> <src/test/resources/golden/io/raster_shared.json>
    python raster_formats_golden.py check <folder with files that Holoseg wrote>

`make` fills golden/metaimage, golden/nrrd and golden/bzip2: files written by SimpleITK and pynrrd, and headers
written here for what neither of them writes; `manifest.json` says what SimpleITK (or, where the entry
says so, pynrrd) reads from each. `shared` does that for the files of ../shared/data. `check` reads what

    mvn test -Dtest=RasterFormatsForOthers -Dholoseg.others=<folder>

wrote, with SimpleITK, pynrrd and slicerio: the voxels of every label must have the same count and the
same centre in the patient as Holoseg has them, in all 48 axis orders.
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


# ---------------------------------------------------------------- NRRD


def vectors(steps):
    return " ".join("(" + ",".join(repr(float(v)) for v in step) + ")" for step in steps)


STEPS = (OBLIQUE * np.array(SPACING)).T
NRRD = {
    "type": "short",
    "dimension": "3",
    "space": "left-posterior-superior",
    "sizes": "3 4 5",
    "space directions": vectors(STEPS),
    "kinds": "domain domain domain",
    "endian": "little",
    "encoding": "raw",
    "space origin": vectors([ORIGIN]),
}
PLACED = ("space", "space directions", "space origin")


def nrrd_header(without=(), version=5, **changed):
    fields = {k: v for k, v in NRRD.items() if k not in without}
    fields.update({k.replace("_", " "): v for k, v in changed.items()})
    lines = "".join(f"{k}: {v}\n" for k, v in fields.items())
    return f"NRRD000{version}\n# by hand\n{lines}".encode()


def nrrd_entry(folder, name, **more):
    """As SimpleITK reads it; pynrrd, where it reads it at all, must see the same voxels."""
    import nrrd

    entry = expected(sitk.ReadImage(str(folder / name)), name, **more)
    try:
        data, _ = nrrd.read(str(folder / name))
    except Exception as e:
        print(f"{name}: pynrrd does not read it: {type(e).__name__} {e}"[:120])
        return entry
    if [float(v) for v in data.ravel(order="F")] != entry["values"]:
        print(f"{name}: pynrrd and SimpleITK read different voxels")
    return entry


def nrrds(folder):
    import gzip

    import nrrd

    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    placed = {
        "space": "left-posterior-superior",
        "space directions": STEPS,
        "space origin": np.array(ORIGIN),
        "kinds": ["domain"] * 3,
    }

    for dtype in "uint8 int8 uint16 int16 uint32 int32 uint64 int64 float32 float64".split():
        array = values(np.dtype(dtype)).transpose()
        for encoding in ("raw", "gzip", "bzip2", "ascii"):
            name = f"{dtype}_{encoding}.nrrd"
            nrrd.write(str(folder / name), array, {**placed, "encoding": encoding})
            # SimpleITK is built without bzip2, and reads text of 8 bits as characters.
            entry = expected(oblique(values(np.dtype(dtype))), name)
            data, _ = nrrd.read(str(folder / name))
            entry["values"] = [float(v) for v in data.ravel(order="F")]
            entries.append(entry)
        if dtype == "int16":
            for encoding in ("raw", "gzip", "bzip2", "ascii"):
                name = f"detached_{encoding}.nhdr"
                nrrd.write(str(folder / name), array, {**placed, "encoding": encoding}, detached_header=True)
                entries.append({**entry, "file": name})
            sitk.WriteImage(oblique(values(np.dtype(dtype))), str(folder / "itk.nrrd"), True)
            entries.append(expected(sitk.ReadImage(str(folder / "itk.nrrd")), "itk.nrrd"))
            four = np.stack([array, array + 1, array * 2])
            for axis in range(4):
                stacked = np.moveaxis(four, 0, axis)
                directions = np.insert(STEPS, axis, np.nan, axis=0)
                kinds = ["domain"] * 3
                kinds.insert(axis, "list")
                name = f"list_axis_{axis}.nrrd"
                nrrd.write(
                    str(folder / name),
                    stacked,
                    {**placed, "space directions": directions, "kinds": kinds, "encoding": "gzip"},
                )
                data, _ = nrrd.read(str(folder / name))
                for index in range(3):
                    picked = np.take(data, index, axis=axis).ravel(order="F")
                    entries.append(
                        {**entry, "file": name, "volume": index, "values": [float(v) for v in picked]}
                    )

    short = values(np.dtype("int16"))
    plain = short.astype("<i2").tobytes()
    big = short.astype(">i2").tobytes()

    def write(name, data, **more):
        (folder / name).write_bytes(data)
        entries.append(nrrd_entry(folder, name, **more))

    for space in (
        "right-anterior-superior RAS left-anterior-superior LAS left-posterior-superior LPS".split()
    ):
        write(f"space_{space}.nrrd", nrrd_header(space=space) + b"\n" + plain)
    write("big_endian.nrrd", nrrd_header(endian="big") + b"\n" + big)
    hexadecimal = big.hex(" ", 16).replace(" ", "\n").encode() + b"\n"
    (folder / "hex.nrrd").write_bytes(nrrd_header(endian="big", encoding="hex") + b"\n" + hexadecimal)
    entries.append(expected(sitk.ReadImage(str(folder / "hex.nrrd")), "hex.nrrd"))
    gz = gzip.compress(plain, mtime=0)
    write("gz.nrrd", nrrd_header(encoding="gz") + b"\n" + gz)
    write("bz2.nrrd", nrrd_header(encoding="bz2") + b"\n" + bz2.compress(plain)) if False else None
    write("line_skip.nrrd", nrrd_header(line_skip="2") + b"\n" + b"one\ntwo\n" + plain)
    write("byte_skip.nrrd", nrrd_header(byte_skip="3") + b"\n" + b"abc" + plain)
    write("skips.nrrd", nrrd_header(line_skip="1", byte_skip="3") + b"\none\nabc" + plain)
    write("from_the_end.nrrd", nrrd_header(byte_skip="-1") + b"\n" + b"something else" + plain)
    # Only lines are skipped before unpacking, bytes after it; SimpleITK cannot skip in gzip.
    packed = gzip.compress(b"abc" + plain, mtime=0)
    (folder / "skips_packed.nrrd").write_bytes(
        nrrd_header(encoding="gzip", line_skip="1", byte_skip="3") + b"\none\n" + packed
    )
    entries.append({**entries[-1], "file": "skips_packed.nrrd"})
    (folder / "slices").mkdir(exist_ok=True)
    for z in range(5):
        (folder / "slices" / f"s{z + 1:03d}.raw").write_bytes(short[z].astype("<i2").tobytes())
    names = "".join(f"slices/s{z + 1:03d}.raw\n" for z in range(5)).encode()
    write("list.nhdr", nrrd_header(data_file="LIST") + names)
    write("list_2.nhdr", nrrd_header(data_file="LIST 2") + names)
    write("pattern.nhdr", nrrd_header(data_file="slices/s%03d.raw 1 5 1"))
    write("pattern_2.nhdr", nrrd_header(data_file="slices/s%03d.raw 1 5 1 2"))
    write("backwards.nhdr", nrrd_header(data_file="slices/s%03d.raw 5 1 -1"))
    for z, part in enumerate((short[:1], short[1:2], short[2:3], short[3:4], short[4:])):
        (folder / "slices" / f"slab{z}.raw.gz").write_bytes(gzip.compress(part.tobytes(), mtime=0))
    slabs = "".join(f"slices/slab{z}.raw.gz\n" for z in range(5)).encode()
    write("slabs.nhdr", nrrd_header(encoding="gzip", data_file="LIST 3") + slabs)
    old = nrrd_header(without=PLACED, version=1, spacings="0.7 1.3 2.5")
    write("spacings.nrrd", old + b"\n" + plain, noOrientation=True)
    mins = nrrd_header(without=PLACED, version=1, axis_mins="10 20 30", spacings="0.7 1.3 2.5")
    write("mins.nrrd", mins + b"\n" + plain, noOrientation=True)
    for centre in ("cell", "node"):
        header = nrrd_header(
            without=PLACED,
            version=1,
            axis_mins="10 20 30",
            axis_maxs="13 28 40",
            centers=" ".join([centre] * 3),
        )
        write(f"{centre}.nrrd", header + b"\n" + plain, noOrientation=True)
        # SimpleITK takes the position from mins and maxs, but not the spacing; NRRD's definition does.
        cells = [n - (centre == "node") for n in SIZE]
        entries[-1]["spacing"] = [(b - a) / n for a, b, n in zip((10, 20, 30), (13, 28, 40), cells)]
    write("negative.nrrd", old.replace(b"1.3", b"-1.3") + b"\n" + plain, noOrientation=True)
    return entries


# ---------------------------------------------------------------- bzip2


def noise(n):
    """The bytes that Bzip2InputStreamTest makes again."""
    x, out = 1, bytearray(n)
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        out[i] = x >> 16 & 0xFF
    return bytes(out)


def bzip2(folder):
    import bz2

    folder.mkdir(parents=True, exist_ok=True)
    squares = bytes((i * i >> 7) & 0xFF for i in range(350_000))
    runs = b"".join(bytes([i % 3]) * i for i in range(700))
    for name, data in {
        "squares": bz2.compress(squares, 1),
        "runs": bz2.compress(runs, 9),
        "zeros": bz2.compress(bytes(3_000_000), 9),
        "noise": bz2.compress(noise(5_000), 9),
        "one": bz2.compress(b"x", 9),
        "empty": bz2.compress(b"", 9),
        "two_streams": bz2.compress(b"first,", 9) + bz2.compress(b"second", 1),
    }.items():
        (folder / f"{name}.bz2").write_bytes(data)


# ---------------------------------------------------------------- all


def nrrd_version():
    import nrrd

    return nrrd.__version__


def without_dates(folder):
    """pynrrd notes in a comment when it wrote a file."""
    import re

    for path in [*folder.glob("*.nrrd"), *folder.glob("*.nhdr")]:
        data = path.read_bytes()
        path.write_bytes(re.sub(rb"\n# on 20[^\n]*", b"", data, count=1))


def manifest(folder, entries):
    made_with = {
        "python": platform.python_version(),
        "pynrrd": nrrd_version(),
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
    bzip2(golden / "bzip2")
    manifest(golden / "nrrd", nrrds(golden / "nrrd"))
    without_dates(golden / "nrrd")


SHARED = [
    "elastix/3DCT_lung.mha",
    "elastix/3DCT_lung_baseline_mask.mha",
    "elastix/3DCT_lung_baseline_small.mha",
] + [
    f"dcmqi/segmentations/{name}.nrrd"
    for name in (
        "23x38x3/nrrd/label 24x38x3/nrrd/label heart_seg liver_seg liver_spine_gapped_seg liver_spine_seg"
        " partial_overlaps-1 partial_overlaps-2 partial_overlaps-3 sparse_labelmap_noppv_seg"
        " sparse_labelmap_ppv5_seg spine_seg spine_seg_label5"
    ).split()
]


def shared(data, out):
    entries = []
    for name in SHARED:
        image = sitk.ReadImage(str(Path(data) / name))
        array = sitk.GetArrayFromImage(image).astype(np.int64)
        entry = expected(image, name)
        del entry["values"]
        found, counts = np.unique(array, return_counts=True)
        entry["counts"] = (
            {int(v): int(n) for v, n in zip(found, counts)} if len(found) < 20 else None
        )
        rng = np.random.default_rng(7)
        points = [tuple(int(rng.integers(n)) for n in array.shape) for _ in range(10)]
        entry["voxels"] = [{"at": list(p[::-1]), "value": int(array[p])} for p in points]
        entry["sum"] = int(array.sum())
        entry["min"], entry["max"] = int(array.min()), int(array.max())
        # A sum of values times positions: voxels in another order would not have it.
        entry["weighted"] = int((array.ravel() * (np.arange(array.size) % 8191)).sum())
        entries.append(entry)
    lines = ",\n".join(json.dumps(e) for e in entries)
    made_with = json.dumps({"SimpleITK": sitk.Version_VersionString()})
    Path(out).write_text('{"made_with": ' + made_with + ',\n"files": [\n' + lines + "\n]}\n")


# ---------------------------------------------------------------- check


def centres(array, to_lps):
    """Count and centre (LPS mm) of each label; the array's axes are x, y, z."""
    found = {}
    for value in np.unique(array):
        if value:
            index = np.argwhere(array == value)
            found[int(value)] = (len(index), to_lps(index.mean(axis=0)))
    return found


def with_itk(path):
    image = sitk.ReadImage(str(path))
    array = sitk.GetArrayFromImage(image).transpose()
    return centres(
        array, lambda i: np.array(image.TransformContinuousIndexToPhysicalPoint(i.tolist()))
    )


def with_pynrrd(path):
    import nrrd

    data, header = nrrd.read(str(path))
    assert header["space"] == "left-posterior-superior", header["space"]
    return centres(data, lambda i: header["space origin"] + i @ header["space directions"])


def with_slicerio(path, labels):
    import slicerio

    segmentation = slicerio.read_segmentation(str(path))
    affine = segmentation["ijkToLPS"]
    by_value = {s["labelValue"]: s for s in segmentation["segments"]}
    for label in labels:
        segment = by_value[label["value"]]
        # pynrrd, through which slicerio reads, drops what is not ASCII; 3D Slicer reads UTF-8.
        name = label["name"].encode("ascii", "ignore").decode()
        assert segment["name"] == name, (path, segment)
        color = [round(255 * c) for c in segment["color"]]
        assert color == label["color"], (path, segment)
        assert segment["layer"] == 0, (path, segment)
        code = label.get("code") or ["SCT", "85756007", "Tissue"]
        assert segment["terminology"]["type"] == code, (path, segment)
    assert segmentation["masterRepresentation"] == "Binary labelmap"
    assert segmentation["containedRepresentationNames"] == ["Binary labelmap"]
    assert segmentation["referenceImageExtentOffset"] == [0, 0, 0]
    assert segmentation["conversionParameters"][0]["name"] == "Reference image geometry"
    # 3D Slicer keeps its reference grid in RAS, by rows
    numbers = [float(v) for v in segmentation["conversionParameters"][0]["value"].split(";") if v]
    reference = np.diag([-1, -1, 1, 1]) @ np.array(numbers[:16]).reshape(4, 4)
    assert np.allclose(reference, affine, atol=1e-9), (reference, affine)
    return centres(segmentation["voxels"], lambda i: (affine @ np.append(i, 1))[:3])


def check(folder):
    folder = Path(folder)
    expectations = json.loads((folder / "expected.json").read_text())
    worst, files = 0, 0
    for entry in expectations["files"]:
        path = folder / entry["file"]
        reads = [with_itk(path)]
        if path.suffix == ".nrrd":
            reads.append(with_pynrrd(path))
        if path.name.endswith(".seg.nrrd"):
            reads.append(with_slicerio(path, entry["labels"]))
        for found in reads:
            assert set(found) == {l["value"] for l in entry["labels"]}, (path, set(found))
            for label in entry["labels"]:
                count, at = found[label["value"]]
                assert count == label["voxels"], (path, label, count)
                worst = max(worst, np.abs(at - label["centre"]).max())
        files += 1
    assert worst < 1e-9, worst
    import nrrd
    import slicerio

    print(
        f"{files} files; largest difference {worst:.1e} mm (SimpleITK {sitk.Version_VersionString()},"
        f" pynrrd {nrrd.__version__}, slicerio {getattr(slicerio, '__version__', '')})"
    )


if __name__ == "__main__":
    {"make": make, "shared": shared, "check": check}[sys.argv[1]](*sys.argv[2:])
