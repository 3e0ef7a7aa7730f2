#!/usr/bin/env python3
"""Writes the bundled model "bone": smoothing and a HU threshold, as a 3-D convolution network.

Nothing is learned here. The network is

    Pad(edge, 1) -> Conv 3x3x3, 1 -> 2 channels

with score[background] = 0 and score[bone] = smoothed HU - 150. The kernel is the product of three
binomial filters (1 2 1) / 4: its weights are multiples of 1/64, so that whole HU values give exact
float32 sums in any order of summation, on any device, and a tiled run equals a whole one bit for bit.

    python3 make_bone.py            writes src/main/resources/models/{bone/*,SHA256SUMS}
    python3 make_bone.py OUTPUT     writes OUTPUT/{bone/*,SHA256SUMS}

The bytes of model.onnx depend on the onnx package's protobuf encoder only; they were made with
onnx 1.23.2 and numpy 2.4.6.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from sums import write_sums

THRESHOLD_HU = 150.0
MADE_WITH = "onnx 1.23.2, numpy 2.4.6"


def network() -> bytes:
    line = np.array([1, 2, 1], dtype=np.float32) / 4
    kernel = line[:, None, None] * line[None, :, None] * line[None, None, :]
    weights = np.stack([np.zeros_like(kernel), kernel])[:, None].astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Pad", ["image", "pads"], ["padded"], mode="edge"),
            helper.make_node(
                "Conv", ["padded", "weights", "bias"], ["scores"], kernel_shape=[3, 3, 3]
            ),
        ],
        "bone",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["b", 1, "z", "y", "x"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["b", 2, "z", "y", "x"])],
        [
            numpy_helper.from_array(
                np.array([0, 0, 1, 1, 1, 0, 0, 1, 1, 1], dtype=np.int64), "pads"
            ),
            numpy_helper.from_array(weights, "weights"),
            numpy_helper.from_array(np.array([0, -THRESHOLD_HU], dtype=np.float32), "bias"),
        ],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
        producer_name="holoseg make_bone.py",
        producer_version="1",
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def description(sha256: str) -> dict:
    return {
        "format": "holoseg-model",
        "formatVersion": 1,
        "id": "bone",
        "version": "1.0.0",
        "name": "Bone (HU threshold)",
        "description": "Everything denser than about 150 HU: light smoothing (3x3x3 voxels) and a "
        "threshold, written as a convolution network. Nothing is learned; marrow is left out, "
        "metal and contrast-filled vessels are taken in.",
        "notice": "Not for clinical use",
        "source": "native",
        "license": "BSD-2-Clause",
        "citations": [],
        "modality": "CT",
        "inputRange": [-1024, 3071],
        "network": {
            "weights": [{"file": "model.onnx", "sha256": sha256}],
            "input": "image",
            "output": "scores",
            "type": "float32",
            "axes": "bczyx",
            "channels": ["CT"],
            "outputChannels": 2,
            "size": {axis: {"min": 1, "step": 1} for axis in "xyz"},
        },
        "geometry": {"orientation": "file", "spacing": None},
        "order": ["orient", "pad"],
        "window": {
            "patch": [128, 128, 128],
            "placement": "fixedStep",
            "blend": "cropHalo",
            "halo": [1, 1, 1],
            "padMode": "edge",
            "whole": "auto",
        },
        "decision": {"activation": "none", "rule": "argmax", "classValues": [0, 1]},
        "postprocess": [{"op": "removeSmall", "labels": ["bone"], "minVolume": 500}],
        "labels": [
            {
                "value": 1,
                "name": "bone",
                "color": "#F1D691",
                "concept": {"scheme": "SCT", "code": "272673000", "meaning": "Bone"},
            }
        ],
    }


def main() -> None:
    here = pathlib.Path(__file__).resolve()
    default = here.parents[2] / "resources" / "models"
    models = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    found = f"onnx {onnx.__version__}, numpy {np.__version__}"
    if found != MADE_WITH:
        print(f"note: made with {found}; the committed file with {MADE_WITH}", file=sys.stderr)
    folder = models / "bone"
    folder.mkdir(parents=True, exist_ok=True)
    onnx_bytes = network()
    (folder / "model.onnx").write_bytes(onnx_bytes)
    text = json.dumps(description(hashlib.sha256(onnx_bytes).hexdigest()), indent=2) + "\n"
    (folder / "holoseg.json").write_bytes(text.encode("ascii"))
    write_sums(models)


if __name__ == "__main__":
    main()
