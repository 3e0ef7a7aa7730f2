"""Writes a small network that is not symmetric in any axis, for tests of axis orders.

Usage: python pipeline_network.py OUT.onnx     (src/test/resources/golden/pipeline/conv.onnx)

One 3x3x3 convolution from one channel to three, with random small integer weights: integer inputs
give exact sums in every runtime. Made with onnx 1.23.2, numpy 2.4.6.
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def main():
    weights = np.random.default_rng(3).integers(-2, 3, size=(3, 1, 3, 3, 3)).astype(np.float32)
    bias = np.array([1, -2, 3], np.float32)
    dims = ["z", "y", "x"]
    graph = helper.make_graph(
        [helper.make_node("Conv", ["input", "w", "b"], ["output"], pads=[1] * 6)], "conv",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 1, *dims])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 3, *dims])],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(bias, "b")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="holoseg")
    Path(sys.argv[1]).write_bytes(model.SerializeToString())


main()
