"""Reference values for io.github.holoseg.inference, made by nnunetv2 and MONAI.

Usage: python inference_golden.py OUTPUT_FOLDER

Writes small .npy and .onnx files and manifest.json. Arrays are (channel,) z, y, x; lists in the
manifest are in Java's order, axis 0 (the fastest) first.

  steps       tile positions of nnU-Net and MONAI along one axis
  *_map_*     importance maps
  window_*    the sliding window of nnU-Net (half-precision sums) and MONAI over a small network
The network is one 3x3x3 convolution with small integer weights: integer inputs give exact sums in
every runtime, so that the blended scores must agree to the last bit.
"""

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from monai.data.utils import compute_importance_map, dense_patch_slices
from monai.inferers import sliding_window_inference
from monai.inferers.utils import _get_scan_interval
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.sliding_window_prediction import compute_gaussian, compute_steps_for_sliding_window

OUT = Path(sys.argv[1])
RNG = np.random.default_rng(7)


def back(values):
    return [v.item() if hasattr(v, "item") else v for v in reversed(list(values))]


def save(name, array):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(array.astype(np.float32)))


def steps():
    rows = []
    for size, patch, step in [(100, 32, 0.5), (101, 32, 0.5), (33, 32, 0.5), (32, 32, 0.5), (300, 128, 0.8), (257, 80, 0.8),
                              (122, 96, 0.5), (417, 160, 0.75), (95, 7, 0.3), (64, 48, 1.0), (512, 112, 0.9)]:
        nnu = compute_steps_for_sliding_window((size,) * 3, (patch,) * 3, step)[0]
        overlap = 1 - step
        interval = _get_scan_interval((size,) * 3, (patch,) * 3, 3, (overlap,) * 3)
        mon = sorted({s[0].start for s in dense_patch_slices((size,) * 3, (patch,) * 3, interval)})
        rows.append(dict(size=size, patch=patch, overlap=overlap, step=step, even=[int(s) for s in nnu], fixed=[int(s) for s in mon]))
    return rows


def network():
    torch.manual_seed(3)
    conv = torch.nn.Conv3d(1, 3, 3, padding=1)
    with torch.no_grad():
        conv.weight.copy_(torch.randint(-2, 3, conv.weight.shape).float())
        conv.bias.copy_(torch.tensor([1.0, -2.0, 3.0]))
    return conv.eval()


def export(net):
    from onnx import TensorProto, helper, numpy_helper

    dims = ["z", "y", "x"]
    graph = helper.make_graph(
        [helper.make_node("Conv", ["input", "w", "b"], ["output"], pads=[1] * 6)], "conv",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 1, *dims])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 3, *dims])],
        [numpy_helper.from_array(net.weight.detach().numpy(), "w"), numpy_helper.from_array(net.bias.detach().numpy(), "b")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="holoseg")
    (OUT / "conv.onnx").write_bytes(model.SerializeToString())


def nnunet_window(net, name, shape, patch, step, mirror):
    x = RNG.integers(-40, 41, size=(1, *shape)).astype(np.float32)
    p = nnUNetPredictor(tile_step_size=step, use_gaussian=True, use_mirroring=mirror is not None,
                        perform_everything_on_device=False, device=torch.device("cpu"), verbose=False, allow_tqdm=False)
    p.network = net
    p.allowed_mirroring_axes = mirror
    p.configuration_manager = SimpleNamespace(patch_size=list(patch))
    p.label_manager = SimpleNamespace(num_segmentation_heads=3)
    with torch.no_grad():
        logits = p.predict_sliding_window_return_logits(torch.from_numpy(x))
    assert logits.dtype == torch.half
    save(f"window_{name}_in", x[0])
    save(f"window_{name}_out", logits.float().numpy())
    return dict(name=name, patch=back(patch), overlap=1 - step, placement="EVEN", blend="GAUSSIAN_NNUNET",
                accumulate="FLOAT16", padMode="CONSTANT", mirror=sorted(2 - a for a in mirror or []), tolerance=0)


def monai_window(net, name, shape, patch, overlap, mode, pad):
    x = RNG.integers(-40, 41, size=(1, *shape)).astype(np.float32)
    with torch.no_grad():
        r = sliding_window_inference(torch.from_numpy(x)[None], patch, 1, net, overlap=overlap, mode=mode, sigma_scale=0.125,
                                     padding_mode=pad)[0]
    save(f"window_{name}_in", x[0])
    save(f"window_{name}_out", r.numpy())
    return dict(name=name, patch=back(patch), overlap=overlap, placement="FIXED_STEP",
                blend={"gaussian": "GAUSSIAN_MONAI", "constant": "CONSTANT"}[mode], accumulate="FLOAT32",
                padMode={"constant": "CONSTANT", "replicate": "EDGE"}[pad], mirror=[], tolerance=1e-5)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    maps = []
    for patch in [(8, 10, 12), (7, 9, 16), (48, 20, 16)]:
        name = "x".join(map(str, patch))
        g = compute_gaussian(patch, sigma_scale=1 / 8, value_scaling_factor=10, device=torch.device("cpu"))
        save(f"nnunet_map_{name}", g.float().numpy())
        m = compute_importance_map(patch, mode="gaussian", sigma_scale=0.125)
        save(f"monai_map_{name}", m.float().numpy())
        maps.append(dict(name=name, patch=back(patch)))
    net = network()
    export(net)
    windows = [
        nnunet_window(net, "nnunet", (20, 23, 26), (8, 12, 16), 0.5, None),
        nnunet_window(net, "nnunet_padded", (5, 23, 13), (8, 12, 16), 0.5, None),
        nnunet_window(net, "nnunet_mirror_all", (13, 14, 20), (8, 12, 16), 0.5, (0, 1, 2)),
        nnunet_window(net, "nnunet_mirror_two", (13, 14, 20), (8, 12, 16), 0.8, (0, 2)),
        monai_window(net, "monai_gaussian", (20, 23, 26), (8, 12, 16), 0.25, "gaussian", "constant"),
        monai_window(net, "monai_constant", (20, 23, 26), (8, 12, 16), 0.5, "constant", "constant"),
        monai_window(net, "monai_replicate", (5, 23, 13), (8, 12, 16), 0.25, "gaussian", "replicate"),
    ]
    packages = ["numpy", "torch", "monai", "nnunetv2", "onnx"]
    manifest = dict(python=platform.python_version(), versions={p: version(p) for p in packages}, steps=steps(), maps=maps,
                    windows=windows)
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


main()
