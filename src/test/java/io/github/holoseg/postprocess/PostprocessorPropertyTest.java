package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against a flood fill, on random label maps of random size, density, storage and threads. */
class PostprocessorPropertyTest {
  private static final List<Label> LABELS =
      List.of(Label.of(1, "one"), Label.of(2, "two"), Label.of(40000, "far"));

  @Property(tries = 150)
  void keepLargest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 8) int ny,
      @ForAll @IntRange(min = 1, max = 7) int nz,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll boolean corners) {
    int[] size = {nx, ny, nz};
    int[] values = random(seed, size, corners ? 0.2 : 0.5);
    int[] expected = values.clone();
    for (Label label : LABELS) {
      List<List<Integer>> parts = NaiveParts.parts(size, i -> values[i] == label.value(), corners);
      int most = parts.stream().mapToInt(List::size).max().orElse(0);
      List<Integer> kept =
          parts.stream().filter(p -> p.size() == most).findFirst().orElse(List.of());
      parts.stream().filter(p -> p != kept).forEach(p -> p.forEach(i -> expected[i] = 0));
    }
    PostprocessStep step = new PostprocessStep.KeepLargest(List.of(), corners ? 26 : 6);
    assertThat(apply(values, size, seed, step, threads)).isEqualTo(expected);
  }

  @Property(tries = 100)
  void removeSmall(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 8) int ny,
      @ForAll @IntRange(min = 1, max = 7) int nz,
      @ForAll @IntRange(min = 1, max = 9) int voxels,
      @ForAll boolean counted) {
    int[] size = {nx, ny, nz};
    int[] values = random(seed, size, 0.6);
    int[] expected = values.clone();
    for (int label : new int[] {1, 40000}) {
      for (List<Integer> part : NaiveParts.parts(size, i -> values[i] == label)) {
        if (part.size() < voxels) {
          part.forEach(i -> expected[i] = 0);
        }
      }
    }
    // voxels of 1.5 mm^3: the limit is exactly that of so many voxels
    List<String> names = List.of("one", "far");
    PostprocessStep step =
        counted
            ? new PostprocessStep.RemoveSmall(names, 0, voxels)
            : new PostprocessStep.RemoveSmall(names, voxels * 1.5);
    assertThat(apply(values, size, seed, step, 2)).isEqualTo(expected);
  }

  @Property(tries = 150)
  void fillHoles(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 8) int ny,
      @ForAll @IntRange(min = 3, max = 7) int nz,
      @ForAll @IntRange(min = 0, max = 2) int density) {
    int[] size = {nx, ny, nz};
    int[] values = random(seed, size, 0.1 + 0.2 * density);
    int[] expected = values.clone();
    for (Label label : LABELS) {
      int[] now = expected.clone();
      NaiveParts.parts(size, i -> now[i] != label.value()).stream()
          .filter(part -> !NaiveParts.touchesBorder(size, part))
          .flatMap(List::stream)
          .filter(i -> now[i] == 0)
          .forEach(i -> expected[i] = label.value());
    }
    PostprocessStep step = new PostprocessStep.FillHoles(List.of("one", "two", "far"));
    assertThat(apply(values, size, seed, step, 2)).isEqualTo(expected);
  }

  /** The share of background; label 1 is frequent enough to enclose something. */
  private static int[] random(long seed, int[] size, double background) {
    Random random = new Random(seed);
    int[] values = new int[size[0] * size[1] * size[2]];
    for (int i = 0; i < values.length; i++) {
      double draw = random.nextDouble();
      values[i] = draw < background ? 0 : draw < 0.93 ? 1 : draw < 0.97 ? 2 : 40000;
    }
    return values;
  }

  private static int[] apply(
      int[] values, int[] size, long seed, PostprocessStep step, int threads) {
    long[] dimensions = {size[0], size[1], size[2]};
    RandomAccessibleInterval<UnsignedShortType> image = image(seed, dimensions);
    int[] next = {0};
    Views.flatIterable(image).forEach(voxel -> voxel.set(values[next[0]++]));
    LabelMap map = new LabelMap(image, VolumeGeometry.axisAligned(dimensions, 1, 1, 1.5), LABELS);
    Postprocessor.apply(map, List.of(step), LABELS, threads, CancellationToken.none());
    return DecisionFixture.voxels(map);
  }

  /** An array, a planar image or a view. */
  private static RandomAccessibleInterval<UnsignedShortType> image(long seed, long[] size) {
    return switch ((int) Math.floorMod(seed, 3L)) {
      case 0 -> ArrayImgs.unsignedShorts(size);
      case 1 -> new PlanarImgFactory<>(new UnsignedShortType()).create(size);
      default -> Views.permute(ArrayImgs.unsignedShorts(size[2], size[1], size[0]), 0, 2);
    };
  }
}
