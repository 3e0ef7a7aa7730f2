"""Small MONAI bundles with random weights, and what MONAI makes of phantoms with them.

    python src/main/python/reference/monai_bundles.py FOLDER

Each bundle is run as a user runs it: its inference configuration is parsed by ConfigParser and its evaluator (ignite)
reads the scan, runs the network in PyTorch on the CPU and saves the labels. The configurations are modelled after
spleen_ct_segmentation 0.5 and wholeBody_ct_segmentation 0.2 of the model zoo, and two more. model.onnx is written by
`monai.bundle onnx_export`, or with free sizes by torch.onnx.export.
"""

import importlib.metadata
import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import monai
import nibabel as nib
import numpy as np
import onnx
import torch
from monai.bundle import ConfigParser, onnx_export
from scipy import ndimage

warnings.filterwarnings("ignore")
UNET = {"_target_": "UNet", "spatial_dims": 3, "channels": [4, 8], "strides": [2], "num_res_units": 1, "norm": "batch"}
LOAD = [{"_target_": "LoadImaged", "keys": "image"}, {"_target_": "EnsureChannelFirstd", "keys": "image"}]
INVERT = {"_target_": "Invertd", "keys": "pred", "transform": "@preprocessing", "orig_keys": "image", "to_tensor": True}
SMALLEST = 14
SAVE = {"_target_": "SaveImaged", "keys": "pred", "output_dir": "@output_dir", "output_ext": ".nii.gz", "output_postfix": "trans",
        "output_dtype": "$np.uint8", "separate_folder": False}


def config(network, pre, inferer, post, **more):
    return {
        "imports": ["$import glob", "$import numpy as np"],
        "bundle_root": ".", "output_dir": "$@bundle_root + '/eval'", "dataset_dir": "/workspace/data",
        "datalist": "$list(sorted(glob.glob(@dataset_dir + '/*.nii.gz')))",
        "device": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        **more,
        "network_def": network, "network": "$@network_def.to(@device)",
        "preprocessing": {"_target_": "Compose", "transforms": pre},
        "dataset": {"_target_": "Dataset", "data": "$[{'image': i} for i in @datalist]", "transform": "@preprocessing"},
        "dataloader": {"_target_": "DataLoader", "dataset": "@dataset", "batch_size": 1, "shuffle": False, "num_workers": 0},
        "inferer": inferer,
        "postprocessing": {"_target_": "Compose", "transforms": post},
        "evaluator": {
            "_target_": "SupervisedEvaluator", "device": "@device", "val_data_loader": "@dataloader", "network": "@network",
            "inferer": "@inferer", "postprocessing": "@postprocessing", "amp": True},
        "checkpointloader": {"_target_": "CheckpointLoader", "load_path": "$@bundle_root + '/models/model.pt'", "load_dict": {"model": "@network"}},
        "initialize": ["$monai.utils.set_determinism(seed=123)", "$@checkpointloader(@evaluator)"],
        "run": ["$@evaluator.run()"],
    }


def transform(name, key="image", **arguments):
    return {"_target_": name, "keys": key, **arguments}


def spleen():
    """Softmax, back to the scan by interpolation, argmax. A fixed size, as onnx_export writes it."""
    return config(
        {**UNET, "in_channels": 1, "out_channels": 2},
        [*LOAD, transform("Orientationd", axcodes="RAS"), transform("Spacingd", pixdim=[1.5, 1.5, 2.0], mode="bilinear"),
         transform("ScaleIntensityRanged", a_min=-57, a_max=164, b_min=0, b_max=1, clip=True), transform("EnsureTyped")],
        {"_target_": "SlidingWindowInferer", "roi_size": [24, 24, 16], "sw_batch_size": 4, "overlap": 0.5},
        [transform("Activationsd", "pred", softmax=True), {**INVERT, "nearest_interp": False},
         transform("AsDiscreted", "pred", argmax=True), SAVE])


