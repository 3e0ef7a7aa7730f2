package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As macros call it; the command line's own rules are in CompareVerbTest. */
class CompareTaskTest {
  @TempDir Path folder;
  private Path labels;
  private LabelMap truth;

  @BeforeEach
  void write() throws IOException {
    truth = Phantom.truth(Phantom.defaultGeometry());
    labels = write(truth, "labels.seg.nrrd");
  }

  private Path write(LabelMap map, String name) throws IOException {
    Path file = folder.resolve(name);
    LabelMapExporters.forFile(file).export(map, "test", file);
    return file;
  }

  private static Tasks.Done run(String macroOptions) throws IOException {
    return Tasks.run(
        Arguments.parse(Operation.COMPARE, macroOptions),
        ProgressListener.NONE,
        CancellationToken.none());
  }

  @Test
  void aMacroHearsALineForEachStructure() throws IOException {
    String text = run("input=[" + labels + "] reference=[" + labels + "]").text();
    assertThat(text.lines())
        .containsExactly(
            labels + " against " + labels + ":",
            "  femur_left: Dice 1.0000, mean distance 0.00 mm, 95 % within 0.00 mm",
            "  femur_right: Dice 1.0000, mean distance 0.00 mm, 95 % within 0.00 mm");
  }

  /** Only the left one is there, under another value, on a grid of its own. */
  @Test
  void valuesAreMatchedAndTheOtherGridIsSaid() throws IOException {
    long[] size = truth.geometry().size();
    LabelMap part =
        Phantom.truth(truth.geometry().crop(new long[] {1, 1, 0}, new long[] {94, 78, size[2]}));
    part.voxels().forEach(voxel -> voxel.set(voxel.get() == 1 ? 40000 : 0));
    LabelMap unnamed =
        new LabelMap(part.voxels(), part.geometry(), List.of(Label.of(40000, "label_40000")));
    Path other = write(unnamed, "other.mha");
    String text =
        run("input=[%s] reference=[%s] match=femur_left=40000,femur_right=7"
                .formatted(labels, other))
            .text();
    assertThat(text)
        .contains("femur_left: Dice 1.0000, mean distance 0.00 mm")
        .contains("femur_right: Dice 0.0000, not in both")
        .contains("Warning: the reference lies on another grid");
    assertThatThrownBy(() -> run("input=[%s] reference=[%s]".formatted(labels, other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No structure has the same name in both")
        .hasMessageContaining("match=femur_left=1");
  }

  @Test
  void whatIsMissingOrMalformedIsSaidBeforeAnythingIsRead() {
    assertThatThrownBy(() -> run("input=/none.nrrd"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'compare' needs reference=");
    assertThatThrownBy(() -> run("input=/none.nrrd reference=/none.nrrd match=femur"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not of the form name=value");
    assertThatThrownBy(() -> run("input=/none.nrrd reference=/none.nrrd"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/none.nrrd: there is no such file");
  }
}
