package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.testing.SharedData;
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
 * The macros of {@code macros/Holoseg} and macros that users write, in a real ImageJ 1.54p without
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
    String options = "input=[" + scan + "] output=[" + output + "] model=bone device=cpu threads=2";
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
            "input=[" + scan.getParent() + "] output=[" + results + "] model=bone");
    assertThat(ran.text())
        .contains("Holoseg ERROR: ")
        .contains("failed; see " + results.resolve("cases.csv"))
        .doesNotContain("Segment_Folder: done");
    assertThat(results.resolve("my scan_labels.nii.gz")).exists();
    assertThat(results.resolve("failures.csv")).content().contains("a cut one");
  }

  @Test
  void addAModelShowItAndVerifyIt() throws Exception {
    Path training =
        SharedData.project()
            .resolve("src/test/resources/golden/nnunet/models/Dataset901_plain_old")
            .resolve("nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres");
    ImageJProcess.Output ran =
        imagej.plain(imagej.macro("Add_Model.ijm"), "source=[" + training + "] id=plain");
    assertThat(ran.text())
        .contains("Add_Model: ok installed plain 1 in ")
        .contains("ok model      plain 1")
        .contains("Verified: error the model 'plain' carries no golden values")
        .contains("Add_Model: done");
    Path macro = folder.resolve("models.ijm");
    Files.writeString(
        macro,
        "run(\"Model Info...\", \"model=plain\");\n"
            + "run(\"Remove Model...\", \"id=plain\");\n"
            + "run(\"Verify Model...\", \"model=plain\");\n"
            + "print(\"went on\");\n");
    assertThat(imagej.patched(macro, "").text())
        .contains("Holoseg: model      plain 1")
        .contains("Holoseg: removed ")
        .contains("Holoseg ERROR: there is no model 'plain'")
        .doesNotContain("went on");
    Files.writeString(
        macro,
        "run(\"Add Model...\", \"source=["
            + training
            + "] id=again limit=100\");\n"
            + "run(\"Add Model...\", \"source=["
            + training
            + "] id=again\");\n");
    assertThat(imagej.patched(macro, "").text())
        .contains("Holoseg: installed again 1 in ")
        .contains("Holoseg ERROR: there is a model 'again' already");
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
            + ("output=[" + output + "] model=bone device=cpu\"));\n")
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
  void theActiveImageGivesTheLabelsThatItsFileGives() throws Exception {
    Path fromFile = folder.resolve("from file.nii.gz");
    ImageJProcess.Output ran =
        imagej.patched(
            imagej.macro("Segment_Active_Image.ijm"),
            "input=[" + scan + "] output=[" + output + "]");
    assertThat(ran.text())
        .contains("Holoseg: opened my scan (96x80x40")
        .contains("Holoseg: image 'my scan': wrote " + output)
        .contains("Segment_Active_Image: done my scan");
    Path macro = folder.resolve("file.ijm");
    Files.writeString(
        macro, "run(\"Segment CT...\", \"input=[" + scan + "] output=[" + fromFile + "]\");");
    imagej.patched(macro, "");
    assertThat(Files.readAllBytes(output)).isEqualTo(Files.readAllBytes(fromFile));
    var report =
        new ObjectMapper().readTree(folder.resolve("my results/labels of it.report.json").toFile());
    assertThat(report.at("/input/image").asText()).isEqualTo("my scan");
    assertThat(report.at("/input/sha256").asText()).hasSize(64);
    assertThat(report.at("/repeat/macro").asText())
        .isEqualTo("run(\"Segment CT...\", \"output=[" + output + "] model=femur-pelvis\");");
    assertThat(report.at("/repeat/commandLine").isNull()).isTrue();
  }

  @Test
  void openedImagesShowHounsfieldUnitsAndMillimetres() throws Exception {
    Path macro = folder.resolve("open.ijm");
    Files.writeString(
        macro,
        "run(\"Open CT...\", \"input=["
            + scan
            + "]\");\n"
            + "getVoxelSize(w, h, d, unit);\n"
            + "print(\"A\", getTitle(), nSlices, w, h, d, unit);\n"
            + "setSlice(20);\n"
            + "print(\"B\", getValue(0, 0), getValue(48, 40));\n"
            + "run(\"Open CT...\", \"input=[/no such file]\");\n"
            + "print(\"went on\");\n");
    ImageJProcess.Output ran = imagej.patched(macro, "");
    Volume<?> volume = VolumeReaders.read(scan);
    assertThat(ran.text())
        .contains("A my scan 40 1.5 1.5 4 mm")
        .contains(
            "B "
                + (int) volume.voxels().getAt(0, 0, 19).getRealDouble()
                + " "
                + (int) volume.voxels().getAt(48, 40, 19).getRealDouble())
        .contains("Holoseg ERROR: /no such file")
        .doesNotContain("went on");
  }

  /** ImageJ opens the DICOM files itself; the labels lie where they lie for our own reader. */
  @Test
  void aSequenceThatImageJImported() throws Exception {
    Path series = SharedData.shared("dcmqi/segmentations/ct-3slice");
    Path fromFile = folder.resolve("from file.nii.gz");
    Path macro = folder.resolve("import.ijm");
    Files.writeString(
        macro,
        "File.openSequence(\""
            + series
            + "\");\n"
            + ("run(\"Segment CT...\", \"output=[" + output + "]\");\n")
            + "close();\n"
            + ("run(\"Segment CT...\", \"input=[" + series + "] output=[" + fromFile + "]\");\n")
            + ("run(\"Segment CT...\", \"output=[" + output + "]\");\n")
            + "print(\"went on\");\n");
    ImageJProcess.Output ran = imagej.patched(macro, "");
    assertThat(ran.text())
        .contains("Holoseg: image 'ct-3slice': wrote " + output)
        .contains("Holoseg warning: there are only 3 voxels along z (towards S)")
        .contains("Holoseg ERROR: 'segment' needs input=…")
        .doesNotContain("went on");
    assertThat(Files.readAllBytes(output)).isEqualTo(Files.readAllBytes(fromFile));
  }

  @Test
  void callTakesTheActiveImageWithoutThePatcher() throws Exception {
    Path macro = folder.resolve("call.ijm");
    Files.writeString(
        macro,
        "c = \"io.github.holoseg.commands.Macros.run\";\n"
            + ("print(\"1 \" + call(c, \"open\", \"input=[" + scan + "]\"));\n")
            + ("print(\"2 \" + call(c, \"segment\", \"output=[" + output + "]\"));\n")
            + ("print(\"3 \" + call(c, \"segment\", \"output=[" + output)
            + "] series=1.2\"));\n"
            + ("print(\"4 \" + call(c, \"segment\", \"output=[" + scan + "]\"));\n"));
    ImageJProcess.Output ran = imagej.plain(macro, "");
    assertThat(ran.text())
        .contains("1 ok opened my scan (96x80x40")
        .contains("2 ok image 'my scan': wrote " + output)
        .contains("3 error series=… says how to read a file")
        .contains("4 error file of the image and output are the same file " + scan);
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
