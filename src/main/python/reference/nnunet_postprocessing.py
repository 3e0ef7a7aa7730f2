"""nnU-Net's own clean-up: what determine_postprocessing writes, and what it makes of a label map.

Usage: python nnunet_postprocessing.py GOLDEN      (GOLDEN: src/test/resources/golden/nnunet)

For three small cross-validations nnU-Net decides by itself which components to keep, and writes postprocessing.json
and postprocessing.pkl. Both are stored as they are, beside a label map before and after nnU-Net's
apply_postprocessing with the functions of the pickle (in.npy, out.npy: z, y, x).

  labels      single labels are better with their largest component only, one is not
  foreground  all labels together, then one more
  regions     overlapping regions
"""

import contextlib
import io
import json
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nibabel as nib
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import nnunet_models  # noqa: F401,E402  sets nnU-Net's variables
from batchgenerators.utilities.file_and_folder_operations import load_pickle  # noqa: E402
from nnunetv2.postprocessing.remove_connected_components import (  # noqa: E402
    apply_postprocessing,
    determine_postprocessing,
)

SHAPE = (18, 16, 14)
CASES = {"labels": "Dataset901_plain_old", "foreground": "Dataset902_plain_new", "regions": "Dataset905_regions"}


def block(data, value, low, high):
    data[tuple(slice(a, b) for a, b in zip(low, high))] = value


def truth(case, shift):
    """Bodies that touch; in 'labels' the third label really has two parts."""
    data = np.zeros(SHAPE, np.uint8)
    block(data, 1, (2 + shift, 2, 2), (8, 9, 10))
    block(data, 2, (8, 3, 2), (13, 9, 9 + shift))
    block(data, 3, (9, 4, 3), (12, 7, 6))
    if case == "labels":
        block(data, 3, (2, 12, 2), (7, 15, 6))
        block(data, 4, (14, 11, 9), (17, 15, 13))
    return data


def prediction(case, shift, islands):
    """The truth with pieces that are not there; single corners connect or do not."""
    data = truth(case, shift)
    rng = np.random.default_rng(100 * shift + islands)
    for _ in range(islands):
        x, y, z = rng.integers(0, [s - 2 for s in SHAPE])
        value = int(rng.integers(1, 3)) if case == "labels" else int(rng.integers(1, 4))
        size = rng.integers(1, 3, 3)
        piece = data[x:x + size[0], y:y + size[1], z:z + size[2]]
        piece[piece == 0] = value
    block(data, 1, (8, 9, 10), (9, 10, 11))  # touches the first label with a corner only
    return data


def make(name, golden):
    out = golden / "postprocessing" / name
    out.mkdir(parents=True, exist_ok=True)
    model = next((golden / "models" / CASES[name]).glob("nnUNet*"))
    with tempfile.TemporaryDirectory() as work:
        predicted, reference = Path(work) / "predicted", Path(work) / "reference"
        for folder in predicted, reference:
            folder.mkdir()
        for shift in range(3):
            for folder, data in ((reference, truth(name, shift)), (predicted, prediction(name, shift, 12))):
                nib.save(nib.Nifti1Image(data, np.diag([1.0, 1.0, 1.5, 1.0])), folder / f"case{shift}.nii.gz")
        shutil.copy(model / "plans.json", predicted)
        shutil.copy(model / "dataset.json", predicted)
        with contextlib.redirect_stdout(io.StringIO()):
            determine_postprocessing(str(predicted), str(reference), None, None, 1, False)
        for file in "postprocessing.json", "postprocessing.pkl":
            shutil.copy(predicted / file, out / file)
    functions, arguments = load_pickle(str(out / "postprocessing.pkl"))
    data = prediction(name, 1, 25).transpose(2, 1, 0)
    cleaned = apply_postprocessing(data, functions, arguments)
    np.save(out / "in.npy", np.ascontiguousarray(data))
    np.save(out / "out.npy", np.ascontiguousarray(cleaned))
    facts = dict(model=str(model.relative_to(golden)), steps=len(functions), changed=int((data != cleaned).sum()))
    print(name, facts)
    return facts


def main():
    golden = Path(sys.argv[1])
    cases = {name: make(name, golden) for name in CASES}
    manifest = dict(cases=cases, versions={p: version(p) for p in ("nnunetv2", "acvl_utils", "numpy")})
    (golden / "postprocessing" / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
