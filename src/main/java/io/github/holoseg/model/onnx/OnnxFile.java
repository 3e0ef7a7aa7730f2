package io.github.holoseg.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.holoseg.model.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an ONNX file says about itself, and where its weights lie in it. The weights are skipped, so
 * reading takes little time and memory whatever the file's size. Immutable and thread-safe.
 *
 * <p>Source: onnx.proto3 of ONNX 1.17.
 */
public final class OnnxFile {
  /** Metadata, inputs and outputs together; far above any real ones. */
  private static final int MAX_DESCRIPTION = 16 << 20;

  private static final int MAX_NODE = 1 << 16;
  private static final int MAX_TENSORS = 200_000;

  private final Path file;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Integer> opsets = new LinkedHashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final Map<String, Stored> stored = new LinkedHashMap<>();

  /** Weights of every type: files of before IR version 4 list them as inputs too. */
  private final Set<String> weights = new HashSet<>();

  private final Set<String> externalFiles = new TreeSet<>();
  private final NodeDigest digest = new NodeDigest();
  private String nodes = "";
  private long described;

  /**
   * An input or output.
   *
   * @param elementType ONNX's number: 1 float32, 10 float16, …
   * @param sizes −1 where free
   * @param symbols name of each free size, empty where there is none
   */
  public record Tensor(String name, int elementType, long[] sizes, List<String> symbols) {
    public Tensor {
      symbols = List.copyOf(symbols);
    }
  }

  /** A weight whose float32 values begin at a byte of the file. */
  private record Stored(long[] shape, long offset, long bytes) {}

  private OnnxFile(Path file) {
    this.file = file;
  }

