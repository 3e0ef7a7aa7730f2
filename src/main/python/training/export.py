"""Writes the network as ONNX and its holoseg.json.

    python export.py CHECKPOINT MODEL_FOLDER

CHECKPOINT: last.pt of train.py; the running average of its weights is taken. The graph is written node by node, so
the same checkpoint gives the same bytes whatever version of PyTorch is installed. Weights are stored as float16 and
cast to float32 when the network is loaded; opset 17.
    python export.py --weights MODEL_FOLDER/model.onnx CHECKPOINT
goes the other way: it takes the weights out of a shipped network, to go on training with `train.py --start`.
"""

import hashlib
import json
import os
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import CLASSES, FEATURES, WINDOWS

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "models"))
from sums import write_sums  # noqa: E402

EPSILON = 1e-5
SLOPE = 0.01
LABELS = [
    (1, "femur_left", "#E6A23C", "71341001", "Femur"),
    (2, "femur_right", "#4CAF50", "71341001", "Femur"),
    (3, "hip_left", "#D9534F", "29836001", "Hip"),
    (4, "hip_right", "#7E57C2", "29836001", "Hip"),
    (5, "sacrum", "#A1745B", "54735007", "Sacrum"),
]

OTHER_SIDE = [0, 2, 1, 4, 3, 5]


class Graph:
    """Nodes and float16 weights under the names of the PyTorch modules."""

    def __init__(self, weights):
        self.weights, self.nodes, self.tensors, self.count = weights, [], [], 0
        self.loaded = {}

    def op(self, kind, *inputs, **attributes):
        self.count += 1
        name = f"{kind.lower()}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def weight(self, name):
        if name not in self.loaded:
            value = self.weights[name].astype(np.float16)
            self.tensors.append(numpy_helper.from_array(value, name))
            self.loaded[name] = self.op("Cast", name, to=TensorProto.FLOAT)
        return self.loaded[name]

    def constant(self, name, value, kind=np.float32):
        if name not in self.loaded:
            self.tensors.append(numpy_helper.from_array(np.asarray(value, kind), name))
            self.loaded[name] = name
        return name

    def mirror(self, x):
        """Left for right: the last axis backwards."""
        bounds = [("from", -1), ("to", -(2**31)), ("axis", 4), ("step", -1)]
        return self.op("Slice", x, *(self.constant(f"mirror_{name}", [value], np.int64) for name, value in bounds))

    def conv(self, x, name, kernel, stride=1, pad=0, bias=False):
        inputs = [x, self.weight(name + ".weight")] + ([self.weight(name + ".bias")] if bias else [])
        return self.op("Conv", *inputs, kernel_shape=[kernel] * 3, strides=[stride] * 3, pads=[pad] * 6)

    def up(self, x, name):
        weight, bias = self.weight(name + ".weight"), self.weight(name + ".bias")
        return self.op("ConvTranspose", x, weight, bias, kernel_shape=[2] * 3, strides=[2] * 3)

    def norm(self, x, name):
        return self.op("InstanceNormalization", x, self.weight(name + ".weight"), self.weight(name + ".bias"), epsilon=EPSILON)

    def leaky(self, x):
        return self.op("LeakyRelu", x, alpha=SLOPE)

    def block(self, x, name, stride):
        y = self.leaky(self.norm(self.conv(x, name + ".first", 3, stride, 1), name + ".first_norm"))
        y = self.norm(self.conv(y, name + ".second", 3, 1, 1), name + ".second_norm")
        if stride > 1:
            x = self.op("AveragePool", x, kernel_shape=[2] * 3, strides=[2] * 3)
        if name + ".project.weight" in self.weights:
            x = self.conv(x, name + ".project", 1)
        return self.leaky(self.op("Add", y, x))


