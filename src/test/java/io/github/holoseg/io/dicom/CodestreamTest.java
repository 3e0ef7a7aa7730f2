package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our decoders give the pixels that CharLS, libjpeg-turbo and OpenJPEG give (codestreams.py). */
class CodestreamTest {
  @TestFactory
  List<DynamicTest> equalsTheReferenceDecoder() throws IOException {
    JsonNode golden;
    try (InputStream in = getClass().getResourceAsStream("/golden/dicom/codestreams.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    int rows = golden.get("rows").asInt();
    int columns = golden.get("columns").asInt();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode stream : golden.get("streams")) {
      String name = stream.get("name").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(name, stream, rows, columns)));
    }
    return tests;
  }

  private static void check(String name, JsonNode stream, int rows, int columns)
      throws PixelDecoder.PixelException {
    int bits = stream.get("bits").asInt();
    boolean signed = stream.get("signed").asBoolean();
    PixelDecoder decoder =
        name.startsWith("jpegls")
            ? new JpegLsPixelDecoder()
            : name.startsWith("jpeg2000") ? new Jpeg2000PixelDecoder() : new JpegPixelDecoder();
    PixelFormat format = new PixelFormat(rows, columns, bits > 8 ? 16 : 8, bits, bits - 1, signed);

    int[] values = new int[rows * columns];
    decoder.decode(Base64.getDecoder().decode(stream.get("stream").asText()), format, values);

    ByteBuffer pixels =
        ByteBuffer.wrap(Base64.getDecoder().decode(stream.get("pixels").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    int worst = 0;
    for (int value : values) {
      int expected = signed ? pixels.getShort() : pixels.getShort() & 0xFFFF;
      worst = Math.max(worst, Math.abs(value - expected));
    }
    assertThat(worst).isLessThanOrEqualTo(stream.get("tolerance").asInt());
  }
}
