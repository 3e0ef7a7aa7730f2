package io.github.holoseg.io.nrrd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.testing.FuzzFolder;
import io.github.holoseg.testing.ReaderOracle;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for the NRRD reader, see docs/fuzzing.md; without JAZZER_FUZZ the seeds alone. */
class NrrdFuzzTest {
  private static final FuzzFolder FOLDER = new FuzzFolder();
  private static final byte[] VOXELS = NrrdFixture.counting(NrrdFixture.VOXELS);

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(new NrrdFixture().bytes(VOXELS));
    for (String type : List.of("uchar", "int", "unsigned long long int", "float", "double")) {
      seeds.add(new NrrdFixture().set("type", type).set("endian", "big").bytes(new byte[192]));
    }
    seeds.add(new NrrdFixture().set("encoding", "gzip").bytes(packed()));
    seeds.add(new NrrdFixture().set("encoding", "ascii").bytes(text("1 -2 3,4\n".repeat(6))));
    seeds.add(new NrrdFixture().set("encoding", "hex").bytes(text("00ff\n".repeat(24))));
    seeds.add(new NrrdFixture().set("encoding", "bzip2").bytes(bzip2()));
    seeds.add(new NrrdFixture().set("data file", "scan.raw").bytes(new byte[0]));
    seeds.add(new NrrdFixture().set("data file", "scan%d.raw 1 4 1").bytes(new byte[0]));
    seeds.add(new NrrdFixture().set("data file", "scan.raw").set("byte skip", "-1").bytes(VOXELS));
    seeds.add(new NrrdFixture().set("line skip", "1").bytes(text("\n" + "x".repeat(48))));
    seeds.add(new NrrdFixture().line("data file: LIST\nscan.raw").bytes(new byte[0]));
    seeds.add(new NrrdFixture().four(2, "list").bytes(new byte[96]));
    seeds.add(
        new NrrdFixture()
            .set("space", null)
            .set("space directions", null)
            .set("space origin", null)
            .line("spacings: 1 2 3")
            .line("axis mins: 0 0 0")
            .line("units: \"mm\" \"mm\" \"mm\"")
            .bytes(VOXELS));
    seeds.add(
        new NrrdFixture()
            .line("Segment0_ID:=Segment_1")
            .line("Segment0_Name:=liver")
            .line("Segment0_LabelValue:=1")
            .line("Segment0_Color:=0.5 0.25 0")
            .line("Segment0_Extent:=0 1 0 2 0 3")
            .bytes(VOXELS));
    // What other programs wrote, and the odd headers beside it.
    Path golden = SharedData.project().resolve("src/test/resources/golden/nrrd");
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.n(rrd|hdr)")).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  private static byte[] packed() throws IOException {
    return NrrdReaderContractTest.gzip(VOXELS);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** 48 zeros, by bzip2 1.0.8. */
  private static byte[] bzip2() {
    return java.util.Base64.getDecoder()
        .decode("QlpoOTFBWSZTWWfs8YEAAAFAAEAAIAAhAIKDF3JFOFCQZ+zxgQ==");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    NrrdReader reader = new NrrdReader();
    ReadOptions options = ReaderOracle.options(reader);
    FOLDER.write("scan.raw", VOXELS);
    Path file = FOLDER.write("scan.nrrd", bytes);
    if (!ReaderOracle.readOrRefuse(reader, file, options)) {
      ReaderOracle.readOrRefuse(reader, file, options.withVolume(1));
    }
  }
}
