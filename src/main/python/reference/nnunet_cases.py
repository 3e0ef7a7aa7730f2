"""Stores the nnU-Net cases: small models with random weights, phantoms, and what nnU-Net itself makes of them.

    python src/main/python/reference/nnunet_cases.py [src/test/resources/golden/nnunet] [--case NAME ...]

Below the target: models/DatasetNNN_name/..., inputs/*.nii.gz, one folder for each case with
    labels.nii.gz      the segmentation, as nnU-Net exports it
    data.npy           network's input, float32, every STRIDE-th voxel along each axis (c, z, y, x)
    scores16.npy       blended scores on the network's grid as nnU-Net keeps them, float16, every STRIDE-th voxel
    scores32.npy       the same when nnU-Net sums in float32
and manifest.json.
"""

import argparse
import contextlib
import importlib.metadata
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import nnunet_official as official
from nnunet_catalogue import CASES, LARGE, large_models, models, small_inputs
from nnunet_models import build

import nibabel as nib
import numpy as np

STRIDE = 5
PACKAGES = ("nnunetv2", "dynamic_network_architectures", "torch", "numpy", "scipy", "scikit-image", "nibabel", "SimpleITK")


def build_models(root, live, inputs, names):
    """The models that the cases need; returns name -> folders in the order in which they run."""
    cases = {**CASES, **LARGE}
    specs, folders = {**models(live), **large_models()}, {}
    for number, (name, spec) in enumerate(specs.items(), 901):
        if not any(cases[c]["model"] == name for c in names):
            continue
        first = next(c for c in cases.values() if c["model"] == name)
        files = [inputs[i] for i in first["inputs"]]
        with tempfile.TemporaryDirectory() as scratch:

            def predict(folder, files, scratch=scratch):
                official.predict(folder, files, Path(scratch) / "low")
                return f"{scratch}/low.nii.gz"

            folders[name] = build(root, name, number, spec, files, predict)
    return folders


def voxels(file):
    values = np.asanyarray(nib.load(file).dataobj)
    numbers, counts = np.unique(values, return_counts=True)
    return {str(int(n)): int(c) for n, c in zip(numbers, counts)}


def store(target, name, case, folders, inputs):
    folder = target / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = [inputs[i] for i in case["inputs"]]
    options = {"folds": case["folds"], "step": case["step"], "mirror": case["mirror"]}
    with tempfile.TemporaryDirectory() as scratch:
        data, scores, numbers = official.cascade(folders, files, Path(scratch) / "labels", **options)
        shutil.move(f"{scratch}/labels.nii.gz", folder / "labels.nii.gz")
        _, scores32, _ = official.cascade(folders, files, Path(scratch) / "labels32", float32=True, **options)
    sample = (slice(None),) + (slice(None, None, STRIDE),) * 3
    assert scores.dtype == np.float16 and scores32.dtype == np.float32 and data.dtype == np.float32
    np.save(folder / "data.npy", np.ascontiguousarray(data[sample]))
    np.save(folder / "scores16.npy", np.ascontiguousarray(scores[sample]))
    np.save(folder / "scores32.npy", np.ascontiguousarray(scores32[sample]))
    counts = voxels(folder / "labels.nii.gz")
    total = sum(counts.values())
    if sum(n > total / 50 for n in counts.values()) < 2:
        raise SystemExit(f"{name}: nearly one class only: {counts}")
    near = np.sort(scores32, axis=0)
    print(f"{name}: grid {numbers['grid']} passes {numbers['passes']} voxels {counts} scores {scores32.min():.1f}..{scores32.max():.1f}"
          f" rms16 {np.sqrt(np.mean((scores - scores32) ** 2)):.4f}" + (f" median gap {np.median(near[-1] - near[-2]):.2f}" if len(near) > 1 else ""))
    return {
        "name": name, "what": case["what"], "model": str(folders[-1].relative_to(target)),
        "inputs": [str(f.relative_to(target)) for f in files], "folds": case["folds"], "step": case["step"],
        "mirror": numbers["mirror"], "mirroring": case["mirror"], "grid": numbers["grid"], "heads": int(scores.shape[0]),
        "passes": numbers["passes"], "shape": numbers["shape"], "box": numbers["box"], "voxels": counts,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("target", type=Path, nargs="?", default=Path("src/test/resources/golden/nnunet"))
    parser.add_argument("--case", nargs="+", default=list(CASES))
    args = parser.parse_args()
    whole = args.case == list(CASES)
    if whole:
        shutil.rmtree(args.target, ignore_errors=True)
    inputs = small_inputs(args.target / "inputs")
    with contextlib.redirect_stderr(sys.stdout):
        folders = build_models(args.target / "models", False, inputs, args.case)
        cases = [store(args.target, name, CASES[name], folders[CASES[name]["model"]], inputs) for name in args.case]
    manifest = {"versions": {p: importlib.metadata.version(p) for p in PACKAGES}, "threads": official.THREADS,
                "stride": STRIDE, "cases": cases}
    if whole:
        (args.target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
