#!/usr/bin/env python3
"""Writes the tiny network by which Holoseg tests whether a device works: a 3x3x3 convolution of ones.

usage: make_probe.py [OUT.onnx]
Needs the package onnx (made with 1.23.2). The bytes are the same every time.
"""
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = Path(__file__).resolve().parents[4]
OUT = HERE / "src/main/resources/io/github/holoseg/inference/ort/probe.onnx"


def main():
    shape = [1, 1, 3, 3, 3]
    graph = helper.make_graph(
        [helper.make_node("Conv", ["input", "w"], ["output"], pads=[1] * 6)],
        "probe",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.ones(shape, np.float32), "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="holoseg")
    checker.check_model(model)
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.write_bytes(model.SerializeToString())


main()