def whole_body():
    """Softmax, argmax, labels back by the nearest voxel; a choice, references by number, replicated borders."""
    key = {"keys": "@image_key"}
    return config(
        {"_target_": "SegResNet", "spatial_dims": 3, "in_channels": 1, "out_channels": 5, "init_filters": 8,
         "blocks_down": [1, 1], "blocks_up": [1], "dropout_prob": 0.2},
        [{"_target_": "LoadImaged", **key}, {"_target_": "EnsureTyped", **key}, {"_target_": "EnsureChannelFirstd", **key},
         {"_target_": "Orientationd", **key, "axcodes": "RAS"}, {"_target_": "Spacingd", **key, "pixdim": "@pixdim", "mode": "bilinear"},
         {"_target_": "NormalizeIntensityd", **key, "nonzero": True},
         {"_target_": "ScaleIntensityd", **key, "minv": -1.0, "maxv": 1.0}],
        {"_target_": "SlidingWindowInferer", "roi_size": [16, 16, 16], "sw_batch_size": "@displayable_configs#sw_batch_size",
         "overlap": "@displayable_configs#sw_overlap", "padding_mode": "replicate", "mode": "gaussian", "device": "@device"},
        [transform("Activationsd", "pred", softmax=True), transform("AsDiscreted", "pred", argmax=True),
         {**INVERT, "orig_keys": "@image_key", "nearest_interp": True}, SAVE],
        displayable_configs={"highres": False, "sw_overlap": 0.25, "sw_batch_size": 1}, image_key="image",
        pixdim="$[1.5, 1.5, 1.5] if @displayable_configs#highres else [3.0, 3.0, 3.0]")


def lesion():
    """Foreground crop, percentiles, one pass over a padded grid, sigmoid, threshold, largest part."""
    return config(
        {**UNET, "in_channels": 1, "out_channels": 1, "norm": "instance"},
        [*LOAD, transform("Orientationd", axcodes="LPS"), transform("Spacingd", pixdim=[2.0, 2.0, -1], mode=["bilinear"]),
         transform("CropForegroundd", source_key="image", select_fn="$lambda x: x > -500"),
         transform("ScaleIntensityRangePercentilesd", lower=1, upper=99.5, b_min=0, b_max=1, clip=True),
         {"_target_": "DivisiblePadd", "keys": ["image"], "k": 4}],
        {"_target_": "SimpleInferer"},
        [transform("Activationsd", "pred", sigmoid=True), {**INVERT, "nearest_interp": False},
         transform("AsDiscreted", "pred", threshold=0.5), transform("KeepLargestConnectedComponentd", "pred", applied_labels=[1]), SAVE])


def plain():
    """Axes and voxels as stored, values of before and after, a window larger than the scan, a disabled step, small parts."""
    return config(
        {**UNET, "in_channels": 1, "out_channels": 2, "norm": "instance"},
        [*LOAD, transform("NormalizeIntensityd", subtrahend=40.0, divisor=350.0),
         {**transform("ScaleIntensityd"), "_disabled_": True}, transform("EnsureTyped")],
        {"_target_": "SlidingWindowInferer", "roi_size": [48, 24, 20], "overlap": 0.25, "cval": -1.0},
        [transform("AsDiscreted", "pred", argmax=True), transform("RemoveSmallObjectsd", "pred", min_size=SMALLEST), SAVE])


CASES = {
    # name: configuration, labels of the network, window or size to export with (None: free), scan, yaml
    "spleen": (spleen, ["background", "spleen"], (24, 24, 16), dict(size=(44, 40, 26), spacing=(0.9, 1.1, 2.6), codes="LPS"), False),
    "whole_body": (whole_body, ["background", "liver", "kidney, left", "kidney, right", "aorta"], None,
                   dict(size=(52, 34, 38), spacing=(1.7, 1.5, 2.0), codes="RAS"), False),
    "lesion": (lesion, ["lesion"], None, dict(size=(40, 45, 21), spacing=(1.2, 1.3, 2.5), codes="AIL"), False),
    "plain": (plain, ["background", "bone"], None, dict(size=(30, 33, 17), spacing=(1.0, 1.0, 1.5), codes="SRP"), True),
}


