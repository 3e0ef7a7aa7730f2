package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The macros of {@code plugins/Holoseg} and macros that users write, in a real ImageJ 1.54p without
 * a display, on files whose paths have spaces.
 */
@Tag("slow")
class ImageJMacroTest {
  @TempDir Path folder;
  private ImageJProcess imagej;
  private Path scan;
  private Path output;

  @BeforeEach
  void anImageJAndAScan() throws IOException {
    imagej = new ImageJProcess(Files.createDirectories(folder.resolve("Image J")));
    scan = folder.resolve("all scans/my scan.nii.gz");
    Files.createDirectories(scan.getParent());
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    output = folder.resolve("my results/labels of it.nii.gz");
  }

  @Test
  void segmentOne() throws Exception {
    String options = "input=[" + scan + "] output=[" + output + "] device=cpu threads=2";
    ImageJProcess.Output ran = imagej.patched(imagej.macro("Segment_One.ijm"), options);
    assertThat(ran.text()).contains("Holoseg: wrote " + output).contains("Segment_One: done");
    LabelMap labels = LabelMapReader.read(output);
    Volume<?> volume = VolumeReaders.read(scan);
    assertThat(labels.geometry().isSameGrid(volume.geometry(), 1e-3)).isTrue();
    assertThat(labels.label("bone")).isPresent();
    SegmentOptions asked = SegmentOptions.parse(options);
    var report = new ObjectMapper().readTree(asked.reportPath().toFile());
    assertThat(report.at("/status").asText()).isEqualTo("done");
    assertThat(report.at("/repeat/macro").asText()).isEqualTo(asked.toMacroLine());
  }

  @Test
  void theMacroLineOfAReportRepeatsTheRun() throws Exception {
    SegmentOptions options = SegmentOptions.of(scan, output);
    Path macro = folder.resolve("again.ijm");
    Files.writeString(macro, options.toMacroLine() + "\n" + "print(\"after\");\n");
    assertThat(imagej.patched(macro, "").text()).contains("after");
    byte[] first = Files.readAllBytes(output);
    var report = new ObjectMapper().readTree(options.reportPath().toFile());
    Files.delete(output);
    Files.writeString(macro, report.at("/repeat/macro").asText());
    imagej.patched(macro, "");
    assertThat(Files.readAllBytes(output)).isEqualTo(first);
  }

  @Test
  void segmentFolder() throws Exception {
    Path results = folder.resolve("my results");
    ImageJProcess.Output ran =
        imagej.patched(
            imagej.macro("Segment_Folder.ijm"),
            "input=[" + scan.getParent() + "] output=[" + results + "]");
    assertThat(ran.text()).contains("1 of 1 scans segmented").contains("Segment_Folder: done");
    assertThat(results.resolve("my scan_labels.nii.gz")).exists();
    assertThat(results.resolve("cases.csv")).content().contains("my scan,").contains(",done,");
  }

  @Test
  void aScanThatFailsStopsTheMacroAfterTheOthersAreDone() throws Exception {
    Files.writeString(
        scan.resolveSibling("a broken one.nii"), "not a scan, however long it may be");
    byte[] whole = Files.readAllBytes(scan);
    Files.write(
        scan.resolveSibling("a cut one.nii.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Path results = folder.resolve("my results");
    ImageJProcess.Output ran =
        imagej.patched(
            imagej.macro("Segment_Folder.ijm"),
            "input=[" + scan.getParent() + "] output=[" + results + "]");
    assertThat(ran.text())
        .contains("Holoseg ERROR: ")
        .contains("failed; see " + results.resolve("cases.csv"))
        .doesNotContain("Segment_Folder: done");
    assertThat(results.resolve("my scan_labels.nii.gz")).exists();
    assertThat(results.resolve("failures.csv")).content().contains("a cut one");
  }

  @Test
  void convertWithoutThePatcher() throws Exception {
    Path copy = folder.resolve("my results/copy.nii");
    ImageJProcess.Output ran =
        imagej.plain(imagej.macro("Convert.ijm"), "input=[" + scan + "] output=[" + copy + "]");
    assertThat(ran.text()).contains("Convert: ok wrote " + copy);
    assertThat(VolumeReaders.read(copy).geometry().isSameGrid(Phantom.defaultGeometry(), 1e-3))
        .isTrue();
  }

  @Test
  void callSegmentsWithoutThePatcherAndAnswers() throws Exception {
    Path macro = folder.resolve("call.ijm");
    Files.writeString(
        macro,
        "c = \"io.github.holoseg.commands.Macros.run\";\n"
            + ("print(\"1 \" + call(c, \"segment\", \"input=[" + scan + "] ")
            + ("output=[" + output + "] device=cpu\"));\n")
            + "print(\"2 \" + call(c, \"segment\", \"input=[/no such file] output=/tmp/x.nii\"));\n"
            + "print(\"3 \" + call(c, \"segment\", \"colour=red\"));\n");
    ImageJProcess.Output ran = imagej.plain(macro, "");
    assertThat(ran.text())
        .contains("1 ok wrote " + output + " (bone ")
        .contains("2 error /no such file: there is no such file or folder")
        .contains("3 error 'segment' has no option 'colour'; use input, output, model");
    assertThat(output).exists();
  }

  @Test
  void aFailureStopsTheMacroWithOneLine() throws Exception {
    Path macro = folder.resolve("fails.ijm");
    for (String options :
        new String[] {
          "input=[" + scan + "] output=[" + output + "] model=[no such model]",
          "input=[" + scan + "] output=[" + output + "] device=banana",
          "input=[" + scan + "] output=[" + scan + "]",
          ""
        }) {
      Files.writeString(
          macro, "run(\"Segment CT...\", \"" + options + "\");\nprint(\"went on\");\n");
      ImageJProcess.Output ran = imagej.patched(macro, "");
      assertThat(ran.text()).containsOnlyOnce("Holoseg ERROR: ").doesNotContain("went on");
      assertThat(ran.text()).doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(output).doesNotExist();
    }
  }
}