  /**
   * @throws ModelFormatException if it is no ONNX file, or cut off
   */
  public static OnnxFile read(Path file) throws IOException {
    OnnxFile onnx = new OnnxFile(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      CodedInputStream coded = CodedInputStream.newInstance(in, 1 << 16);
      coded.setSizeLimit(Integer.MAX_VALUE);
      onnx.model(coded);
      onnx.nodes = onnx.digest.text();
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          file, "is no ONNX file, or a damaged or truncated one; fetch or export it again", e);
    }
    if (onnx.opsets.isEmpty() || onnx.outputs.isEmpty()) {
      throw new ModelFormatException(
          file, "is no ONNX file: it names no operator set and no output; export it again");
    }
    return onnx;
  }

  /** The file's own key and value pairs. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** Version of each operator set; the standard one has an empty name. */
  public Map<String, Integer> opsets() {
    return Map.copyOf(opsets);
  }

  /** Inputs that are not weights. */
  public List<Tensor> inputs() {
    return inputs.stream().filter(input -> !weights.contains(input.name())).toList();
  }

  public List<Tensor> outputs() {
    return List.copyOf(outputs);
  }

  /** Files beside this one that hold weights of it, as it names them; they may not exist. */
  public Set<String> externalFiles() {
    return Collections.unmodifiableSet(externalFiles);
  }

  /** The network's layers, if Holoseg wrote the file and nothing changed its nodes since. */
  public Optional<LayerGraph> layers() {
    String text = nodes.equals(metadata.get(NodeDigest.KEY)) ? metadata.get(LayerJson.KEY) : null;
    LayerJson.Document d = text == null ? null : LayerJson.read(text);
    if (d == null) {
      return Optional.empty();
    }
    return Optional.of(
        new LayerGraph(
            d.dimensions(),
            d.input(),
            d.inputChannels(),
            d.output(),
            d.outputChannels(),
            d.layers(),
            weights()));
  }

  private WeightSource weights() {
    return new WeightSource() {
      @Override
      public Set<String> names() {
        return Set.copyOf(stored.keySet());
      }

      @Override
      public long[] shape(String name) {
        return at(name).shape().clone();
      }

      @Override
      public float[] values(String name) throws IOException {
        return floats(name, at(name));
      }

      @Override
      public boolean isSameData(String a, String b) {
        return a.equals(b);
      }
    };
  }

  private Stored at(String name) {
    Stored found = stored.get(name);
    if (found == null) {
      throw new IllegalArgumentException(file + ": there is no float32 weight '" + name + "'");
    }
    return found;
  }

  private float[] floats(String name, Stored tensor) throws IOException {
    long count = 1;
    for (long size : tensor.shape()) {
      count = Math.multiplyExact(count, size);
    }
    if (count * 4 != tensor.bytes() || tensor.bytes() > Integer.MAX_VALUE - 8) {
      throw new ModelFormatException(
          file, "the weight '" + name + "' has " + tensor.bytes() + " bytes, not 4 per value");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, tensor.offset() + bytes.position()) < 0) {
          throw new ModelFormatException(file, "ends within the weight '" + name + "'");
        }
      }
    }
    float[] values = new float[(int) count];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  private void model(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case ModelProto.GRAPH_FIELD_NUMBER -> {
          int limit = in.pushLimit(length(in, tag));
          graph(in);
          end(in, limit);
        }
        case ModelProto.OPSET_IMPORT_FIELD_NUMBER -> {
          OperatorSetIdProto set = OperatorSetIdProto.parseFrom(small(in, tag));
          opsets.put(set.getDomain(), (int) set.getVersion());
        }
        case ModelProto.METADATA_PROPS_FIELD_NUMBER -> {
          StringStringEntryProto entry = StringStringEntryProto.parseFrom(small(in, tag));
          metadata.put(entry.getKey(), entry.getValue());
        }
        default -> skip(in, tag);
      }
    }
  }

  private void graph(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GraphProto.INITIALIZER_FIELD_NUMBER -> {
          int limit = in.pushLimit(length(in, tag));
          initializer(in);
          end(in, limit);
        }
        case GraphProto.NODE_FIELD_NUMBER -> {
          // a larger one carries a tensor, and so is none of ours
          int length = length(in, tag);
          if (length > MAX_NODE) {
            digest.add(new byte[0]);
            in.skipRawBytes(length);
          } else {
            digest.add(in.readRawBytes(length));
          }
        }
        case GraphProto.INPUT_FIELD_NUMBER ->
            inputs.add(tensor(ValueInfoProto.parseFrom(small(in, tag))));
        case GraphProto.OUTPUT_FIELD_NUMBER ->
            outputs.add(tensor(ValueInfoProto.parseFrom(small(in, tag))));
        default -> skip(in, tag);
      }
      if (weights.size() + inputs.size() + outputs.size() > MAX_TENSORS) {
        throw new ModelFormatException(file, "has more than " + MAX_TENSORS + " tensors");
      }
    }
  }

  private void initializer(CodedInputStream in) throws IOException {
    TensorProto.Builder header = TensorProto.newBuilder();
    long offset = -1;
    long bytes = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (delimited
          && (field == TensorProto.RAW_DATA_FIELD_NUMBER
              || field == TensorProto.FLOAT_DATA_FIELD_NUMBER)) {
        bytes = length(in, tag);
        offset = in.getTotalBytesRead();
        in.skipRawBytes((int) bytes);
      } else if (field == TensorProto.DIMS_FIELD_NUMBER && delimited) {
        int limit = in.pushLimit(length(in, tag));
        while (in.getBytesUntilLimit() > 0) {
          header.addDims(in.readInt64());
        }
        in.popLimit(limit);
      } else if (field == TensorProto.DIMS_FIELD_NUMBER) {
        header.addDims(in.readInt64());
      } else if (field == TensorProto.DATA_TYPE_FIELD_NUMBER) {
        header.setDataType(in.readInt32());
      } else if (field == TensorProto.NAME_FIELD_NUMBER) {
        header.setName(in.readStringRequireUtf8());
      } else if (field == TensorProto.EXTERNAL_DATA_FIELD_NUMBER) {
        StringStringEntryProto entry = StringStringEntryProto.parseFrom(small(in, tag));
        if (entry.getKey().equals("location")) {
          externalFiles.add(entry.getValue());
        }
      } else {
        skip(in, tag);
      }
      if (header.getDimsCount() > 64) {
        throw new ModelFormatException(file, "a weight has more than 64 axes");
      }
    }
    weights.add(header.getName());
    if (header.getDataType() == TensorProto.DataType.FLOAT_VALUE && offset >= 0) {
      long[] shape = header.getDimsList().stream().mapToLong(Long::longValue).toArray();
      stored.put(header.getName(), new Stored(shape, offset, bytes));
    }
  }

  private static Tensor tensor(ValueInfoProto info) {
    var type = info.getType().getTensorType();
    List<TensorShapeProto.Dimension> dimensions = type.getShape().getDimList();
    long[] sizes = new long[dimensions.size()];
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dimensions.get(i).hasDimValue() ? dimensions.get(i).getDimValue() : -1;
      symbols.add(dimensions.get(i).getDimParam());
    }
    return new Tensor(info.getName(), type.getElemType(), sizes, symbols);
  }

  private void skip(CodedInputStream in, int tag) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
      throw new ModelFormatException(file, "is no ONNX file; export it again");
    }
  }

  /** Where a file ends between two fields, reading stops without a word. */
  private void end(CodedInputStream in, int limit) throws IOException {
    if (in.getBytesUntilLimit() > 0) {
      throw new ModelFormatException(file, "is truncated; fetch or export it again");
    }
    in.popLimit(limit);
  }

  private int length(CodedInputStream in, int tag) throws IOException {
    int length =
        WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
            ? in.readRawVarint32()
            : -1;
    if (length < 0) {
      throw new ModelFormatException(file, "is no ONNX file; export it again");
    }
    return length;
  }

  private byte[] small(CodedInputStream in, int tag) throws IOException {
    int length = length(in, tag);
    described += length;
    if (described > MAX_DESCRIPTION) {
      throw new ModelFormatException(
          file, "has descriptions of more than " + MAX_DESCRIPTION + " bytes, which are not read");
    }
    return in.readRawBytes(length);
  }
}
