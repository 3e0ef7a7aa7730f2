package io.github.holoseg.inference.ort;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An ONNX model of one node whose tensors are all inputs, of any size. Written in protobuf's wire
 * format directly: a handful of fields of onnx.proto3 (ONNX 1.x, ir_version 8).
 */
final class ConvModel {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private final ByteArrayOutputStream node = new ByteArrayOutputStream();
  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
  private final String domain;

  ConvModel(String operator, String domain, List<String> inputs, String output, int rank) {
    this.domain = domain;
    for (String input : inputs) {
      text(node, 1, input);
    }
    text(node, 2, output);
    text(node, 4, operator);
    text(node, 7, domain);
    for (String input : inputs) {
      if (!input.isEmpty()) {
        bytes(graph, 11, tensor(input, input.equals("b") ? 1 : rank));
      }
    }
    bytes(graph, 12, tensor(output, rank));
  }

  ConvModel ints(String name, int... values) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    text(attribute, 1, name);
    for (int value : values) {
      number(attribute, 8, value);
    }
    number(attribute, 20, 7);
    bytes(node, 5, attribute.toByteArray());
    return this;
  }

  ConvModel whole(String name, int value) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    text(attribute, 1, name);
    number(attribute, 3, value);
    number(attribute, 20, 2);
    bytes(node, 5, attribute.toByteArray());
    return this;
  }

  byte[] toBytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    bytes(whole, 1, node.toByteArray());
    text(whole, 2, "g");
    whole.writeBytes(graph.toByteArray());
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    number(model, 1, 8);
    bytes(model, 7, whole.toByteArray());
    bytes(model, 8, opset("", 17));
    if (!domain.isEmpty()) {
      bytes(model, 8, opset(domain, 1));
    }
    return model.toByteArray();
  }

  private static byte[] opset(String domain, int version) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, 1, domain);
    number(out, 2, version);
    return out.toByteArray();
  }

  /** A float tensor whose sizes are all free. */
  private static byte[] tensor(String name, int rank) {
    ByteArrayOutputStream shape = new ByteArrayOutputStream();
    for (int axis = 0; axis < rank; axis++) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      text(dimension, 2, name + axis);
      bytes(shape, 1, dimension.toByteArray());
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    number(tensor, 1, 1);
    bytes(tensor, 2, shape.toByteArray());
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    bytes(type, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    text(value, 1, name);
    bytes(value, 2, type.toByteArray());
    return value.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, int field, String text) {
    bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    varint(out, field << 3 | LENGTH);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream out, int field, int value) {
    varint(out, field << 3 | VARINT);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 127) {
      out.write((int) (rest & 127 | 128));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
