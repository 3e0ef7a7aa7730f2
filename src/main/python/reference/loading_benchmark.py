"""How long loading takes: Holoseg, SimpleITK and Bio-Formats in turn, in one run.

    python loading_benchmark.py CLASSPATH SHARED_DATA [--work DIR] [--rounds 7] [--cases a,b]

CLASSPATH has Holoseg's classes and test classes and Bio-Formats (docs/performance.md says how to
get it). The data are made once under --work: the real CT of SHARED_DATA, its slices mirrored to and
fro with a little noise so that no two are equal, as

  dicom_raw   500 slices of 512x512, Explicit VR Little Endian, the real files' headers
  dicom_jpeg  the same, JPEG lossless (1.2.840.10008.1.2.4.70)
  dicom_j2k   the same, JPEG 2000 lossless (1.2.840.10008.1.2.4.90)
  nii_gz      512x512x512 int16, gzip level 6
  nii         the same, not packed

Every program ends with all voxels in memory and must find the same sum. "First" is the first read
of a process that has loaded nothing before, class loading and compiling included but not the start
of Java or Python; "warm" is the median of the later rounds, in which the programs take turns. The
files are in the page cache: what is compared is the programs, not the disk.
"""

import argparse
import gzip
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

SLICES, SIZE, NIFTI_SLICES = 500, 512, 512
CASES = ["dicom_raw", "dicom_jpeg", "dicom_j2k", "nii_gz", "nii"]
SYNTAX = {"dicom_jpeg": "1.2.840.10008.1.2.4.70", "dicom_j2k": "1.2.840.10008.1.2.4.90"}


def real_slices(shared):
    import pydicom

    folder = Path(shared) / "totalsegmentator" / "example_ct_dicom"
    files = [pydicom.dcmread(f) for f in sorted(folder.iterdir()) if f.is_file()]
    return sorted(files, key=lambda f: float(f.ImagePositionPatient[2]))


def stack(files, count):
    """HU, z, y, x: the slices to and fro, each time with other noise."""
    pixels = np.stack([f.pixel_array for f in files]).astype(np.int16)
    n = len(pixels)
    rng = np.random.default_rng(4)
    out = np.empty((count, SIZE, SIZE), np.int16)
    for z in range(count):
        step = z % (2 * n)
        plane = pixels[step if step < n else 2 * n - 1 - step]
        noise = rng.integers(-1, 2, plane.shape, dtype=np.int16)
        out[z] = np.clip(plane + np.where(plane > 0, noise, 0), 0, 4095)
    return out


def make_dicom(files, folder):
    import pydicom
    from pydicom.uid import ExplicitVRLittleEndian

    folder.mkdir(parents=True)
    data = stack(files, SLICES)
    series = pydicom.uid.generate_uid(entropy_srcs=["holoseg", "loading"])
    for z in range(SLICES):
        f = pydicom.dcmread(files[z % len(files)].filename)
        f.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        f.SOPClassUID = f.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
        f.SOPInstanceUID = pydicom.uid.generate_uid(entropy_srcs=["holoseg", str(z)])
        f.file_meta.MediaStorageSOPInstanceUID = f.SOPInstanceUID
        f.SeriesInstanceUID = series
        f.InstanceNumber = z + 1
        x, y, _ = files[0].ImagePositionPatient
        f.ImagePositionPatient = [x, y, -804.5 + 2.0 * z]
        f.SliceLocation = -804.5 + 2.0 * z
        f.PixelData = data[z].astype("<u2").tobytes()
        f["PixelData"].VR = "OW"
        f.save_as(folder / f"IM{z:05d}.dcm", enforce_file_format=True)


def transcode(source, folder, syntax):
    import gdcm

    folder.mkdir(parents=True)
    types = {
        "1.2.840.10008.1.2.4.70": gdcm.TransferSyntax.JPEGLosslessProcess14_1,
        "1.2.840.10008.1.2.4.90": gdcm.TransferSyntax.JPEG2000Lossless,
    }
    for file in sorted(source.iterdir()):
        reader = gdcm.ImageReader()
        reader.SetFileName(str(file))
        assert reader.Read(), file
        change = gdcm.ImageChangeTransferSyntax()
        change.SetTransferSyntax(gdcm.TransferSyntax(types[syntax]))
        change.SetInput(reader.GetImage())
        assert change.Change(), file
        writer = gdcm.ImageWriter()
        writer.SetFileName(str(folder / file.name))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        assert writer.Write(), file


