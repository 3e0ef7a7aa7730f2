package io.github.holoseg.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link LayerGraph} as an ONNX file that any ONNX Runtime from 1.13 on takes: opset
 * {@value #OPSET}, float32, batch of 1, free spatial sizes. Weights go from the source to the file
 * one tensor at a time; the file is never in memory.
 *
 * <p>Instance norm is written as means along one axis after the other. ONNX Runtime's own operator
 * adds a whole channel in float32, which loses three digits at 128³ voxels; short sums agree with
 * PyTorch to 2e-6.
 */
public final class OnnxWriter {
  static final int OPSET = 17;
  static final int IR_VERSION = 8;

  /** Protobuf messages, and so ONNX files without external data, are below 2 GiB. */
  public static final long MAX_BYTES = 1984L << 20;

  private final LayerGraph graph;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, float[]> constants = new LinkedHashMap<>();
  private final Map<String, long[]> constantShapes = new LinkedHashMap<>();
  private final Map<String, long[]> weights = new LinkedHashMap<>();
  private final Map<String, TensorProto> headers = new LinkedHashMap<>();
  private final int rank;
  private GraphProto rest;

  private OnnxWriter(LayerGraph graph) {
    this.graph = graph;
    this.rank = graph.dimensions() + 2;
  }

  /**
   * @param metadata further entries for the file's metadata
   * @param target replaced if it exists; write to a temporary name and move it
   * @throws IOException if weights cannot be read, the file cannot be written, or the network has 2
   *     GiB or more
   */
  public static void write(LayerGraph graph, Map<String, String> metadata, Path target)
      throws IOException {
    write(graph, metadata, target, ProgressListener.NONE, CancellationToken.none());
  }

  /**
   * As above.
   *
   * @param progress hears {@link Stage#CONVERT} with bytes as unit
   * @throws java.util.concurrent.CancellationException soon after a cancel; the target is
   *     incomplete
   */
  public static void write(
      LayerGraph graph,
      Map<String, String> metadata,
      Path target,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    OnnxWriter writer = new OnnxWriter(graph);
    graph.layers().forEach(writer::add);
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put(LayerJson.KEY, LayerJson.write(graph));
    NodeDigest digest = new NodeDigest();
    writer.nodes.forEach(node -> digest.add(node.toByteArray()));
    all.put(NodeDigest.KEY, digest.text());
    long size = writer.prepare();
    if (size > MAX_BYTES) {
      throw new IOException(
          "%s: the network has %d MiB of weights, an ONNX file holds at most %d MiB"
              .formatted(target, size >> 20, MAX_BYTES >> 20));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
      writer.write(all, size, out, progress, cancel);
    }
  }

  private void add(Layer layer) {
    if (layer instanceof Layer.Conv conv) {
      List<String> inputs = inputs(conv.input(), conv.weight(), conv.bias());
      int[] pad = spatial(conv.pad());
      int[] pads = Arrays.copyOf(pad, 2 * pad.length);
      System.arraycopy(pad, 0, pads, pad.length, pad.length);
      node("Conv", inputs, conv.output())
          .addAttribute(ints("kernel_shape", spatial(conv.kernel())))
          .addAttribute(ints("strides", spatial(conv.stride())))
          .addAttribute(ints("pads", pads));
    } else if (layer instanceof Layer.UpConv up) {
      node("ConvTranspose", inputs(up.input(), up.weight(), up.bias()), up.output())
          .addAttribute(ints("kernel_shape", spatial(up.stride())))
          .addAttribute(ints("strides", spatial(up.stride())));
    } else if (layer instanceof Layer.Norm norm) {
      norm(norm);
    } else if (layer instanceof Layer.Affine affine) {
      affine(affine);
    } else if (layer instanceof Layer.Activation activation) {
      if (activation.slope() == 0) {
        node("Relu", List.of(activation.input()), activation.output());
      } else {
        node("LeakyRelu", List.of(activation.input()), activation.output())
            .addAttribute(real("alpha", activation.slope()));
      }
    } else if (layer instanceof Layer.Concat concat) {
      node("Concat", concat.inputs(), concat.output())
          .addAttribute(
              AttributeProto.newBuilder()
                  .setName("axis")
                  .setType(AttributeProto.AttributeType.INT)
                  .setI(1));
    } else if (layer instanceof Layer.Add sum) {
      node("Add", sum.inputs(), sum.output());
    } else if (layer instanceof Layer.AveragePool pool) {
      node("AveragePool", List.of(pool.input()), pool.output())
          .addAttribute(ints("kernel_shape", spatial(pool.stride())))
          .addAttribute(ints("strides", spatial(pool.stride())));
    }
    flush();
  }

  private void norm(Layer.Norm norm) {
    String y = norm.output();
    mean(norm.input(), y + ".mean");
    node("Sub", List.of(norm.input(), y + ".mean"), y + ".centred");
    node("Mul", List.of(y + ".centred", y + ".centred"), y + ".square");
    mean(y + ".square", y + ".variance");
    constant(y + ".epsilon", new float[] {(float) norm.epsilon()}, new long[] {});
    node("Add", List.of(y + ".variance", y + ".epsilon"), y + ".raised");
    node("Sqrt", List.of(y + ".raised"), y + ".deviation");
    boolean affine = norm.gamma() != null;
    if (affine) {
      weight(norm.gamma(), perChannel(norm.gamma()));
      weight(norm.beta(), perChannel(norm.beta()));
      node("Div", List.of(norm.gamma(), y + ".deviation"), y + ".scale");
      node("Mul", List.of(y + ".centred", y + ".scale"), y + ".scaled");
      node("Add", List.of(y + ".scaled", norm.beta()), y);
    } else {
      node("Div", List.of(y + ".centred", y + ".deviation"), y);
    }
  }

  private void mean(String input, String output) {
    String at = input;
    for (int axis = rank - 1; axis >= 2; axis--) {
      String next = axis == 2 ? output : output + "." + axis;
      node("ReduceMean", List.of(at), next)
          .addAttribute(ints("axes", axis))
          .addAttribute(
              AttributeProto.newBuilder()
                  .setName("keepdims")
                  .setType(AttributeProto.AttributeType.INT)
                  .setI(1));
      at = next;
    }
  }

  private void affine(Layer.Affine affine) {
    int channels = (int) graph.weights().shape(affine.mean())[0];
    String gamma = affine.gamma();
    String beta = affine.beta();
    if (gamma == null) {
      gamma = affine.output() + ".ones";
      beta = affine.output() + ".zeros";
      float[] ones = new float[channels];
      Arrays.fill(ones, 1);
      constant(gamma, ones, new long[] {channels});
      constant(beta, new float[channels], new long[] {channels});
    } else {
      weight(gamma, new long[] {channels});
      weight(beta, new long[] {channels});
    }
    weight(affine.mean(), new long[] {channels});
    weight(affine.variance(), new long[] {channels});
    node(
            "BatchNormalization",
            List.of(affine.input(), gamma, beta, affine.mean(), affine.variance()),
            affine.output())
        .addAttribute(real("epsilon", (float) affine.epsilon()));
  }

  private long[] perChannel(String name) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[1] = graph.weights().shape(name)[0];
    return shape;
  }

  private List<String> inputs(String input, String weight, String bias) {
    weight(weight, graph.weights().shape(weight));
    if (bias == null) {
      return List.of(input, weight);
    }
    weight(bias, graph.weights().shape(bias));
    return List.of(input, weight, bias);
  }

  private int[] spatial(int[] zyx) {
    return graph.dimensions() == 3 ? zyx : new int[] {zyx[1], zyx[2]};
  }

  private void weight(String name, long[] shape) {
    weights.put(name, shape);
  }

  private void constant(String name, float[] values, long[] shape) {
    constants.put(name, values);
    constantShapes.put(name, shape);
  }

  private NodeProto.Builder open;

  private NodeProto.Builder node(String operator, List<String> inputs, String output) {
    flush();
    open =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output);
    return open;
  }

  private void flush() {
    if (open != null) {
      nodes.add(open.build());
      open = null;
    }
  }

  static AttributeProto.Builder ints(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (int value : values) {
      attribute.addInts(value);
    }
    return attribute;
  }

  static OperatorSetIdProto.Builder opset(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version);
  }

  private static AttributeProto.Builder real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value);
  }

  private ValueInfoProto tensor(String name, int channels) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels));
    for (String axis : graph.dimensions() == 3 ? List.of("z", "y", "x") : List.of("y", "x")) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(axis));
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

  /** Everything of the graph but its weights, and the head of each weight; gives its bytes. */
  private long prepare() {
    GraphProto.Builder builder = GraphProto.newBuilder().setName("network").addAllNode(nodes);
    builder.addInput(tensor(graph.input(), graph.inputChannels()));
    builder.addOutput(tensor(graph.output(), graph.outputChannels()));
    constants.forEach(
        (name, values) ->
            builder.addInitializer(
                header(name, constantShapes.get(name))
                    .setRawData(ByteString.copyFrom(bytes(values)))));
    rest = builder.build();
    long size = rest.getSerializedSize();
    for (Map.Entry<String, long[]> weight : weights.entrySet()) {
      TensorProto header = header(weight.getKey(), weight.getValue()).build();
      headers.put(weight.getKey(), header);
      size += fieldSize(GraphProto.INITIALIZER_FIELD_NUMBER, tensorSize(header, weight.getValue()));
    }
    return size;
  }

  /**
   * The model message with its one large field, the graph, written by hand: everything but the
   * weights as messages, then each weight as a field whose size is known beforehand.
   */
  private void write(
      Map<String, String> metadata,
      long size,
      OutputStream out,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Holoseg")
            .addOpsetImport(opset("", OPSET));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    CodedOutputStream coded = CodedOutputStream.newInstance(out, 1 << 16);
    model.build().writeTo(coded);
    coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    coded.writeUInt32NoTag((int) size);
    rest.writeTo(coded);
    long done = 0;
    for (Map.Entry<String, TensorProto> header : headers.entrySet()) {
      cancel.throwIfCancelled();
      progress.onProgress(Stage.CONVERT, done, size);
      long[] shape = weights.get(header.getKey());
      coded.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      coded.writeUInt32NoTag((int) tensorSize(header.getValue(), shape));
      header.getValue().writeTo(coded);
      coded.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      byte[] values = bytes(graph.weights().values(header.getKey()));
      if (values.length != 4 * count(shape)) {
        throw new IOException(
            "the tensor '%s' has %d values, its shape %s says %d"
                .formatted(
                    header.getKey(), values.length / 4, Arrays.toString(shape), count(shape)));
      }
      coded.writeByteArrayNoTag(values);
      done += values.length;
    }
    coded.flush();
    progress.onProgress(Stage.CONVERT, size, size);
  }

  private static TensorProto.Builder header(String name, long[] shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  private static long tensorSize(TensorProto header, long[] shape) {
    return header.getSerializedSize()
        + fieldSize(TensorProto.RAW_DATA_FIELD_NUMBER, 4 * count(shape));
  }

  private static long fieldSize(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long dimension : shape) {
      count *= dimension;
    }
    return count;
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }
}
