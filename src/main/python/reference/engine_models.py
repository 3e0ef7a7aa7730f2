"""Tiny networks for OrtEngineTest: half precision, a fixed size, two inputs, a wrong size.

Run from the project's root: python src/main/python/reference/engine_models.py
"""

import pathlib

import onnx
from onnx import TensorProto, helper

TARGET = pathlib.Path("src/test/resources/golden/inference")


def save(name, nodes, inputs, outputs, complete=True):
    def info(spec):
        return helper.make_tensor_value_info(*spec)

    graph = helper.make_graph(nodes, name, [info(i) for i in inputs], [info(o) for o in outputs])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
    if complete:
        onnx.checker.check_model(model)
    (TARGET / f"{name}.onnx").write_bytes(model.SerializeToString())


HALF, FLOAT = TensorProto.FLOAT16, TensorProto.FLOAT
FREE = [None, 1, "s", "s", "s"]  # one name for three axes: left free unless all are equal
save("double_half", [helper.make_node("Add", ["x", "x"], ["y"])], [("x", HALF, FREE)], [("y", HALF, FREE)])
save("double_fixed", [helper.make_node("Add", ["x", "x"], ["y"])], [("x", FLOAT, [1, 1, 4, 3, 2])], [("y", FLOAT, [1, 1, 4, 3, 2])])
save("two_inputs", [helper.make_node("Add", ["x", "x2"], ["y"])], [("x", FLOAT, FREE), ("x2", FLOAT, FREE)], [("y", FLOAT, FREE)])
save("reciprocal", [helper.make_node("Reciprocal", ["x"], ["y"])], [("x", FLOAT, [1, 1, "d", "h", "w"])], [("y", FLOAT, None)], complete=False)
pool = helper.make_node("MaxPool", ["x"], ["y"], kernel_shape=[2, 2, 2], strides=[2, 2, 2])
save("shrinks", [pool], [("x", FLOAT, [1, 1, "d", "h", "w"])], [("y", FLOAT, [1, 1, "d2", "h2", "w2"])])
