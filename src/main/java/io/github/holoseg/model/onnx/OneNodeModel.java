package io.github.holoseg.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** An ONNX model of one node, all of whose float32 tensors are inputs of any size. */
public final class OneNodeModel {
  private final NodeProto.Builder node = NodeProto.newBuilder();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("node");

  /**
   * @param domain of the operator; empty: the standard one
   */
  public OneNodeModel(String operator, String domain) {
    node.setOpType(operator).setDomain(domain);
  }

  /** The next input; an empty name leaves out an optional one. */
  public OneNodeModel input(String name, int rank) {
    node.addInput(name);
    if (!name.isEmpty()) {
      graph.addInput(tensor(name, rank));
    }
    return this;
  }

  public OneNodeModel output(String name, int rank) {
    node.addOutput(name);
    graph.addOutput(tensor(name, rank));
    return this;
  }

  public OneNodeModel ints(String name, int... values) {
    node.addAttribute(OnnxWriter.ints(name, values));
    return this;
  }

  public OneNodeModel whole(String name, int value) {
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.INT)
            .setI(value));
    return this;
  }

  /** The model as the bytes of an ONNX file. */
  public byte[] toBytes() {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(OnnxWriter.IR_VERSION)
            .addOpsetImport(OnnxWriter.opset("", OnnxWriter.OPSET))
            .setGraph(graph.addNode(node));
    if (!node.getDomain().isEmpty()) {
      model.addOpsetImport(OnnxWriter.opset(node.getDomain(), 1));
    }
    return model.build().toByteArray();
  }

  private static ValueInfoProto tensor(String name, int rank) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < rank; axis++) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + axis));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