def network(g, image):
    low, high = g.constant("low", -1.0), g.constant("high", 1.0)
    windows = []
    for i, (a, b) in enumerate(WINDOWS):
        scaled = g.op("Mul", image, g.constant(f"gain_{i}", 2 / (b - a)))
        scaled = g.op("Add", scaled, g.constant(f"offset_{i}", -(a + b) / (b - a)))
        windows.append(g.op("Clip", scaled, low, high))
    x = g.op("Concat", *windows, axis=1)
    y = g.leaky(g.norm(g.conv(x, "stem", 4, 2, 1), "stem_norm"))
    skips = []
    for i in range(len(FEATURES)):
        y = g.block(y, f"encoder.{i}", 1 if i == 0 else 2)
        skips.append(y)
    y = g.block(y, "bottom", 1)
    for i in reversed(range(len(FEATURES) - 1)):
        y = g.op("Concat", g.up(y, f"up.{i}"), skips[i], axis=1)
        y = g.leaky(g.norm(g.conv(y, f"decoder.{i}.0", 3, 1, 1), f"decoder.{i}.1"))
    y = g.op("Concat", g.up(y, "last_up"), x, axis=1)
    y = g.leaky(g.norm(g.conv(y, "last", 3, 1, 1), "last_norm"))
    return g.conv(y, "scores", 1, bias=True)


def graph_of(weights):
    """The network's scores for the scan, averaged with those for its mirror image, in which the sides are swapped.

    So the network cannot prefer a side: a mirrored patient gives the mirrored result.
    """
    g = Graph(weights)
    straight = network(g, "image")
    turned = g.mirror(network(g, g.mirror("image")))
    turned = g.op("Gather", turned, g.constant("other_side", OTHER_SIDE, np.int64), axis=1)
    g.op("Mul", g.op("Add", straight, turned), g.constant("half", 0.5))
    g.nodes[-1].output[0] = "scores_out"
    shape = ["b", 1, "z", "y", "x"]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, shape)
    scores = helper.make_tensor_value_info("scores_out", TensorProto.FLOAT, ["b", CLASSES, "z", "y", "x"])
    graph = helper.make_graph(g.nodes, "femur-pelvis", [image], [scores], g.tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="holoseg-training")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def checks():
    """What is true of every patient, whatever part of the body the scan shows."""
    rules = [{"rule": "leftOf", "label": "femur_left", "reference": "femur_right", "margin": 30}]
    rules.append({"rule": "leftOf", "label": "hip_left", "reference": "hip_right", "margin": 30})
    rules.append({"rule": "leftOf", "label": "femur_left", "reference": "sacrum"})
    rules.append({"rule": "leftOf", "label": "sacrum", "reference": "femur_right"})
    for side in ("left", "right"):
        rules.append({"rule": "jointAtUpperEnd", "label": f"femur_{side}", "reference": f"hip_{side}"})
        rules.append({"rule": "volumeRange", "label": f"femur_{side}", "min": 20, "max": 900})
        rules.append({"rule": "volumeRange", "label": f"hip_{side}", "min": 20, "max": 700})
    rules.append({"rule": "volumeRange", "label": "sacrum", "min": 15, "max": 400})
    return rules


def golden(weights, folder):
    """What PyTorch makes of a small smooth volume: `holoseg models verify femur-pelvis` compares with it."""
    import torch

    from network import Network

    size = 32
    rng = np.random.default_rng(1)
    z, y, x = (np.linspace(-1, 1, size) - offset for offset in rng.uniform(-0.4, 0.4, 3))
    radius = np.sqrt(z[:, None, None] ** 2 + y[None, :, None] ** 2 + 0.6 * x[None, None, :] ** 2)
    hu = np.where(radius < 0.35, 250, np.where(radius < 0.45, 1100, np.where(radius < 0.95, 40, -950)))
    hu = (hu + rng.integers(-30, 31, hu.shape)).astype(np.float32)[None, None]
    network = Network()
    rounded = {k: torch.from_numpy(v.astype(np.float16).astype(np.float32)) for k, v in weights.items()}
    network.load_state_dict(rounded)
    network.eval()
    with torch.no_grad():
        image = torch.from_numpy(hu)
        scores = (network(image) + network(image.flip(4))[:, OTHER_SIDE].flip(4)) / 2
    np.save(os.path.join(folder, "golden-input.npy"), hu)
    np.save(os.path.join(folder, "golden-scores.npy"), scores.numpy())
    return {
        "name": "sphere",
        "madeBy": f"PyTorch {torch.__version__.split('+')[0]}, src/main/python/training/export.py",
        "input": "golden-input.npy",
        "output": "golden-scores.npy",
        "absoluteTolerance": 1e-3,
        "relativeTolerance": 0,
    }


