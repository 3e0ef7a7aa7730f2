"""Tile positions, importance maps and blended scores made by nnU-Net and MONAI themselves.

Writes src/test/resources/golden/inference/{plans,maps,windows}.json and conv_{0,1,2}.onnx.
The networks have whole-number weights and the input whole-number voxels, so every network
computes them exactly and the blended scores can be compared bit for bit. Axis order here is
(z, y, x); the tests turn it. Run from the project's root:
    python src/main/python/reference/inference_golden.py
"""

import base64
import importlib.metadata
import json
import pathlib
import zlib
from types import SimpleNamespace

import numpy as np
import onnx
import torch
from monai.data.utils import compute_importance_map, dense_patch_slices
from monai.inferers import sliding_window_inference
from monai.inferers.utils import _get_scan_interval
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.sliding_window_prediction import compute_gaussian, compute_steps_for_sliding_window
from onnx import TensorProto, helper, numpy_helper

TARGET = pathlib.Path("src/test/resources/golden/inference")
VERSIONS = {name: importlib.metadata.version(name) for name in ("nnunetv2", "monai", "torch", "scipy", "numpy", "onnx")}
CLASSES, CHANNELS = 3, 2


def save(name, content):
    (TARGET / name).write_text(json.dumps({"versions": VERSIONS, **content}, separators=(",", ":")) + "\n")


def pack(array):
    """zlib + base64 of the little-endian bytes."""
    return base64.b64encode(zlib.compress(np.ascontiguousarray(array).tobytes(), 9)).decode()


def plans():
    rng = np.random.default_rng(3)
    cases = []
    for patch in (8, 20, 48, 64, 96, 128, 160):
        for step in (0.5, 0.8, 0.75, 0.3, 1.0):
            for size in sorted({patch, patch + 1, *(patch + rng.integers(2, 6 * patch, 6)).tolist()}):
                even = compute_steps_for_sliding_window((size,), (patch,), step)[0]
                interval = _get_scan_interval((size,), (patch,), 1, (1 - step,))
                fixed = [s[0].start for s in dense_patch_slices((size,), (patch,), interval)]
                cases.append({"size": size, "patch": patch, "overlap": 1 - step, "even": even, "fixed": [int(f) for f in fixed]})
    # the order in which nnU-Net visits tiles
    predictor = nnunet(patch=(4, 6, 8), step=0.5, mirror=None)
    order = [[s.start for s in sl[1:]] for sl in predictor._internal_get_sliding_window_slicers((9, 11, 13))]
    save("plans.json", {"axis": cases, "order": {"size": [9, 11, 13], "patch": [4, 6, 8], "overlap": 0.5, "starts": order}})


def maps():
    cases = []
    for size in ((8, 6, 5), (7, 10, 9), (1, 4, 16), (20, 16, 12)):
        g = compute_gaussian(size, 1 / 8, 10, torch.float16, torch.device("cpu")).numpy()
        m = compute_importance_map(size, mode="gaussian", sigma_scale=0.125).numpy()
        cases.append({"size": size, "nnunetHalfBits": pack(g.view("<u2")), "monaiFloats": pack(m.astype("<f4"))})
    big = []
    for size in ((128, 128, 128), (48, 64, 80), (28, 192, 160)):
        g = compute_gaussian(size, 1 / 8, 10, torch.float16, torch.device("cpu")).numpy()
        big.append({"size": size, "nnunetCrc32": zlib.crc32(np.ascontiguousarray(g.view("<u2")).tobytes())})
    save("maps.json", {"maps": cases, "big": big})


def image(size):
    """Whole numbers from -8 to 8, by a formula that the tests repeat."""
    c, z, y, x = np.meshgrid(np.arange(CHANNELS), *(np.arange(n) for n in size), indexing="ij")
    return torch.from_numpy(((7 * x + 13 * y + 29 * z + 5 * x * y + 11 * y * z + 3 * c * x) % 17 - 8).astype(np.float32))


