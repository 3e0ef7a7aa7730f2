package io.github.holoseg.io.dicom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.testing.FuzzFolder;
import io.github.holoseg.testing.ReaderOracle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for the DICOM reader, see docs/fuzzing.md; without JAZZER_FUZZ the seeds alone. */
class DicomFuzzTest {
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  /** Names of pictures of {@code codestreams.py}, one of each kind, and their syntaxes. */
  private static final Map<String, String> STREAMS =
      Map.ofEntries(
          Map.entry("jpegls u8 near 0", ".80"),
          Map.entry("jpegls u16 near 0", ".80"),
          Map.entry("jpegls u8 near 3", ".81"),
          Map.entry("jpegls u16 near 3", ".81"),
          Map.entry("jpeg u16 predictor 1", ".70"),
          Map.entry("jpeg u8 predictor 7", ".57"),
          Map.entry("jpeg u12 predictor 5", ".57"),
          Map.entry("jpeg u8 quality 50", ".50"),
          Map.entry("jpeg u12 quality 95", ".51"),
          Map.entry("jpeg2000 u8", ".90"),
          Map.entry("jpeg2000 i16", ".90"));

  private static final FuzzFolder FOLDER = new FuzzFolder();

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String syntax :
        List.of(SyntheticSlice.IMPLICIT, SyntheticSlice.EXPLICIT, SyntheticSlice.BIG_ENDIAN)) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.syntax = syntax;
      slice.padding = 7;
      seeds.add(slice.bytes());
      seeds.add(slice.elements().bytes());
    }
    seeds.add(deflated());
    seeds.add(EnhancedCtTest.file(true, true, new double[] {4, 0, 6, 2}));
    seeds.add(EnhancedCtTest.file(false, false, new double[] {4, 0, 6, 2}));
    seeds.add(packed(SyntheticSlice.RLE, 16, false, 5, 7, runLengths()));
    for (String name : new TreeSet<>(STREAMS.keySet())) {
      seeds.add(codestream(name));
    }
    seeds.add(zip(new SyntheticSlice().bytes()));
    return seeds;
  }

  private static byte[] zip(byte[] slice) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("a/slice.dcm"));
      out.write(slice);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflated() throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    DicomBytes nothing = new DicomBytes(true, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(nothing.part10(DEFLATED));
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream data = new DeflaterOutputStream(out, raw)) {
      data.write(slice.elements().bytes());
    }
    return out.toByteArray();
  }

  /** Two segments of 35 equal bytes: PS3.5 annex G. */
  private static byte[] runLengths() {
    byte[] bytes = new byte[68];
    bytes[0] = 2;
    bytes[4] = 64;
    bytes[8] = 66;
    bytes[64] = bytes[66] = (byte) (1 - 35);
    bytes[65] = 1;
    bytes[67] = 5;
    return bytes;
  }

  /** A DICOM file around one of the pictures. */
  static byte[] codestream(String name) throws IOException {
    JsonNode golden;
    try (InputStream in =
        DicomFuzzTest.class.getResourceAsStream("/golden/dicom/codestreams.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    for (JsonNode stream : golden.get("streams")) {
      if (stream.get("name").asText().equals(name)) {
        return packed(
            "1.2.840.10008.1.2.4" + STREAMS.get(name),
            stream.get("bits").asInt(),
            stream.get("signed").asBoolean(),
            golden.get("rows").asInt(),
            golden.get("columns").asInt(),
            Base64.getDecoder().decode(stream.get("stream").asText()));
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static byte[] packed(
      String syntax, int bits, boolean signed, int rows, int columns, byte[] stream) {
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = syntax;
    slice.allocated = bits > 8 ? 16 : 8;
    slice.stored = bits;
    slice.signed = signed;
    slice.rows = rows;
    slice.columns = columns;
    slice.fragment = stream;
    return slice.bytes();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    DicomReader reader = new DicomReader();
    ReaderOracle.readOrRefuse(
        reader, FOLDER.write("slice.dcm", bytes), ReaderOracle.options(reader));
  }
}