# The same bundles on oblique scans that are placed by a sform, whose float32 axes are not quite at right angles: MONAI's
# Spacingd then lays the middles of the grids on each other, or the first voxels if all axes lean to the same side.
# Brought back by nearest neighbour, many positions of whole_body_oblique are halfway but for 1e-8 of a voxel. None is within
# 1e-12 of it: which neighbour MONAI takes there depends on the last bits of LAPACK.
OBLIQUE = {
    # name: bundle, scan, whether the first voxels coincide
    "spleen_oblique": ("spleen", dict(size=(44, 40, 26), spacing=(0.9, 1.1, 2.6), codes="LPS", turn=(0.2, -0.3, 0.1)), False),
    "spleen_oblique_first": ("spleen", dict(size=(44, 40, 26), spacing=(0.9, 1.1, 2.6), codes="RAS", turn=(-0.4, -0.2, -0.2)), True),
    "whole_body_oblique": ("whole_body", dict(size=(52, 36, 38), spacing=(1.7, 1.6, 2.1), codes="ASR", turn=(-0.15, 0.25, 0.35)), False),
    "lesion_oblique": ("lesion", dict(size=(40, 45, 21), spacing=(1.2, 1.3, 2.5), codes="AIL", turn=(0.1, 0.2, -0.4)), False),
}


def rotation(x, y, z):
    """About the axes R, A, S one after the other, in radians."""
    turns = []
    for axis, angle in enumerate((x, y, z)):
        a, b = [i for i in range(3) if i != axis]
        turn = np.eye(3)
        turn[[a, a, b, b], [a, b, a, b]] = np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)
        turns.append(turn)
    return turns[2] @ turns[1] @ turns[0]


def phantom(seed, size, spacing, codes, turn=(0, 0, 0)):
    """Blobs of -100 to 400 HU in a body of 40 HU, air round it."""
    rng = np.random.default_rng(seed)
    coarse = ndimage.gaussian_filter(rng.normal(size=size), 2.0)
    values = 40 + 900 * coarse + rng.normal(size=size) * 12
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, n) for n in size], indexing="ij"))
    values[(grid**2).sum(0) > 0.95] = -1000
    affine = np.eye(4)
    for axis, code in enumerate(codes):
        world, sign = {"R": (0, 1), "L": (0, -1), "A": (1, 1), "P": (1, -1), "S": (2, 1), "I": (2, -1)}[code]
        affine[:3, axis] = 0
        affine[world, axis] = sign * spacing[axis]
    affine[:3, :3] = rotation(*turn) @ affine[:3, :3] if any(turn) else affine[:3, :3]
    affine[:3, 3] = (-20.5, 31.25, 7)
    return nib.Nifti1Image(np.round(values).astype(np.int16), affine)


def metadata(name, labels, size):
    shape = list(size) if size else ["4*n"] * 3
    tensor = {"type": "image", "spatial_shape": shape, "dtype": "float32", "value_range": [0, 1], "is_patch_data": True}
    return {
        "version": "0.1.0", "monai_version": monai.__version__, "pytorch_version": torch.__version__, "numpy_version": np.__version__,
        "task": f"Random weights, {name}", "description": "A network that has learnt nothing.", "authors": "Holoseg",
        "copyright": "Copyright (c) Holoseg", "intended_use": "Tests of Holoseg only", "references": ["none"],
        "network_data_format": {
            "inputs": {"image": {**tensor, "format": "hounsfield", "modality": "CT", "num_channels": 1, "channel_def": {"0": "image"}}},
            "outputs": {"pred": {**tensor, "format": "segmentation", "num_channels": len(labels),
                                 "channel_def": {str(i): n for i, n in enumerate(labels)}}}}}


def export(bundle, network, size):
    if size:
        onnx_export(net_id="network_def", filepath=str(bundle / "models/model.onnx"), ckpt_file=str(bundle / "models/model.pt"),
                    meta_file=str(bundle / "configs/metadata.json"), config_file=str(bundle / "configs/inference.json"))
        model = onnx.load(bundle / "models/model.onnx")
        for node in model.graph.node:  # where in PyTorch each node comes from: larger than the weights
            del node.metadata_props[:]
            node.doc_string = ""
        onnx.save(model, bundle / "models/model.onnx")
        return
    free = {2: "x", 3: "y", 4: "z"}
    torch.onnx.export(network, (torch.zeros(1, 1, 16, 16, 16),), bundle / "models/model.onnx", dynamo=False, opset_version=17,
                      input_names=["image"], output_names=["pred"], dynamic_axes={"image": free, "pred": free})


