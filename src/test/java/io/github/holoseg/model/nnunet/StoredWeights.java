package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Weights as {@code nnunet_networks.py} stores them: names and shapes, and one file of floats. */
public final class StoredWeights implements WeightSource {
  private record Place(long[] shape, long at) {}

  private final Path file;
  private final Map<String, Place> places = new LinkedHashMap<>();

  public StoredWeights(Path folder) throws IOException {
    this.file = folder.resolve("weights.bin");
    JsonNode index = new ObjectMapper().readTree(folder.resolve("weights.json").toFile());
    index
        .properties()
        .forEach(
            entry -> {
              JsonNode sizes = entry.getValue().get("shape");
              long[] shape = new long[sizes.size()];
              for (int i = 0; i < shape.length; i++) {
                shape[i] = sizes.get(i).asLong();
              }
              places.put(entry.getKey(), new Place(shape, entry.getValue().get("at").asLong()));
            });
  }

  @Override
  public Set<String> names() {
    return places.keySet();
  }

  @Override
  public long[] shape(String name) {
    return places.get(name).shape();
  }

  @Override
  public float[] values(String name) throws IOException {
    Place place = places.get(name);
    long count = 1;
    for (long size : place.shape()) {
      count *= size;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (4 * count)).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(bytes, 4 * place.at());
    }
    float[] values = new float[(int) count];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  @Override
  public boolean isSameData(String a, String b) {
    return places.get(a).at() == places.get(b).at();
  }
}
