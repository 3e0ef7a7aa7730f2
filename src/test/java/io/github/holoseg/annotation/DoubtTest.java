package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.annotation.DoubtMap.Scores;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DoubtTest {
  private static final CancellationToken NEVER = CancellationToken.none();

  @Property(tries = 30)
  void theMarginIsThatOfTheTwoBestProbabilities(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 6, 5, 3);
    int classes = 2 + random.nextInt(6);
    DoubtMap soft = new DoubtMap(grid, Scores.SOFTMAX_LOGITS);
    DoubtMap sigmoid = new DoubtMap(grid, Scores.SIGMOID_LOGITS);
    float[] scores = new float[classes * 30];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (random.nextGaussian() * 3);
    }
    soft.accept(1, scores, classes);
    sigmoid.accept(1, scores, classes);
    for (int i = 0; i < 30; i++) {
      double[] p = new double[classes];
      double least = 1;
      for (int c = 0; c < classes; c++) {
        p[c] = Math.exp(scores[c * 30 + i]);
        double yes = 1 / (1 + Math.exp(-scores[c * 30 + i]));
        least = Math.min(least, Math.abs(2 * yes - 1));
      }
      java.util.Arrays.sort(p);
      double a = p[classes - 1];
      double b = p[classes - 2];
      assertThat(soft.get(i % 6, i / 6, 1) / 255.0).isCloseTo((a - b) / (a + b), within(0.0021));
      assertThat(sigmoid.get(i % 6, i / 6, 1) / 255.0).isCloseTo(least, within(0.0021));
      assertThat(soft.get(i % 6, i / 6, 2)).as("a slice without scores").isEqualTo(DoubtMap.SURE);
    }
  }

  @Property(tries = 30)
  void meansAreThoseOfTheBoxInTheGrid(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 9, 8, 12);
    DoubtMap map = new DoubtMap(grid, Scores.SIGMOID_LOGITS);
    float[] scores = new float[72];
    for (int z = 0; z < 12; z++) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) random.nextGaussian() * 3;
      }
      if (z != 7) {
        map.accept(z, scores, 1);
      }
    }
    int[] half = {random.nextInt(3), random.nextInt(12), random.nextInt(4)};
    MeanDoubt means = new MeanDoubt(map, half);
    for (int z = random.nextInt(3); z < 12; z += 1 + random.nextInt(3)) {
      float[] mean = means.slice(z);
      for (int i = 0; i < 72; i++) {
        double sum = 0;
        int n = 0;
        for (int c = Math.max(0, z - half[2]); c <= Math.min(11, z + half[2]); c++) {
          for (int b = Math.max(0, i / 9 - half[1]); b <= Math.min(7, i / 9 + half[1]); b++) {
            for (int a = Math.max(0, i % 9 - half[0]); a <= Math.min(8, i % 9 + half[0]); a++) {
              sum += 255 - map.get(a, b, c);
              n++;
            }
          }
        }
        assertThat((double) mean[i]).isCloseTo(sum / n, within(1e-3));
      }
    }
  }

  @Test
  void thickDoubtIsAPlaceAndTheSheetAlongASurfaceIsNot() {
    VolumeGeometry turned = Cases.oblique(new Random(4), 60, 60, 40);
    VolumeGeometry grid =
        new VolumeGeometry(
            turned.size(), new double[] {0.8, 1, 1.5}, turned.origin(), turned.direction());
    BoxMask big = Brush.ball(6).at(grid, grid.toPhysical(15, 15, 10));
    BoxMask small = Brush.ball(4).at(grid, grid.toPhysical(45, 45, 30));
    DoubtMap map = new DoubtMap(grid, Scores.SIGMOID_LOGITS);
    float[] scores = new float[3600];
    for (int z = 0; z < 40; z++) {
      for (int i = 0; i < 3600; i++) {
        boolean sheet = i / 60 == 30;
        boolean doubt = big.get(i % 60, i / 60, z) || small.get(i % 60, i / 60, z);
        scores[i] = sheet || doubt ? 0 : 20;
      }
      map.accept(z, scores, 1);
    }
    List<DoubtfulPlace> places = DoubtfulPlaces.of(map, NEVER);
    assertThat(places).hasSize(2);
    assertThat(places.get(0).weight()).isGreaterThan(places.get(1).weight());
    assertInside(grid, big, places.get(0));
    assertInside(grid, small, places.get(1));
    assertThat(DoubtfulPlaces.of(map, 2, 0.4, places.get(1).ml() + 1e-6, NEVER)).hasSize(1);
  }

  private static void assertInside(VolumeGeometry grid, BoxMask mask, DoubtfulPlace place) {
    double[] p = place.position();
    double[] i = grid.toIndex(p[0], p[1], p[2]);
    assertThat(mask.get((int) Math.round(i[0]), (int) Math.round(i[1]), (int) Math.round(i[2])))
        .isTrue();
    assertThat(place.doubt()).isGreaterThan(0.9);
    double expected = mask.count() * grid.voxelVolume() / 1000;
    assertThat(place.ml()).isBetween(expected * 0.5, expected * 1.5);
  }

  @Test
  void aSureNetworkHasNoPlaces() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {9, 9, 9}, 1, 1, 1);
    DoubtMap map = new DoubtMap(grid, Scores.SOFTMAX_LOGITS);
    assertThat(DoubtfulPlaces.of(map, NEVER)).isEmpty();
    assertThatThrownBy(() -> map.accept(0, new float[80], 1)).hasMessageContaining("are not 1 classes");
  }
}
