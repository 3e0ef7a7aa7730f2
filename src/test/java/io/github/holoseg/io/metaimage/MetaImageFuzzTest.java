package io.github.holoseg.io.metaimage;

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

/** Fuzz target for the MetaImage reader, see docs/fuzzing.md; without JAZZER_FUZZ the seeds. */
class MetaImageFuzzTest {
  private static final FuzzFolder FOLDER = new FuzzFolder();
  private static final byte[] VOXELS = MetaFixture.counting(MetaFixture.VOXELS);

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(new MetaFixture().bytes(VOXELS));
    for (String type : List.of("MET_UCHAR", "MET_INT", "MET_ULONG_LONG", "MET_FLOAT")) {
      MetaFixture f = new MetaFixture().set("ElementType", type);
      seeds.add(f.set("BinaryDataByteOrderMSB", "True").bytes(new byte[192]));
    }
    MetaFixture packed = new MetaFixture();
    byte[] deflated = packed.pack(VOXELS);
    seeds.add(packed.bytes(deflated));
    seeds.add(
        new MetaFixture()
            .set("BinaryData", "False")
            .bytes("1 -2 3 4\n".repeat(6).getBytes(StandardCharsets.US_ASCII)));
    seeds.add(new MetaFixture().set("ElementDataFile", "scan.raw").bytes(new byte[0]));
    seeds.add(new MetaFixture().set("ElementDataFile", "s%02d.raw 1 4 1").bytes(new byte[0]));
    seeds.add(new MetaFixture().set("ElementDataFile", "LIST 3D\nscan.raw").bytes(new byte[0]));
    seeds.add(
        new MetaFixture()
            .set("ElementDataFile", "scan.raw")
            .set("HeaderSize", "-1")
            .bytes(new byte[0]));
    seeds.add(
        new MetaFixture()
            .set("NDims", "4")
            .set("DimSize", "2 3 4 2")
            .set("ElementSpacing", "1 2 3 1")
            .set("Offset", "0 0 0 0")
            .set("TransformMatrix", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1")
            .bytes(new byte[96]));
    seeds.add(
        new MetaFixture()
            .set("ElementToIntensityFunctionSlope", "2")
            .set("ElementToIntensityFunctionOffset", "-1024")
            .set("ElementNumberOfChannels", "1")
            .set("AnatomicalOrientation", "RAI")
            .set("CenterOfRotation", "0 0 0")
            .set("Modality", "MET_MOD_CT")
            .set("Comment", "words")
            .bytes(VOXELS));
    // What other programs wrote, and the odd headers beside it.
    Path golden = SharedData.project().resolve("src/test/resources/golden/metaimage");
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.mh[ad]")).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    MetaImageReader reader = new MetaImageReader();
    ReadOptions options = ReaderOracle.options(reader);
    FOLDER.write("scan.raw", VOXELS);
    Path file = FOLDER.write("scan.mha", bytes);
    if (!ReaderOracle.readOrRefuse(reader, file, options)) {
      ReaderOracle.readOrRefuse(reader, file, options.withVolume(1));
    }
  }
}