def make_nifti(files, work):
    import nibabel

    voxels = (stack(files, NIFTI_SLICES) - 1024).astype(np.int16).transpose(2, 1, 0)
    image = nibabel.Nifti1Image(voxels, np.diag([-0.9766, -0.9766, 2.0, 1.0]))
    image.set_qform(image.affine, 1)
    # In folders of their own: asked for ct.nii.gz, ITK's NIfTI library reads a ct.nii beside it.
    plain, packed = work / "nii" / "ct.nii", work / "nii_gz" / "ct.nii.gz"
    plain.parent.mkdir(parents=True)
    packed.parent.mkdir(parents=True)
    nibabel.save(image, plain)
    with gzip.open(packed, "wb", compresslevel=6) as out:
        out.write(plain.read_bytes())


def prepare(case, work, shared):
    raw = work / "dicom_raw"
    if case.startswith("dicom"):
        if not raw.exists():
            make_dicom(real_slices(shared), raw)
        if case != "dicom_raw" and not (work / case).exists():
            transcode(raw, work / case, SYNTAX[case])
        return work / case
    if not (work / case).exists():
        make_nifti(real_slices(shared), work)
    return work / case / ("ct.nii.gz" if case == "nii_gz" else "ct.nii")


def with_simpleitk(path):
    import SimpleITK as sitk

    start = time.perf_counter()
    if path.is_dir():
        reader = sitk.ImageSeriesReader()
        reader.SetFileNames(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(path)))
        image = reader.Execute()
    else:
        image = sitk.ReadImage(str(path))
    seconds = time.perf_counter() - start
    return seconds, float(sitk.GetArrayViewFromImage(image).sum(dtype=np.int64))


class Process:
    """A process that answers "program path" lines with seconds and sum."""

    def __init__(self, command):
        self.p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def load(self, program, path):
        self.p.stdin.write(f"{program} {path}\n")
        self.p.stdin.flush()
        for line in self.p.stdout:
            if line.startswith("RESULT "):
                seconds, total = line.split()[1:]
                return float(seconds), float(total)
        raise RuntimeError(f"{program} failed on {path}")

    def close(self):
        self.p.stdin.close()
        self.p.wait()


def serve():
    """This script's own other end: SimpleITK in a process of its own."""
    for line in sys.stdin:
        seconds, total = with_simpleitk(Path(line.rstrip("\n").split(" ", 1)[1]))
        print("RESULT", seconds, total, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("classpath")
    parser.add_argument("shared")
    parser.add_argument("--work", type=Path, default=Path("/tmp/holoseg-loading"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--heap", default="4g")
    parser.add_argument("--without", default="", help="programs to leave out, with commas")
    args = parser.parse_args()
    java = ["java", f"-Xmx{args.heap}", "-cp", args.classpath]
    java.append("io.github.holoseg.benchmark.LoadingBenchmark")
    commands = {
        "holoseg": java,
        "simpleitk": [sys.executable, __file__, "serve"],
        "bioformats": java,
    }
    programs = [p for p in commands if p not in args.without.split(",")]
    print(f"{'case':<11} {'program':<11} {'first s':>8} {'warm s':>8} {'fastest':>8} {'ratio':>6}")
    for case in args.cases.split(","):
        path = prepare(case, args.work, args.shared)
        for file in path.iterdir() if path.is_dir() else [path]:
            file.read_bytes()
        processes = {p: Process(commands[p]) for p in programs}
        first, warm, sums = {}, {p: [] for p in programs}, set()
        for number in range(args.rounds + 1):
            # In another order every round, so that nobody always follows the same one.
            turn = programs[number % len(programs) :] + programs[: number % len(programs)]
            for p in turn:
                seconds, total = processes[p].load(p, path)
                if number == 0:
                    first[p] = seconds
                else:
                    warm[p].append(seconds)
                sums.add((p, total))
        for process in processes.values():
            process.close()
        # Ratios within a round, so that a busy minute hits all alike.
        for p in programs:
            ratio = statistics.median(a / b for a, b in zip(warm[p], warm["holoseg"]))
            print(
                f"{case:<11} {p:<11} {first[p]:8.2f} {statistics.median(warm[p]):8.2f}"
                f" {min(warm[p]):8.2f} {ratio:6.2f}",
                flush=True,
            )
        if len({total for _, total in sums}) > 1:
            print(f"{case:<11} sums differ: {sorted(sums)}", flush=True)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
