"""Times Holoseg's cubic resampling against scikit-image's (the call that nnU-Net makes), in one run.

Usage: python resample_benchmark.py CLASSPATH CT.nii.gz

CLASSPATH holds target/classes, target/test-classes and the test dependencies (see docs/performance.md).
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nibabel as nib
import numpy as np
from skimage.transform import resize


def main():
    a = np.ascontiguousarray(nib.load(sys.argv[2]).get_fdata().transpose(2, 1, 0).astype(np.float32))
    shape = tuple(2 * n for n in a.shape)
    start = time.perf_counter()
    expected = resize(a.astype(np.float64), shape, 3, mode="edge", anti_aliasing=False, clip=True).astype(np.float32)
    python = time.perf_counter() - start
    print(f"{a.shape} -> {shape}: scikit-image {python:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        src, dst = Path(folder) / "in.raw", Path(folder) / "out.raw"
        a.tofile(src)
        for threads in (1, 2):
            args = [str(n) for n in (threads, *a.shape[::-1], *shape[::-1])]
            run = subprocess.run(["java", "-Xmx4g", "-cp", sys.argv[1], "io.github.holoseg.preprocess.ResampleBenchmark",
                                  src, dst, *args], capture_output=True, text=True, check=True)
            java = float(run.stdout)
            got = np.fromfile(dst, np.float32).reshape(shape)
            print(f"Holoseg, {threads} thread(s): {java:.3f} s, {python / java:.0f} times faster, "
                  f"largest difference {np.abs(got - expected).max():.2g} HU")


main()
