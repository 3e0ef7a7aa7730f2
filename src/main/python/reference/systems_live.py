"""MONAI and TotalSegmentator on the sample CT, step by step against Holoseg; prints a table.

    python src/main/python/reference/systems_live.py [--totalsegmentator FOLDER OF THE UNPACKED WHEEL] [--work FOLDER]

MONAI: Orientationd, Spacingd, ScaleIntensityRanged, sliding_window_inference, Invertd (before the decision, and of labels).
TotalSegmentator: alignment.as_closest_canonical, resampling.change_spacing there (int32) and back (order 0),
undo_canonical; its two files are loaded by their paths, the rest of the package is not imported.
The network is one convolution, the same for both sides; Holoseg runs it as
a model folder of its own format, through the test class ScoreDump.
"""

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import nibabel as nib
import numpy as np
import torch
from label_agreement import compare
from monai.data import MetaTensor
from monai.inferers import sliding_window_inference
from monai.transforms import Compose, EnsureChannelFirstd, Invertd, LoadImaged, Orientationd, ScaleIntensityRanged, Spacingd
from nnunet_catalogue import live_inputs
from nnunet_live import SCAN, class_path, difference, measured
from onnx import TensorProto, helper, numpy_helper

CLASSES = 4


def network(whole):
    """A 3x3x3 convolution; with whole-number weights scores of whole voxels are exact."""
    rng = np.random.default_rng(5)
    shape = (CLASSES, 1, 3, 3, 3)
    weight, bias = (rng.integers(-3, 4, shape), rng.integers(-9, 10, CLASSES)) if whole else (rng.normal(size=shape), rng.normal(size=CLASSES))
    net = torch.nn.Conv3d(1, CLASSES, 3, padding=1)
    with torch.no_grad():
        net.weight.copy_(torch.from_numpy(weight))
        net.bias.copy_(torch.from_numpy(bias))
    return net.eval()


