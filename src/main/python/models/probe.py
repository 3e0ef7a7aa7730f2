"""Makes the probe network: one 3-D convolution that sums a voxel's 27 neighbours.

OrtEngine runs it once per device before it trusts that device: missing libraries and
kernels show only when a convolution really runs. Run from the project's root:
    python src/main/python/models/probe.py
"""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SHAPE = [1, 1, 3, 3, 3]
weight = numpy_helper.from_array(np.ones(SHAPE, np.float32), "w")
node = helper.make_node("Conv", ["x", "w"], ["y"], kernel_shape=[3, 3, 3], pads=[1] * 6)
graph = helper.make_graph(
    [node],
    "probe",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, SHAPE)],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, SHAPE)],
    [weight],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
onnx.checker.check_model(model)
target = pathlib.Path("src/main/resources/io/github/holoseg/inference/ort/probe.onnx")
target.parent.mkdir(parents=True, exist_ok=True)
target.write_bytes(model.SerializeToString())
