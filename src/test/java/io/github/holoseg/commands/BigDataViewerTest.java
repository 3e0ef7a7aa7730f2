package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import bdv.util.BdvFunctions;
import bdv.util.BdvStackSource;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Map;
import java.util.Set;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

/** Against classes of the same names on the test class path, and where there are none. */
class BigDataViewerTest {
  @Test
  void withoutItThereIsNone() {
    assertThat(BigDataViewer.find(ClassLoader.getPlatformClassLoader())).isEmpty();
  }

  @Test
  void scanAndLabelsLieInThePatient() throws Exception {
    Volume<?> scan = Phantom.ct();
    Segmented segmented = segmented(scan);
    BdvFunctions.SHOWN.clear();
    BigDataViewer.find(getClass().getClassLoader())
        .orElseThrow()
        .show(scan, segmented.result().labels());

    assertThat(BdvFunctions.SHOWN).hasSize(2);
    BdvStackSource<?> first = BdvFunctions.SHOWN.get(0);
    BdvStackSource<?> second = BdvFunctions.SHOWN.get(1);
    assertThat(first.image).isSameAs(scan.voxels());
    assertThat(first.range).containsExactly(-160, 240);
    assertThat(second.options.addTo).isSameAs(first);
    VolumeGeometry geometry = scan.geometry();
    double[] place = geometry.toPhysical(3, 5, 7);
    for (BdvStackSource<?> source : BdvFunctions.SHOWN) {
      double[] rows = source.options.transform.rows;
      for (int row = 0; row < 3; row++) {
        double mm =
            rows[4 * row] * 3 + rows[4 * row + 1] * 5 + rows[4 * row + 2] * 7 + rows[4 * row + 3];
        assertThat(mm).isCloseTo(place[row], org.assertj.core.data.Offset.offset(1e-9));
      }
    }
    coloursAreThoseOfTheLabels(segmented, second);
  }

  private static void coloursAreThoseOfTheLabels(Segmented segmented, BdvStackSource<?> shown) {
    Label label = segmented.result().labels().labels().get(0);
    RandomAccess<UnsignedShortType> values = segmented.result().labels().voxels().randomAccess();
    @SuppressWarnings("unchecked")
    RandomAccess<ARGBType> colours = (RandomAccess<ARGBType>) shown.image.randomAccess();
    long found = 0;
    for (long z = 0; z < shown.image.dimension(2); z++) {
      for (long x = 0; x < shown.image.dimension(0); x++) {
        long[] at = {x, shown.image.dimension(1) / 2, z};
        int value = values.setPositionAndGet(at).get();
        assertThat(colours.setPositionAndGet(at).get()).isEqualTo(value == 0 ? 0 : label.argb());
        found += value;
      }
    }
    assertThat(found).isPositive();
  }

  private static Segmented segmented(Volume<?> scan) throws Exception {
    Arguments arguments =
        Arguments.of(
            Operation.SEGMENT,
            Map.of("model", "bone", "device", "cpu"),
            Set.of(Parameter.INPUT, Parameter.OUTPUT));
    return SegmentTask.inMemory(
        SegmentOptions.of(arguments),
        scan,
        LabelObserver.NONE,
        ProgressListener.NONE,
        CancellationToken.none());
  }
}
