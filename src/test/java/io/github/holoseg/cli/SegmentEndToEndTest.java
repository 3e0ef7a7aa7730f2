package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.util.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with the real reader, the bundled model, ONNX Runtime and the real writer. */
class SegmentEndToEndTest {
  @TempDir Path folder;
  private Path scan;
  private Path output;
  private String out;
  private String err;

  @BeforeEach
  void aScan() throws IOException {
    scan = folder.resolve("my scan.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    output = folder.resolve("my results/labels.nii.gz");
  }

  @Test
  void segmentWritesLabelsOnTheScansGridAndAReport() throws IOException {
    assertThat(
            run("segment", scan.toString(), "-o", output.toString(), "-m", "bone", "--device=cpu"))
        .as(() -> err)
        .isZero();
    assertThat(out).contains("bone", "volume ml", output.toString());
    LabelMap labels = LabelMapReader.read(output);
    assertThat(labels.geometry().isSameGrid(VolumeReaders.read(scan).geometry(), 1e-3)).isTrue();
    JsonNode report = report();
    JsonNode bone = report.at("/labels/0");
    assertThat(bone.at("/name").asText()).isEqualTo("bone");
    long voxels = 0;
    for (var voxel : labels.voxels()) {
      voxels += voxel.get() == bone.at("/value").asInt() ? 1 : 0;
    }
    assertThat(bone.at("/voxels").asLong()).isEqualTo(voxels).isPositive();
    assertThat(bone.at("/volumeMl").asDouble())
        .isCloseTo(
            voxels * labels.geometry().voxelVolume() / 1000,
            org.assertj.core.data.Offset.offset(1e-3));
    assertThat(bone.at("/meanHu").asDouble()).isGreaterThan(300);
    assertThat(report.at("/run/provider").asText()).contains("CPU");
    assertThat(report.at("/run/tiles").asInt()).isPositive();
    assertThat(report.at("/model/sha256/0").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void theSameTwiceGivesTheSameVoxelsAndReportsThatDifferInTimesOnly() throws IOException {
    assertThat(run("segment", scan.toString(), "-o", output.toString(), "--threads=2")).isZero();
    byte[] first = Files.readAllBytes(output);
    ObjectNode firstReport = (ObjectNode) report();
    Path other = folder.resolve("other");
    Files.move(output, other);
    assertThat(run("segment", scan.toString(), "-o", output.toString(), "--threads=2")).isZero();
    assertThat(Files.readAllBytes(output)).isEqualTo(first);
    ObjectNode secondReport = (ObjectNode) report();
    firstReport.remove("times");
    secondReport.remove("times");
    assertThat(secondReport.toPrettyString()).isEqualTo(firstReport.toPrettyString());
  }

  @Test
  void theCommandLineOfTheReportRepeatsTheRun() throws IOException {
    SegmentOptions options = SegmentOptions.of(scan, output).withThreads(1);
    List<String> words = options.toArguments().toWords();
    assertThat(run(words.toArray(String[]::new))).isZero();
    assertThat(report().at("/repeat/commandLine").asText()).isEqualTo(options.toCommandLine());
    assertThat(words.get(0)).isEqualTo(Operation.SEGMENT.word());
  }

  @Test
  void jsonOfSegmentIsTheReport() throws IOException {
    assertThat(run("segment", "--json", scan.toString(), "-o", output.toString())).isZero();
    assertThat(new ObjectMapper().readTree(out)).isEqualTo(report());
  }

  @Test
  void batchGivesTheSameLabelsAsSegmentAndSaysWhatFailed() throws IOException {
    Path cases = Files.createDirectories(folder.resolve("cases"));
    Files.copy(scan, cases.resolve("good one.nii.gz"));
    byte[] whole = Files.readAllBytes(scan);
    Files.write(cases.resolve("cut.nii.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Path results = folder.resolve("results");
    assertThat(run("batch", "--json", cases.toString(), "-o", results.toString())).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/cases/0/status").asText()).isEqualTo("failed");
    assertThat(json.at("/cases/1/status").asText()).isEqualTo("done");
    assertThat(run("segment", scan.toString(), "-o", output.toString())).isZero();
    LabelMap batch = LabelMapReader.read(results.resolve("good one_labels.nii.gz"));
    LabelMap single = LabelMapReader.read(output);
    assertThat(Util.imagesEqual(batch.voxels(), single.voxels())).isTrue();
  }

  @Test
  void anUnknownLabelAndAnUnknownModelAreSentences() {
    assertThat(run("segment", scan.toString(), "-o", output.toString(), "--labels=liver"))
        .isEqualTo(2);
    assertThat(err).contains("liver").contains("femur_left").doesNotContain("\tat ");
    assertThat(run("segment", scan.toString(), "-o", output.toString(), "-m", "nothing"))
        .isEqualTo(2);
    assertThat(err).contains("nothing").doesNotContain("\tat ");
    assertThat(output).doesNotExist();
  }

  @Test
  void modelsListsTheBundledOne() throws IOException {
    assertThat(run("models")).isZero();
    assertThat(out).contains("bone").contains("femur-pelvis");
    assertThat(run("models", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out).toString()).contains("\"bone\"");
  }

  @Test
  void demoWithoutTheSampleShowsThePhantom() throws IOException {
    Path demo = folder.resolve("demo-output");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        new CommandTree(stream, stream, CancellationToken.none(), List.of(new DemoVerb(folder)))
            .execute("demo", "--output=" + demo);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    assertThat(text).contains("phantom").contains("bone").contains("Next:");
    assertThat(demo.resolve("labels.nii.gz")).exists();
    assertThat(demo.resolve("report.json")).content().contains("\"done\"");
    assertThat(Files.size(demo.resolve("montage.png"))).isGreaterThan(1000);
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(SegmentOptions.of(scan, output).reportPath().toFile());
  }

  private int run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            CancellationToken.none(),
            args);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}
