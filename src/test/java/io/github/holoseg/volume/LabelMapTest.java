package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class LabelMapTest {
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {2, 3, 4}, 1, 1, 1);
  private static final Img<UnsignedShortType> VOXELS = ArrayImgs.unsignedShorts(2, 3, 4);

  @Test
  void findsLabelsByValueAndName() {
    LabelMap map = new LabelMap(VOXELS, GRID, List.of(Label.of(7, "a"), Label.of(3, "b")));
    assertThat(map.label(3)).contains(Label.of(3, "b"));
    assertThat(map.label("a")).contains(Label.of(7, "a"));
    assertThat(map.label(0)).isEmpty();
    assertThat(map.label("c")).isEmpty();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(
            () -> new LabelMap(VOXELS, GRID, List.of(Label.of(7, "a"), Label.of(7, "b"))))
        .hasMessageContaining("value 7");
    assertThatThrownBy(() -> new LabelMap(ArrayImgs.unsignedShorts(2, 3, 5), GRID, List.of()))
        .hasMessageContaining("do not fit");
    assertThatThrownBy(() -> new LabelMap(Views.translate(VOXELS, 0, 0, 1), GRID, List.of()))
        .hasMessageContaining("do not fit");
    assertThatThrownBy(() -> Label.of(0, "background")).hasMessageContaining("0");
    assertThatThrownBy(() -> Label.of(65536, "many")).hasMessageContaining("65536");
  }

  @Test
  void coloursDifferAndAreOpaque() {
    Set<Integer> colours = new HashSet<>();
    for (int value = 1; value <= 117; value++) {
      int argb = LabelColors.colorOf(value);
      assertThat(argb >>> 24).isEqualTo(0xFF);
      colours.add(argb);
    }
    assertThat(colours).hasSize(117);
  }
}
