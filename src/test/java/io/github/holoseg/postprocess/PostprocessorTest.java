package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class PostprocessorTest {
  private static final List<Label> LABELS = List.of(Label.of(1, "ring"), Label.of(2, "core"));

  @Test
  void ofEquallyLargePartsTheFirstInStorageOrderStays() {
    short[] voxels = {0, 1, 0, 1, 0, 1};
    apply(voxels, new long[] {6, 1, 1}, new PostprocessStep.KeepLargest(List.of("ring")));
    assertThat(voxels).containsExactly(0, 1, 0, 0, 0, 0);
  }

  @Test
  void partsThatOnlyShareAnEdgeAreApart() {
    short[] voxels = {1, 0, 0, 1};
    apply(voxels, new long[] {2, 2, 1}, new PostprocessStep.KeepLargest(List.of()));
    assertThat(voxels).containsExactly(1, 0, 0, 0);
  }

  @Test
  void aPartOfExactlyTheLimitStays() {
    short[] voxels = {1, 1, 0, 1};
    // voxels of 2 mm^3
    apply(voxels, new long[] {4, 1, 1}, new PostprocessStep.RemoveSmall(List.of(), 4));
    assertThat(voxels).containsExactly(1, 1, 0, 0);
  }

  @Test
  void fillingAHoleKeepsAStructureInside() {
    short[] voxels = new short[125];
    java.util.Arrays.fill(voxels, (short) 1);
    for (int z = 1; z < 4; z++) {
      for (int y = 1; y < 4; y++) {
        java.util.Arrays.fill(voxels, (z * 5 + y) * 5 + 1, (z * 5 + y) * 5 + 4, (short) 0);
      }
    }
    voxels[62] = 2; // the centre
    short[] expected = new short[125];
    java.util.Arrays.fill(expected, (short) 1);
    expected[62] = 2;
    long changed = apply(voxels, new long[] {5, 5, 5}, new PostprocessStep.FillHoles(List.of()));
    assertThat(voxels).isEqualTo(expected);
    assertThat(changed).isEqualTo(26);
  }

  @Test
  void stepsFollowOneAnother() {
    short[] voxels = {1, 1, 0, 1, 2, 0, 2, 2};
    apply(
        voxels,
        new long[] {8, 1, 1},
        new PostprocessStep.KeepLargest(List.of("ring")),
        new PostprocessStep.RemoveSmall(List.of("core"), 3));
    assertThat(voxels).containsExactly(1, 1, 0, 0, 0, 0, 2, 2);
  }

  @Test
  void anUnknownLabelIsRefusedBeforeAnythingChanges() {
    short[] voxels = {1, 0, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                apply(
                    voxels,
                    new long[] {3, 1, 1},
                    new PostprocessStep.KeepLargest(List.of()),
                    new PostprocessStep.FillHoles(List.of("liver"))))
        .withMessageContaining("FillHoles")
        .withMessageContaining("'liver'")
        .withMessageContaining("ring");
    assertThat(voxels).containsExactly(1, 0, 1);
  }

  @Test
  void stopsWhenCancelled() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    long[] size = {3, 1, 1};
    LabelMap map =
        new LabelMap(
            ArrayImgs.unsignedShorts(size), VolumeGeometry.axisAligned(size, 1, 1, 1), LABELS);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                Postprocessor.apply(
                    map, List.of(new PostprocessStep.KeepLargest(List.of())), LABELS, 2, cancel));
  }

  private static long apply(short[] voxels, long[] size, PostprocessStep... steps) {
    LabelMap map =
        new LabelMap(
            ArrayImgs.unsignedShorts(voxels, size),
            VolumeGeometry.axisAligned(size, 1, 1, 2),
            LABELS);
    return Postprocessor.apply(map, List.of(steps), LABELS, 2, CancellationToken.none());
  }
}