def write_model(folder, name, net, axes, geometry, order, intensity, window, labels_first):
    folder.mkdir(parents=True, exist_ok=True)
    weight, bias = net.weight.detach().numpy(), net.bias.detach().numpy()
    tensors = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, c, "a", "b", "c"]) for n, c in (("image", 1), ("scores", CLASSES))]
    graph = helper.make_graph(
        [helper.make_node("Conv", ["image", "w", "b"], ["scores"], pads=[1] * 6)], name, tensors[:1], tensors[1:],
        [numpy_helper.from_array(weight, "w"), numpy_helper.from_array(bias, "b")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()
    (folder / "model.onnx").write_bytes(model)
    size = {axis: {"min": 1, "step": 1} for axis in "xyz"}
    spec = {
        "format": "holoseg-model", "formatVersion": 1, "id": name, "version": "1", "name": name, "description": name,
        "modality": "any",
        "network": {"weights": [{"file": "model.onnx", "sha256": hashlib.sha256(model).hexdigest()}], "input": "image", "output": "scores",
                    "type": "float32", "axes": axes, "channels": ["CT"], "outputChannels": CLASSES, "size": size},
        "geometry": geometry, "order": order, "intensity": intensity, "window": window,
        "decision": {"activation": "none", "rule": "argmax", "classValues": list(range(CLASSES)), "labelsFirst": labels_first},
        "labels": [{"value": v, "name": f"label {v}"} for v in range(1, CLASSES)],
    }
    (folder / "holoseg.json").write_text(json.dumps(spec, indent=1))


def holoseg(model, scan, out):
    measured(["java", "-Xmx4g", "-cp", class_path(), "io.github.holoseg.pipeline.ScoreDump", out, model, scan], f"{out}.log")


def save_labels(values, like, file):
    nib.save(nib.Nifti1Image(values.astype(np.uint8), like), file)


def row(name, files, out, ours_scores):
    result = compare(*files)
    data = "{0:.1e} ({1:.4f} %)".format(*difference(f"{out}_theirs_data.npy", f"{out}_data.npy"))
    scores = difference(f"{out}_theirs_scores.npy", f"{out}_scores.npy")[0] if ours_scores else None
    print(f"| {name} | {result['voxels']} | {result['agreement']:.5f} | {result['differing']} | {result['lowestDice']:.6f} | {data} | "
          f"{'-' if scores is None else format(scores, '.1e')} | {result['affine']:.1e} |", flush=True)


def monai(name, scan, work, labels_first):
    spacing, roi = (2.1, 2.2, 2.5), (48, 56, 40)
    short = name.split(", ")[-1].split()[0]
    out = work / f"monai_{short}_{'labels' if labels_first else 'scores'}"
    net = network(False)
    pre = Compose([
        LoadImaged("image", reader="NibabelReader"), EnsureChannelFirstd("image"), Orientationd("image", axcodes="RAS"),
        Spacingd("image", pixdim=spacing, mode="bilinear"), ScaleIntensityRanged("image", -175, 250, 0, 1, clip=True)])
    data = pre({"image": str(scan)})
    with torch.inference_mode():
        scores = sliding_window_inference(data["image"][None], roi, 1, net, overlap=0.25, mode="gaussian")[0]
    np.save(f"{out}_theirs_data.npy", data["image"].numpy())
    np.save(f"{out}_theirs_scores.npy", scores.numpy())
    result = scores.argmax(0, keepdim=True).float() if labels_first else scores
    data["pred"] = MetaTensor(result, meta=data["image"].meta, applied_operations=data["image"].applied_operations)
    back = Invertd("pred", transform=pre, orig_keys="image", nearest_interp=labels_first)(data)["pred"]
    labels = back[0] if labels_first else back.argmax(0)
    save_labels(np.asarray(labels), nib.load(scan).affine, f"{out}_theirs.nii.gz")
    write_model(
        work / "models" / out.name, out.name, net, "bcxyz",
        {"orientation": "RAS", "spacing": list(spacing), "image": {"interpolation": "linear", "coordinates": "firstVoxel"},
         "scores": {"interpolation": "nearest" if labels_first else "linear", "coordinates": "firstVoxel"}},
        ["orient", "resample", "normalize", "pad"],
        [{"op": "scaleRange", "inMin": -175, "inMax": 250, "outMin": 0, "outMax": 1, "clip": True}],
        {"patch": list(roi), "overlap": 0.25, "placement": "fixedStep", "blend": "gaussianMonai"}, labels_first)
    holoseg(work / "models" / out.name, scan, out)
    row(f"MONAI, {name}, {'labels' if labels_first else 'scores'} brought back", (f"{out}_theirs.nii.gz", f"{out}.nii.gz"), out, True)


def load_by_path(package, name):
    spec = importlib.util.spec_from_file_location(f"ts_{name}", Path(package) / "totalsegmentator" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def total_segmentator(name, scan, work, package, spacing, order):
    out = work / f"totalsegmentator_{name}_{spacing}_{order}"
    resampling, alignment = load_by_path(package, "resampling"), load_by_path(package, "alignment")
    net = network(True)
    original = nib.load(scan)
    original = nib.Nifti1Image(original.get_fdata(), original.affine)
    canonical = alignment.as_closest_canonical(original)
    resampled = resampling.change_spacing(canonical, [spacing] * 3, order=order, dtype=np.int32, nr_cpus=1)
    data = resampled.get_fdata().astype(np.float32)
    np.save(f"{out}_theirs_data.npy", data[None])
    with torch.inference_mode():
        scores = net(torch.from_numpy(data)[None, None])[0].numpy()
    np.save(f"{out}_theirs_scores.npy", scores)
    image = nib.Nifti1Image(scores.argmax(0).astype(np.uint8), resampled.affine)
    back = resampling.change_spacing(
        image, [spacing] * 3, target_shape=canonical.shape, order=0, nr_cpus=1, dtype=np.uint8, force_affine=canonical.affine)
    nib.save(alignment.undo_canonical(back, original), f"{out}_theirs.nii.gz")
    write_model(
        work / "models" / out.name, out.name, net, "bcxyz",
        {"orientation": "RAS", "spacing": [spacing] * 3,
         "image": {"interpolation": {1: "linear", 3: "cubic"}[order], "coordinates": "cornerAligned", "truncate": True},
         "scores": {"interpolation": "nearest", "coordinates": "cornerAligned"}},
        ["orient", "resample", "pad"], [],
        {"patch": [64, 64, 64], "placement": "fixedStep", "blend": "cropHalo", "halo": [1, 1, 1], "whole": "never"}, True)
    holoseg(work / "models" / out.name, scan, out)
    row(f"TotalSegmentator, {name}, {spacing} mm, order {order}", (f"{out}_theirs.nii.gz", f"{out}.nii.gz"), out, True)


def without_sform(file, target):
    """The same scan placed by its quaternion.

    MONAI's Spacingd lays the first voxels on each other only if the axes are orthogonal to 1e-8 mm. A sform is float32
    and is not: there the middles are laid on each other.
    """
    image = nib.load(file)
    image.set_sform(None, 0)
    nib.save(image, target)
    return target


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--totalsegmentator", default=None)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "holoseg-live")
    args = parser.parse_args()
    work = args.work / "systems"
    work.mkdir(parents=True, exist_ok=True)
    inputs = live_inputs(work / "inputs", SCAN)
    inputs["oblique, quaternion only"] = without_sform(inputs["oblique"], work / "inputs" / "quaternion.nii.gz")
    versions = {p: importlib.metadata.version(p) for p in ("monai", "torch", "scipy", "numpy")}
    print(", ".join(f"{k} {v}" for k, v in versions.items()))
    print("| case | voxels | agreement % | differing | lowest Dice | input diff (% that differ) | score diff | affine diff |\n" + "---|" * 8)
    for name in ("ct", "lps", "oblique", "oblique, quaternion only", "thick"):
        for labels_first in (False, True):
            monai(name, inputs[name], work, labels_first)
    if args.totalsegmentator is None:
        print("TotalSegmentator: not compared, --totalsegmentator names no folder")
        return
    for name, spacing, order in (("ct", 1.5, 1), ("ct", 6.0, 1), ("lps", 1.5, 3), ("oblique", 6.0, 3), ("thick", 3.0, 1)):
        total_segmentator(name, inputs[name], work, args.totalsegmentator, spacing, order)


if __name__ == "__main__":
    subprocess.run([str(Path(__file__).parents[4] / "holoseg"), "doctor"], check=True, stdout=subprocess.DEVNULL)
    main()
