package io.github.holoseg.workbench.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.DoubtMap;
import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtRecorderTest {
  private static final int N = 30;
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {N, N, N}, 1, 1, 1);

  /** Sure everywhere but in a cube of {@code side} around {@code at}. */
  private static void network(
      DoubtRecorder recorder, ModelSpec model, int at, int side, float sure, float unsure) {
    ScoreSink sink = recorder.scores(model, GRID);
    int classes = model.network().outputChannels();
    for (int z = 0; z < N; z++) {
      float[] scores = new float[classes * N * N];
      for (int i = 0; i < N * N; i++) {
        boolean doubt =
            Math.abs(i % N - at) <= side
                && Math.abs(i / N - at) <= side
                && Math.abs(z - at) <= side;
        scores[i] = doubt ? unsure : sure;
        for (int c = 1; c < classes; c++) {
          scores[c * N * N + i] = doubt ? unsure : sure > 1 ? -sure : (1 - sure) / (classes - 1);
        }
      }
      sink.accept(z, scores);
    }
  }

  @Test
  void placesOfSeveralNetworksAreOneList() {
    DoubtRecorder recorder = new DoubtRecorder(LabelObserver.NONE);
    ModelSpec logits = new ModelSpecs().build();
    network(recorder, logits, 8, 3, 10, 0);
    network(recorder, logits, 20, 4, 10, 0);
    List<DoubtfulPlace> places = recorder.places(CancellationToken.none());
    assertThat(places).hasSize(2);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(places.get(0).position()[axis]).isBetween(16.0, 24.0);
      assertThat(places.get(1).position()[axis]).isBetween(5.0, 11.0);
    }
  }

  @Test
  void probabilitiesAreKnownFromLogits() {
    DoubtRecorder recorder = new DoubtRecorder(LabelObserver.NONE);
    ModelSpecs specs = new ModelSpecs();
    network(recorder, specs.build(), 12, 3, 0.98f, 1 / 3f);
    specs.classes = 2;
    network(recorder, specs.build(), 12, 3, 7, 0);
    for (DoubtMap map : recorder.maps()) {
      assertThat(map.get(2, 2, 2)).isGreaterThan(245);
      assertThat(map.get(12, 12, 12)).isZero();
    }
    assertThat(recorder.places(CancellationToken.none())).hasSize(2);
  }

  @Test
  void othersHearTheSame() {
    List<Object> heard = new ArrayList<>();
    LabelObserver next =
        new LabelObserver() {
          @Override
          public void decided(LabelSlab slab) {
            heard.add(slab);
          }

          @Override
          public ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
            return (index, scores) -> heard.add(Arrays.hashCode(scores));
          }
        };
    DoubtRecorder recorder = new DoubtRecorder(next);
    float[] scores = new float[3 * N * N];
    scores[5] = 4;
    recorder.scores(new ModelSpecs().build(), GRID).accept(0, scores);
    LabelSlab slab = new LabelSlab(new long[3], new int[] {1, 1, 1}, new short[1]);
    recorder.decided(slab);
    assertThat(heard).containsExactly(Arrays.hashCode(scores), slab);
  }
}