def randomise(network, seed):
    """Weights of a size that puts scores of different classes near each other, and running statistics that are not 0 and 1."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if name.endswith("running_mean"):
                value.copy_(torch.randn_like(value) * 0.2)
            elif name.endswith("running_var"):
                value.copy_(torch.rand_like(value) + 0.5)
            elif value.ndim == 1 and name.endswith("bias"):
                value.copy_(torch.randn_like(value) * 0.1)


def make(out, seed, name):
    build, labels, size, scan, yaml = CASES[name]
    bundle = out / name
    shutil.rmtree(bundle, ignore_errors=True)
    (bundle / "configs").mkdir(parents=True)
    (bundle / "models").mkdir()
    (bundle / "configs/metadata.json").write_text(json.dumps(metadata(name, labels, size), indent=1) + "\n")
    ending = "yaml" if yaml else "json"
    configuration = build()
    inference = bundle / f"configs/inference.{ending}"
    ConfigParser.export_config_file(configuration, str(inference), fmt=ending, **({} if yaml else {"indent": 1}))
    torch.manual_seed(seed)
    network = ConfigParser(configuration["network_def"]).get_parsed_content().eval()
    randomise(network, seed)
    torch.save(network.state_dict(), bundle / "models/model.pt")
    export(bundle, network, size)
    cases = [run(out, bundle, inference, name, phantom(seed, **scan))]
    for other, (of, oblique, first) in OBLIQUE.items():
        if of == name:
            image = phantom(seed, **oblique)
            assert lays_first_voxels(image, configuration) == first
            cases.append(run(out, bundle, inference, other, image))
    (bundle / "models/model.pt").unlink()
    print(name, (bundle / "models/model.onnx").stat().st_size, "bytes")
    return cases


def lays_first_voxels(image, configuration):
    """Whether Spacingd does, for the affine as the file stores it."""
    parser = ConfigParser({k: configuration[k] for k in ("preprocessing", "displayable_configs", "image_key", "pixdim") if k in configuration})
    with tempfile.TemporaryDirectory() as work:
        nib.save(image, f"{work}/scan.nii.gz")
        data = {"image": f"{work}/scan.nii.gz"}
        for step in parser.get_parsed_content("preprocessing").transforms:
            before = data["image"]
            data = step(data)
            if type(step).__name__ == "Spacingd":
                return np.allclose(before.affine[:3, 3], data["image"].affine[:3, 3], rtol=0, atol=1e-3)
    raise AssertionError("the bundle has no Spacingd")


def run(out, bundle, inference, name, scan):
    """MONAI's evaluator on a scan."""
    image = out / f"{name}.nii.gz"
    nib.save(scan, image)
    with tempfile.TemporaryDirectory() as work:
        shutil.copy(image, Path(work) / "scan.nii.gz")
        run = ConfigParser()
        run.read_config(str(inference))
        run.read_meta(str(bundle / "configs/metadata.json"))
        run.update({"bundle_root": str(bundle), "dataset_dir": work, "output_dir": f"{work}/eval", "device": "$torch.device('cpu')"})
        run.parse()
        run.get_parsed_content("initialize")
        run.get_parsed_content("run")
        result = nib.load(f"{work}/eval/scan_trans.nii.gz")
        values = np.asarray(result.dataobj).astype(np.uint8)
        like = nib.load(image)
        assert np.allclose(result.affine, like.affine, atol=1e-4) and values.shape == like.shape, (result.affine, like.affine)
        nib.save(nib.Nifti1Image(values, like.affine), out / f"{name}_labels.nii.gz")
    if name == "plain":
        # MONAI's documentation keeps parts of exactly min_size; with scikit-image 0.26 they go, before it they stay.
        parts, count = ndimage.label(values)
        assert (ndimage.sum_labels(values, parts, range(1, count + 1)) > SMALLEST).all()
    counts = {int(v): int((values == v).sum()) for v in np.unique(values)}
    print(name, counts)
    return {"name": name, "bundle": bundle.name, "voxels": int(values.size), "counts": counts}


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    cases = [case for i, name in enumerate(CASES) for case in make(out, 7 + i, name)]
    versions = {p: importlib.metadata.version(p) for p in ("monai", "torch", "pytorch-ignite", "onnx", "numpy", "nibabel", "scikit-image")}
    (out / "manifest.json").write_text(json.dumps({"versions": versions, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
