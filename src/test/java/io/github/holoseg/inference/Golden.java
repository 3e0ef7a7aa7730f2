package io.github.holoseg.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.InflaterInputStream;

/** Reads what {@code inference_golden.py} wrote; triples there are z, y, x. */
final class Golden {
  private Golden() {}

  static JsonNode read(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/inference/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** A triple in grid axes: reversed. */
  static int[] gridAxes(JsonNode triple) {
    return new int[] {triple.get(2).asInt(), triple.get(1).asInt(), triple.get(0).asInt()};
  }

  static List<Integer> gridAxisList(JsonNode axes) {
    List<Integer> list = new ArrayList<>();
    axes.forEach(axis -> list.add(2 - axis.asInt()));
    Collections.reverse(list);
    return list;
  }

  static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  static ByteBuffer unpack(JsonNode packed) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(packed.asText());
    try (InputStream in = new InflaterInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