def networks():
    rng = np.random.default_rng(8)
    made = []
    for i in range(3):
        net = torch.nn.Conv3d(CHANNELS, CLASSES, 3, padding=1)
        weight = rng.integers(-3, 4, net.weight.shape).astype(np.float32)
        bias = rng.integers(-9, 10, net.bias.shape).astype(np.float32)
        net.weight.data, net.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
        net.eval()
        made.append(net)
        node = helper.make_node("Conv", ["image", "w", "b"], ["scores"], kernel_shape=[3] * 3, pads=[1] * 6)
        graph = helper.make_graph(
            [node],
            f"conv_{i}",
            [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", CHANNELS, "d", "h", "w"])],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", CLASSES, "d", "h", "w"])],
            [numpy_helper.from_array(weight, "w"), numpy_helper.from_array(bias, "b")],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
        onnx.checker.check_model(model)
        (TARGET / f"conv_{i}.onnx").write_bytes(model.SerializeToString())
    return made


def nnunet(patch, step, mirror, gaussian=True):
    p = nnUNetPredictor(
        tile_step_size=step, use_gaussian=gaussian, use_mirroring=mirror is not None, device=torch.device("cpu"), allow_tqdm=False
    )
    p.configuration_manager = SimpleNamespace(patch_size=patch)
    p.label_manager = SimpleNamespace(num_segmentation_heads=CLASSES)
    p.allowed_mirroring_axes = mirror
    return p


def windows(nets):
    cases = []
    for name, size, patch, step, mirror, folds, gaussian in (
        ("plain", (15, 17, 19), (8, 8, 10), 0.5, None, 1, True),
        ("mirrored", (11, 13, 15), (8, 8, 8), 0.5, (0, 1, 2), 1, True),
        ("mirrored in two axes", (9, 13, 15), (8, 6, 8), 0.8, (0, 2), 1, True),
        ("three folds", (11, 12, 17), (8, 6, 9), 0.5, None, 3, True),
        ("two folds mirrored, padded", (5, 9, 14), (8, 8, 8), 0.5, (1,), 2, True),
        ("smaller than the patch", (5, 6, 7), (8, 9, 8), 0.5, None, 1, True),
        ("constant weights", (11, 10, 13), (6, 6, 6), 0.5, None, 1, False),
    ):
        p = nnunet(patch, step, mirror, gaussian)
        p.network = nets[0]
        p.list_of_parameters = [{k: v.clone() for k, v in net.state_dict().items()} for net in nets[:folds]]
        scores = p.predict_logits_from_preprocessed_data(image(size)).numpy()
        p.network.load_state_dict(p.list_of_parameters[0])
        assert scores.dtype == np.float16 and scores.shape == (CLASSES, *size)
        cases.append(
            {"name": name, "system": "nnunet", "size": size, "patch": patch, "overlap": 1 - step, "mirror": mirror or [],
             "folds": folds, "blend": "GAUSSIAN_NNUNET" if gaussian else "CONSTANT", "pad": "CONSTANT", "padValue": 0,
             "halfBits": pack(scores.view("<u2"))}
        )
    for name, size, patch, overlap, mode, pad, value in (
        ("constant", (11, 13, 15), (8, 8, 8), 0.25, "constant", "constant", 0),
        ("gaussian", (11, 13, 15), (8, 8, 8), 0.5, "gaussian", "constant", 0),
        ("gaussian, uneven", (13, 10, 17), (6, 7, 8), 0.3, "gaussian", "constant", 0),
        ("replicate padding", (5, 10, 7), (8, 8, 10), 0.5, "gaussian", "replicate", 0),
        ("padding with -3", (5, 10, 7), (8, 8, 10), 0.5, "constant", "constant", -3),
    ):
        with torch.inference_mode():
            scores = sliding_window_inference(
                image(size)[None], patch, 1, nets[0], overlap, mode, 0.125, padding_mode=pad, cval=value
            )[0].numpy()
        cases.append(
            {"name": name, "system": "monai", "size": size, "patch": patch, "overlap": overlap, "mirror": [], "folds": 1,
             "blend": "GAUSSIAN_MONAI" if mode == "gaussian" else "CONSTANT", "pad": "EDGE" if pad == "replicate" else "CONSTANT",
             "padValue": value, "floats": pack(scores.astype("<f4"))}
        )
    save("windows.json", {"cases": cases})


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    plans()
    maps()
    windows(networks())
