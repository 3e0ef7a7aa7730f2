package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTaskTest {
  @TempDir Path folder;
  private final FakeTools tools = new FakeTools();
  private final CancellationToken cancel = new CancellationToken();
  private Path input;
  private Path output;
  private Path report;

  @BeforeEach
  void files() throws IOException {
    input = Files.writeString(folder.resolve("my scan.nii"), "good");
    output = folder.resolve("out dir/labels.nii.gz");
    report = folder.resolve("out dir/labels.report.json");
  }

  @Test
  void theReportSaysWhatRanAndHowToRepeatIt() throws Exception {
    SegmentOptions options = SegmentOptions.of(input, output).withThreads(2);
    run(options);
    JsonNode r = json();
    assertThat(r.fieldNames())
        .toIterable()
        .containsExactly(
            "status",
            "message",
            "holoseg",
            "input",
            "model",
            "run",
            "verification",
            "output",
            "labels",
            "refinement",
            "checks",
            "warnings",
            "times",
            "repeat");
    assertThat(r.at("/status").asText()).isEqualTo("done");
    assertThat(r.at("/holoseg").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(r.at("/input/sha256").asText()).isEqualTo(sha256("good"));
    assertThat(r.at("/input/seriesInstanceUid").asText()).isEqualTo("1.2.3");
    assertThat(r.at("/input/geometry/spacing/2").asDouble()).isEqualTo(2);
    assertThat(r.at("/model/sha256/0").asText()).isEqualTo("abcd");
    assertThat(r.at("/run/deviceAsked").asText()).isEqualTo("auto");
    assertThat(r.at("/run/provider").asText()).isEqualTo("CPU");
    assertThat(r.at("/verification/verdict").asText()).isEqualTo("not verified on this machine");
    assertThat(r.at("/output/sha256").asText()).isEqualTo(sha256(Files.readString(output)));
    assertThat(r.at("/output").has("slices")).isFalse();
    assertThat(r.at("/labels/0/volumeMl").asDouble()).isEqualTo(0.002);
    assertThat(r.at("/labels/0/truncated").asBoolean()).isFalse();
    assertThat(r.at("/labels/0/borders").asText()).isEmpty();
    assertThat(r.at("/refinement").toString())
        .isEqualTo(
            "[{\"label\":\"bone\",\"added\":3,\"removed\":1,\"meanShift\":0.5,"
                + "\"largestShift\":2.0,\"volumeChange\":0.004}]");
    assertThat(r.at("/checks").toString())
        .isEqualTo(
            "[{\"rule\":\"present\",\"labels\":[\"bone\"],\"outcome\":\"not evaluated\","
                + "\"finding\":\"bone not looked for\"}]");
    assertThat(r.at("/warnings").toString()).isEqualTo("[\"odd\",\"no GPU here\"]");
    assertThat(r.at("/times/network").asDouble()).isEqualTo(0.010);
    String macro = r.at("/repeat/macro").asText();
    assertThat(macro).isEqualTo(options.toMacroLine()).contains("input=[" + input + "]");
    assertThat(r.at("/repeat/commandLine").asText()).isEqualTo(options.toCommandLine());
  }

  @Test
  void anEmptyResultIsAWarning() throws Exception {
    tools.structures = List.of(new Structure(1, "bone", 0, 0, null, false, ""));
    run(SegmentOptions.of(input, output));
    assertThat(json().at("/warnings").toString())
        .contains("\"the result is empty: no voxel of bone was found (0.0 ml)\"");
  }

  @Test
  void slicesOfAnEarlierRunBesideTheOutputAreNamed() throws Exception {
    Files.createDirectories(output.getParent());
    Path old = Files.writeString(output.resolveSibling("labels.slices.nii.gz"), "another scan");
    run(SegmentOptions.of(input, output));
    assertThat(json().at("/warnings").toString())
        .contains(old + " is from an earlier run and does not belong to these labels");
    assertThat(old).content().isEqualTo("another scan");
  }

  @Test
  void aResampledScanHasItsLabelsOnTheOriginalSlicesToo() throws Exception {
    tools.slices =
        new SlicePositions(
            4,
            3,
            0.5,
            0.6,
            List.of(1.0, 0.0, 0.0),
            List.of(0.0, 1.0, 0.0),
            List.of(
                new SlicePositions.Slice("a/1.dcm", 0, "1.2.3.4", 1, 2, 3),
                new SlicePositions.Slice("a/2.dcm", 1, "1.2.3.5", 1, 3, 5)));
    run(SegmentOptions.parse("input=[" + input + "] output=[" + output + "] rectify"));
    Path slices = output.resolveSibling("labels.slices.nii.gz");
    assertThat(slices).content().isEqualTo("slices 2");
    JsonNode list =
        new ObjectMapper().readTree(folder.resolve("out dir/labels.slices.json").toFile());
    assertThat(list.at("/labels").asText()).isEqualTo("labels.slices.nii.gz");
    assertThat(list.at("/placedByHeader").asBoolean()).isTrue();
    assertThat(list.at("/spacing").toString()).isEqualTo("[0.5,0.6]");
    assertThat(list.at("/slices/1").toString())
        .isEqualTo(
            "{\"index\":1,\"file\":\"a/2.dcm\",\"frame\":1,\"sopInstanceUid\":\"1.2.3.5\","
                + "\"position\":[1.0,3.0,5.0]}");
    assertThat(json().at("/output/slices/path").asText()).isEqualTo(slices.toString());
    assertThat(json().at("/output/slices/sha256").asText()).isEqualTo(sha256("slices 2"));
    assertThat(json().at("/output/slices/list").asText()).endsWith("labels.slices.json");
  }

  @Test
  void theSlicesOfAResampledScanAreNeverWrittenOverTheReport() {
    assertThatThrownBy(
            () ->
                run(
                    SegmentOptions.parse(
                        "input=["
                            + input
                            + "] output=["
                            + output
                            + "] rectify report=["
                            + output.resolveSibling("labels.slices.json")
                            + "]")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("same file");
  }

  @Test
  void aVolumeInMemoryIsSegmentedAndNamedInTheReport() throws Exception {
    Volume<?> volume =
        new Volume<>(
            ArrayImgs.shorts(java.util.Arrays.copyOf(new short[] {1, -2}, 24), 4, 3, 2),
            VolumeGeometry.axisAligned(new long[] {4, 3, 2}, 1, 1, 2),
            new VolumeInfo(
                "my image", "ImageJ image", Modality.CT, input, null, Map.of(), List.of()));
    SegmentOptions options =
        SegmentOptions.of(
            Arguments.of(
                Operation.SEGMENT,
                Map.of("output", output.toString()),
                java.util.Set.of(Parameter.INPUT)));
    new SegmentTask(tools).segment(options, volume, ProgressListener.NONE, cancel);
    JsonNode r = json();
    assertThat(r.at("/input/image").asText()).isEqualTo("my image");
    assertThat(r.at("/input/path").asText()).isEqualTo(input.toString());
    byte[] voxels = java.util.Arrays.copyOf(new byte[] {1, 0, -2, -1}, 48);
    assertThat(r.at("/input/sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(voxels)));
    assertThat(r.at("/repeat/macro").asText())
        .isEqualTo("run(\"Segment CT...\", \"output=[" + output + "] model=femur-pelvis\");");
    assertThat(r.at("/repeat/commandLine").isNull()).isTrue();
    SegmentOptions onItself = options.withFiles(null, input, report);
    assertThatThrownBy(
            () -> new SegmentTask(tools).segment(onItself, volume, ProgressListener.NONE, cancel))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("file of the image and output are the same file");
    assertThatThrownBy(() -> run(options)).hasMessageContaining("needs input=");
  }

  @Test
  void twoRunsDifferInTimesOnly() throws Exception {
    run(SegmentOptions.of(input, output));
    JsonNode first = json();
    run(SegmentOptions.of(input, output));
    JsonNode second = json();
    ((com.fasterxml.jackson.databind.node.ObjectNode) first).remove("times");
    ((com.fasterxml.jackson.databind.node.ObjectNode) second).remove("times");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aFailureLeavesTheEarlierResultAndAReportThatSaysWhy() throws Exception {
    run(SegmentOptions.of(input, output));
    String before = Files.readString(output);
    Files.writeString(input, "broken");
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends after 6 of 100 bytes");
    assertThat(Files.readString(output)).isEqualTo(before);
    assertThat(json().at("/status").asText()).isEqualTo("done");
    Path failed = SegmentTask.failedReport(SegmentOptions.of(input, output).reportPath());
    JsonNode told = new com.fasterxml.jackson.databind.ObjectMapper().readTree(failed.toFile());
    assertThat(told.at("/status").asText()).isEqualTo("failed");
    assertThat(told.at("/message").asText()).contains("my scan.nii: the file ends");
    assertThat(told.at("/output").isNull()).isTrue();
    assertThat(tools.closed).isEqualTo(tools.opened);
  }

  @Test
  void aFailureWithoutAnEarlierResultIsToldInTheReport() throws Exception {
    Files.writeString(input, "broken");
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output)))
        .hasMessageContaining("ends after 6 of 100 bytes");
    assertThat(json().at("/status").asText()).isEqualTo("failed");
  }

  @Test
  void aCancelIsToldAndTheSegmenterClosed() throws Exception {
    tools.duringInference = cancel::cancel;
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output)))
        .isInstanceOf(CancellationException.class);
    assertThat(json().at("/status").asText()).isEqualTo("cancelled");
    assertThat(output).doesNotExist();
    assertThat(tools.closed).isEqualTo(1);
  }

  @Test
  void tooLittleMemoryIsASentence() throws Exception {
    tools.duringInference =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-Xmx");
    assertThat(json().at("/message").asText()).contains("memory");
  }

  @Test
  void anUnknownModelAndABadEndingAreFoundBeforeReading() {
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output).withModel("liver")))
        .hasMessageContaining("no model 'liver'");
    assertThatThrownBy(() -> run(SegmentOptions.of(input, folder.resolve("l.jpg"))))
        .hasMessageContaining("l.jpg");
    assertThat(tools.opened).isZero();
  }

  @Test
  void theInputIsNeverOverwritten() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.nii.gz"), input);
    for (Path bad : new Path[] {input, folder.resolve("x/../my scan.nii"), link}) {
      assertThatThrownBy(() -> run(SegmentOptions.of(input, bad)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("same file");
    }
    assertThatThrownBy(() -> run(SegmentOptions.of(input, output).withFiles(input, output, input)))
        .isInstanceOf(UsageException.class);
    assertThat(Files.readString(input)).isEqualTo("good");
  }

  @Test
  void theHashOfAFolderDoesNotDependOnFileNames() throws Exception {
    Path a = Files.createDirectories(folder.resolve("a"));
    Path b = Files.createDirectories(folder.resolve("b"));
    Files.writeString(a.resolve("1.dcm"), "one");
    Files.writeString(a.resolve("2.dcm"), "two");
    Files.writeString(b.resolve("9.dcm"), "one");
    Files.writeString(b.resolve("1.dcm"), "two");
    Files.writeString(b.resolve("labels.nii"), "not of the series");
    String hash = hash(a, false);
    assertThat(hash(b, false)).isEqualTo(hash);
    assertThat(hash(b.resolve("9.dcm"), true)).as("a slice stands for its series").isEqualTo(hash);
    Files.writeString(b.resolve("1.dcm"), "tw0");
    assertThat(hash(b, false)).isNotEqualTo(hash);
  }

  private String hash(Path source, boolean isSlice) throws IOException {
    return SourceHash.of(source, isSlice, f -> f.toString().endsWith(".dcm"), cancel);
  }

  private void run(SegmentOptions options) throws IOException {
    new SegmentTask(tools).segment(options, ProgressListener.NONE, cancel);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(report.toFile());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes()));
  }
}
