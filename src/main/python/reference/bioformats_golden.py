"""Small files in formats that Holoseg reads through Bio-Formats, written by other programs.

    python bioformats_golden.py <golden/io/bioformats>

Beside them, manifest.json says what nibabel, tifffile and ITK read from them (x fastest).
"""

import json
import struct
import sys
from pathlib import Path

import itk
import nibabel as nib
import numpy as np
import tifffile
from nibabel.ecat import EcatImage
from nibabel.spm2analyze import Spm2AnalyzeHeader, Spm2AnalyzeImage
from scipy.io import netcdf_file

SHAPE = (4, 3, 2)  # x, y, z


def voxels():
    """Signed and different everywhere: x + 10 y + 700 z - 1009."""
    x, y, z = np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij")
    return (x + 10 * y + 700 * z - 1009).astype(np.int16)


def entry(data, zooms):
    return {
        "voxels": [float(v) for v in np.asarray(data, dtype=np.float64).ravel(order="F")],
        "zooms": [float(z) for z in zooms],
    }


def analyze(out, data):
    affine = np.diag([0.5, 0.75, 2, 1])
    spm = Spm2AnalyzeHeader()
    spm.set_data_dtype(np.int16)
    nib.save(Spm2AnalyzeImage(data / 7.0 - 3, affine, spm), out / "spm2.hdr")
    (out / "spm2.mat").unlink()
    header = nib.AnalyzeHeader(endianness=">")
    header.set_data_dtype(np.int16)
    nib.save(nib.AnalyzeImage(data, affine, header), out / "analyze_be.hdr")
    for name in ("spm2", "analyze_be"):
        image = nib.load(out / f"{name}.hdr")
        # nibabel turns x of Analyze files when it makes the affine; the voxels stay in file order.
        yield name, entry(image.dataobj, image.header.get_zooms())


def ecat(out, data):
    """The layout is written by hand; nibabel says what the values are."""
    h = bytearray(1536)
    h[0:9] = b"MATRIX72v"
    struct.pack_into(">h2xh", h, 46, 72, 7)
    struct.pack_into(">fh", h, 144, 3.0, 1)
    struct.pack_into(">h", h, 330, 3)
    struct.pack_into(">hhh", h, 352, SHAPE[2], 1, 1)
    h[466:471] = b"Bq/cc"
    struct.pack_into(">iiii", h, 512, 30, 2, 0, 1)
    struct.pack_into(">iiii", h, 528, 0x01010001, 3, 4, 1)
    struct.pack_into(">hhhhh", h, 1024, 6, 3, *SHAPE)
    struct.pack_into(">f", h, 1050, 0.25)
    struct.pack_into(">fff", h, 1058, 0.15, 0.2, 0.4)
    block = data.astype(">i2").tobytes(order="F").ljust(512, b"\0")
    (out / "ecat.v").write_bytes(bytes(h) + block)
    image = EcatImage.load(out / "ecat.v")
    values = np.asarray(image.get_frame(0))
    # nibabel turns all three axes of ECAT files to neurological order.
    yield "ecat", entry(values[::-1, ::-1, ::-1], image.get_subheaders().get_zooms(0))


def tiffs(out, data):
    zyx = data.transpose(2, 1, 0)
    tifffile.imwrite(
        out / "imagej.tif",
        (zyx.astype(np.int32) + 32768).astype(np.uint16),
        imagej=True,
        resolution=(1 / 0.5, 1 / 0.75),
        metadata={
            "axes": "ZYX",
            "spacing": 2.0,
            "unit": "mm",
            "cf": 0,
            "c0": -32768.0,
            "c1": 1.0,
            "vunit": "HU",
        },
    )
    yield "imagej.tif", entry(data, (0.5, 0.75, 2))
    sizes = {f"PhysicalSize{a}": s for a, s in zip("XYZ", (500.0, 0.075, 2.0))}
    units = {f"PhysicalSize{a}Unit": u for a, u in zip("XYZ", ("µm", "cm", "mm"))}
    tifffile.imwrite(
        out / "tifffile.ome.tif",
        zyx,
        ome=True,
        byteorder=">",
        compression="zlib",
        predictor=True,
        photometric="minisblack",
        metadata={"axes": "ZYX", **sizes, **units},
    )
    yield "tifffile.ome.tif", entry(tifffile.imread(out / "tifffile.ome.tif").T, (0.5, 0.75, 2))
    tifffile.imwrite(
        out / "plain.tif",
        zyx,
        photometric="minisblack",
        metadata=None,
        resolution=(72, 72),
        resolutionunit="INCH",
    )
    yield "plain.tif", entry(tifffile.imread(out / "plain.tif").T, (25.4 / 72, 25.4 / 72, 1))


def mrc(out, data):
    image = itk.image_view_from_array(np.ascontiguousarray(data.transpose(2, 1, 0)))
    image.SetSpacing([0.5, 0.75, 2.0])
    itk.imwrite(image, str(out / "itk.mrc"))
    back = itk.imread(str(out / "itk.mrc"))
    yield "itk.mrc", entry(itk.array_from_image(back).T, back.GetSpacing())


def minc(out, data):
    """MINC 1 is NetCDF: signed voxels with a range of real values for each slice."""
    with netcdf_file(out / "minc1.mnc", "w") as f:
        for name, n in zip(("xspace", "yspace", "zspace"), SHAPE):
            f.createDimension(name, n)
            axis = f.createVariable(name, "i", ())
            axis.step, axis.start, axis.units, axis.spacing = 1.5, 0.0, "mm", "regular__"
        image = f.createVariable("image", "h", ("zspace", "yspace", "xspace"))
        image[:] = data.transpose(2, 1, 0)
        image.signtype, image.valid_range = b"signed__", [-32768.0, 32767.0]
        for name, sign in (("image-min", -1), ("image-max", 1)):
            limits = f.createVariable(name, "d", ("zspace",))
            limits[:] = [sign * 100.0, sign * 500.0]
        f.history = "written for a test"
    image = nib.load(out / "minc1.mnc")
    yield "minc1.mnc", entry(np.asarray(image.dataobj).T, (1.5, 1.5, 1.5))


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    data = voxels()
    cases = {}
    for write in (analyze, ecat, tiffs, mrc, minc):
        cases.update(write(out, data))
    versions = {m.__name__: m.__version__ for m in (nib, np, tifffile)}
    versions["itk"] = itk.Version.GetITKVersion()
    manifest = {"made_by": versions, "size": list(SHAPE), "cases": cases}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