def description(sha256, test):
    size = {"min": 32, "step": 16}
    return {
        "format": "holoseg-model",
        "formatVersion": 1,
        "id": "femur-pelvis",
        "version": "0.2.0",
        "name": "Femurs and pelvis (3 mm)",
        "description": "Femurs, hip bones and sacrum in CT, on a grid of 3 mm. Trained on simulated anatomy only; it has never"
        " seen a patient. See docs/models/femur-pelvis.md.",
        "notice": "Not for clinical use",
        "source": "native",
        "license": "BSD-2-Clause",
        "citations": [],
        "modality": "CT",
        "inputRange": [-1024, 3071],
        "network": {
            "weights": [{"file": "model.onnx", "sha256": sha256}],
            "input": "image",
            "output": "scores_out",
            "type": "float32",
            "axes": "bczyx",
            "channels": ["CT"],
            "outputChannels": CLASSES,
            "size": {"x": size, "y": size, "z": size},
        },
        "geometry": {
            "orientation": "LPS",
            "spacing": [3, 3, 3],
            "spacingTolerance": 0.01,
            "image": {"interpolation": "linear", "coordinates": "halfPixel"},
            "scores": {"interpolation": "linear", "coordinates": "halfPixel"},
        },
        "order": ["orient", "resample", "pad"],
        "window": {
            "patch": [128, 112, 128],
            "overlap": 0.5,
            "placement": "even",
            "blend": "gaussianNnunet",
            "padMode": "constant",
            "padValue": -1024,
        },
        "decision": {"activation": "softmax", "rule": "argmax", "classValues": [0, 1, 2, 3, 4, 5]},
        "postprocess": [
            {"op": "keepLargest", "neighbours": 26},
            {"op": "fillHoles"},
            {"op": "refineBoundary", "maxShift": 3},
        ],
        "checks": checks(),
        "tests": [test],
        "labels": [
            {"value": v, "name": n, "color": c, "concept": {"scheme": "SCT", "code": s, "meaning": m}}
            for v, n, c, s, m in LABELS
        ],
    }


def write(checkpoint, folder):
    import torch

    state = torch.load(checkpoint, map_location="cpu")["average"]
    weights = {k: v.numpy() for k, v in state.items()}
    data = graph_of(weights).SerializeToString(deterministic=True)
    os.makedirs(folder, exist_ok=True)
    test = golden(weights, folder)
    with open(os.path.join(folder, "model.onnx"), "wb") as out:
        out.write(data)
    with open(os.path.join(folder, "holoseg.json"), "w") as out:
        json.dump(description(hashlib.sha256(data).hexdigest(), test), out, indent=2)
        out.write("\n")
    models = pathlib.Path(folder).resolve().parent
    if (models / "SHA256SUMS").exists():
        write_sums(models)
    print(f"{len(data) / 1e6:.1f} MB in {folder}")


def take_weights(network, checkpoint):
    import torch

    from network import Network

    tensors = {t.name: numpy_helper.to_array(t).astype(np.float32) for t in onnx.load(network).graph.initializer}
    fresh = Network().state_dict()
    for name in fresh:  # the second head is used in training only and not shipped
        if name in tensors:
            fresh[name] = torch.from_numpy(tensors[name].copy())
    torch.save({"average": fresh}, checkpoint)


if __name__ == "__main__":
    if sys.argv[1] == "--weights":
        take_weights(sys.argv[2], sys.argv[3])
    else:
        write(sys.argv[1], sys.argv[2])
