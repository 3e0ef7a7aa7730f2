package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;
  private Path scan;
  private String out;
  private String err;

  @BeforeEach
  void aScan() throws IOException {
    scan = folder.resolve("my scan.nii.gz");
    short[] hu = new short[4 * 3 * 2];
    hu[5] = -1000;
    hu[6] = 1500;
    VolumeExporters.forFile(scan)
        .export(
            new Volume<>(
                ArrayImgs.shorts(hu, 4, 3, 2),
                VolumeGeometry.axisAligned(new long[] {4, 3, 2}, 0.5, 0.5, 2),
                VolumeInfo.inMemory("scan", Modality.CT)),
            scan);
  }

  @Test
  void helpNamesEveryCommandAndIsNoError() {
    assertThat(run("--help")).isZero();
    assertThat(out).contains("segment", "batch", "info", "convert", "models", "doctor", "demo");
    assertThat(run("segment", "--help")).isZero();
    assertThat(out).contains("--output", "-o", "--device", "(default: auto)", "INPUT");
    assertThat(out).contains(".nii.gz .nrrd .seg.nrrd").doesNotContain(".ome.tif");
    assertThat(run("convert", "--help")).isZero();
    assertThat(out).contains(".ome.tif .ome.tiff .seg.nrrd");
    assertThat(run("--version")).isZero();
    assertThat(out).matches("(?s)Holoseg \\d.*");
  }

  @Test
  void wrongUseIsTwoAndSaysWhatIsAllowed() {
    assertThat(run("segment", scan.toString())).isEqualTo(2);
    assertThat(err).contains("--output").doesNotContain("at io.github");
    assertThat(run("segment", "x", "-o", "y", "--colour=red")).isEqualTo(2);
    assertThat(err).contains("--colour");
    assertThat(run("segment", "x", "-o", "y", "--device=banana")).isEqualTo(2);
    assertThat(err).contains("auto, cpu, cuda or cuda:N");
    assertThat(run("info", scan.toString(), "--reader=banana")).isEqualTo(2);
    assertThat(err).contains("no reader 'banana'", "bioformats", "nifti");
    assertThat(run("convert", scan.toString(), "-o", scan.toString())).isEqualTo(2);
    assertThat(err).contains("same file");
    assertThat(run("sgment")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(out).isEmpty();
  }

  @Test
  void aFailureIsOneWithOneSentence() {
    assertThat(run("info", folder.resolve("not here.nii").toString())).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err.strip())
        .isEqualTo(
            "holoseg: " + folder.resolve("not here.nii") + ": there is no such file or folder");
    assertThat(run("info", "--debug", folder.resolve("not here.nii").toString())).isEqualTo(1);
    assertThat(err).contains("at io.github.holoseg");
  }

  @Test
  void jsonIsExactlyOneDocument() throws IOException {
    assertThat(run("info", "--json", scan.toString())).isZero();
    JsonNode facts = onlyDocument();
    assertThat(facts.at("/geometry/size").toString()).isEqualTo("[4,3,2]");
    assertThat(facts.at("/min").asDouble()).isEqualTo(-1000);
    assertThat(facts.at("/max").asDouble()).isEqualTo(1500);
    assertThat(run("info", "--json", "/not/here")).isEqualTo(1);
    assertThat(onlyDocument().at("/status").asText()).isEqualTo("failed");
    assertThat(run("info", "--json", "a", "b")).isEqualTo(2);
    assertThat(onlyDocument().at("/message").asText()).isNotEmpty();
  }

  @Test
  void convertWritesTheSameVoxels() throws IOException {
    Path target = folder.resolve("new folder/copy.nii");
    assertThat(run("convert", scan.toString(), "-o", target.toString())).isZero();
    assertThat(out).contains("4x3x2");
    assertThat(VolumeReaders.read(target).geometry())
        .isEqualTo(VolumeReaders.read(scan).geometry());
    assertThat(run("convert", scan.toString(), "-o", folder.resolve("x.jpg").toString()))
        .isEqualTo(2);
    assertThat(err).contains("x.jpg").contains(".nii");
  }

  @Test
  void theReaderAndTheAxesCanBeChosen() throws IOException {
    Path target = folder.resolve("copy.ome.tif");
    assertThat(run("convert", scan.toString(), "-o", target.toString())).isZero();
    assertThat(VolumeReaders.read(target).geometry())
        .isEqualTo(VolumeReaders.read(scan).geometry());
    Path plain = Files.copy(scan, folder.resolve("forced.nii.gz"));
    assertThat(run("info", plain.toString(), "--reader=bioformats", "--orientation=RSA")).isZero();
    assertThat(out).contains("Bio-Formats: NIfTI", "RSA").doesNotContain("no orientation");
  }

  @Test
  void aFileNamedLikeAnOptionOrAnArgumentFileIsAFile() throws IOException {
    Path odd = Files.copy(scan, folder.resolve("@scan.nii.gz"));
    assertThat(run("info", odd.toString())).isZero();
    assertThat(run("info", "--", "-x.nii.gz")).isEqualTo(1);
    assertThat(err).contains("-x.nii.gz: there is no such file");
    assertThat(run("info", "@nothing")).isEqualTo(1);
    assertThat(err).contains("@nothing: there is no such file");
  }

  @Test
  void aCancelledRunIs130() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    assertThat(run(cancel, "convert", scan.toString(), "-o", folder + "/o.nii")).isEqualTo(130);
    assertThat(folder.resolve("o.nii")).doesNotExist();
  }

  private int run(String... args) {
    return run(CancellationToken.none(), args);
  }

  private int run(CancellationToken cancel, String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code = Main.run(new PrintStream(outBytes), new PrintStream(errBytes), cancel, args);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private JsonNode onlyDocument() throws IOException {
    try (var values = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(out)) {
      var all = values.readAll();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
