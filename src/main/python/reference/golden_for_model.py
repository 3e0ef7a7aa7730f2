"""Makes golden values for a trained nnU-Net model with nnU-Net itself, so that `holoseg models verify` has something to
compare with:

    golden_for_model.py MODEL IMAGE [IMAGE2 ...] [--previous LOWRES_MODEL] [--name NAME] [--no-values]

MODEL is a folder Trainer__Plans__configuration; one IMAGE for each channel of one case. Below MODEL/holoseg-tests it
writes NAME/ (copies of the images, preprocessed.npy, scores.npy, labels.nii.gz) and adds the case to tests.json.
Holoseg reads that file with the model, and `holoseg models add` copies it. Scans of patients go with it: take a scan that
may be published. --no-values leaves the .npy files out, which are as large as the network's grid times classes.
"""

import argparse
import importlib.metadata
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import nnunet_official as official
import numpy as np

PACKAGES = ("nnunetv2", "torch")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("images", type=Path, nargs="+")
    parser.add_argument("--previous", type=Path, default=None, help="the coarse model of a cascade")
    parser.add_argument("--name", default=None)
    parser.add_argument("--no-values", action="store_true")
    args = parser.parse_args()
    for file in ("plans.json", "dataset.json"):
        if not (args.model / file).is_file():
            raise SystemExit(f"{args.model}: has no {file}; name a folder Trainer__Plans__configuration")
    name = args.name or args.images[0].name.split(".")[0]
    tests = args.model / "holoseg-tests"
    folder = tests / name
    if folder.exists():
        raise SystemExit(f"{folder}: is there already; give another --name, or delete it and its entry in tests.json")
    index = tests / "tests.json"
    listed = json.loads(index.read_text())["tests"] if index.is_file() else []
    models = ([args.previous] if args.previous else []) + [args.model]
    with tempfile.TemporaryDirectory() as scratch:
        data, scores, numbers = official.cascade(models, args.images, Path(scratch) / "labels")
        folder.mkdir(parents=True)
        shutil.move(f"{scratch}/labels.nii.gz", folder / "labels.nii.gz")
    case = {"name": name, "madeBy": ", ".join(f"{p} {importlib.metadata.version(p)}" for p in PACKAGES), "images": []}
    for image in args.images:
        shutil.copyfile(image, folder / image.name)
        case["images"].append(f"{name}/{image.name}")
    if not args.no_values:
        np.save(folder / "preprocessed.npy", np.ascontiguousarray(data, dtype=np.float32))
        np.save(folder / "scores.npy", np.ascontiguousarray(scores))
        case.update(preprocessed=f"{name}/preprocessed.npy", scores=f"{name}/scores.npy")
    case["labels"] = f"{name}/labels.nii.gz"
    index.write_text(json.dumps({"tests": [*listed, case]}, indent=1) + "\n")
    print(f"{index}: case '{name}', grid {numbers['grid']}, {numbers['seconds']['all']:.1f} s")


if __name__ == "__main__":
    main()
