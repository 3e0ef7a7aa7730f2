package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;

/**
 * Times the way back and the clean-up on whole volumes; prints seconds. Run it with
 *
 * <pre>mvn -q -o test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
 * java -Xmx3g -cp target/test-classes:target/classes:$(cat target/cp.txt) \
 *   io.github.holoseg.postprocess.PostprocessBenchmark 2</pre>
 */
final class PostprocessBenchmark {
  private PostprocessBenchmark() {}

  public static void main(String[] args) {
    int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    int[] scan = {512, 512, 600};
    parts(scan, threads, 117, 0);
    parts(scan, threads, 117, 0.02);
    for (int classes : new int[] {2, 5, 25, 118}) {
      restore(new int[] {256, 256, 300}, scan, classes, threads, AxisTurn.IDENTITY, true);
    }
    restore(new int[] {256, 256, 300}, scan, 25, threads, AxisTurn.IDENTITY, false);
    AxisTurn across = new AxisTurn(new int[] {2, 1, 0}, new boolean[] {true, false, true});
    restore(new int[] {256, 256, 300}, scan, 5, threads, across, true);
    restore(scan, scan, 5, threads, AxisTurn.IDENTITY, true);
  }

  /** Balls of every label, with a share of voxels knocked out and as many specks added. */
  private static void parts(int[] size, int threads, int labels, double noise) {
    Random random = new Random(1);
    short[] voxels = new short[size[0] * size[1] * size[2]];
    List<Label> names = new ArrayList<>();
    for (int label = 1; label <= labels; label++) {
      names.add(Label.of(label, "label_" + label));
      ball(voxels, size, random, (short) label);
    }
    for (long i = 0; i < (long) (noise * voxels.length); i++) {
      voxels[random.nextInt(voxels.length)] = (short) random.nextInt(labels + 1);
    }
    long[] dimensions = {size[0], size[1], size[2]};
    VolumeGeometry geometry = VolumeGeometry.axisAligned(dimensions, 0.8, 0.8, 1);
    List<PostprocessStep> steps =
        List.of(
            new PostprocessStep.FillHoles(List.of()),
            new PostprocessStep.RemoveSmall(List.of(), 50),
            new PostprocessStep.KeepLargest(List.of()));
    for (PostprocessStep step : steps) {
      LabelMap map =
          new LabelMap(ArrayImgs.unsignedShorts(voxels.clone(), dimensions), geometry, names);
      long start = System.nanoTime();
      long changed =
          Postprocessor.apply(map, List.of(step), names, threads, CancellationToken.none());
      System.out.printf(
          "%s, noise %.2f: %.2f s, %d voxels changed%n",
          step.getClass().getSimpleName(), noise, (System.nanoTime() - start) / 1e9, changed);
    }
  }

  private static void ball(short[] voxels, int[] size, Random random, short label) {
    int radius = 15 + random.nextInt(45);
    int[] centre = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      centre[axis] = radius + random.nextInt(size[axis] - 2 * radius);
    }
    for (int z = -radius; z < radius; z++) {
      for (int y = -radius; y < radius; y++) {
        for (int x = -radius; x < radius; x++) {
          int r2 = x * x + y * y + z * z;
          if (r2 < radius * radius && r2 > radius * radius / 4) {
            int row = (centre[2] + z) * size[1] + centre[1] + y;
            voxels[row * size[0] + centre[0] + x] = label;
          }
        }
      }
    }
  }

  private static void restore(
      int[] grid, int[] scan, int classes, int threads, AxisTurn turn, boolean smooth) {
    long[] size = new long[3];
    double[] gridSpacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      size[turn.sourceAxis(axis)] = scan[axis];
      gridSpacing[axis] = (double) scan[axis] / grid[axis];
    }
    GridMapping mapping =
        new GridMapping(
            VolumeGeometry.axisAligned(size, 1, 1, 1),
            turn,
            Box.whole(scan),
            grid,
            new double[] {1, 1, 1},
            gridSpacing,
            Box.whole(grid));
    float[] slice = smooth ? blobs(grid, classes) : noise(grid, classes);
    long start = System.nanoTime();
    try (LabelDecision decision =
        new LabelDecision(
            DecisionFixture.model(DecisionFixture.argmax(classes), DecisionFixture.LINEAR, 0),
            mapping,
            Accumulate.FLOAT16,
            threads)) {
      for (int z = 0; z < grid[2]; z++) {
        decision.accept(z, slice);
      }
      decision.finish();
      System.out.printf(
          "restore %d classes (%s), grid %s to %s, turn %s: %.2f s, %.1f MiB of score buffers%n",
          classes,
          smooth ? "smooth" : "noise",
          java.util.Arrays.toString(grid),
          java.util.Arrays.toString(scan),
          turn,
          (System.nanoTime() - start) / 1e9,
          decision.allocatedFloats() * 4 / 1048576.0);
    }
  }

  /** The worst case: every class may win in every voxel. */
  private static float[] noise(int[] grid, int classes) {
    Random random = new Random(2);
    float[] slice = new float[classes * grid[0] * grid[1]];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = (float) ScoreRounding.HALF.round(random.nextGaussian() * 5);
    }
    return slice;
  }

  /** Background and one ball of high scores per class, as a network gives them. */
  private static float[] blobs(int[] grid, int classes) {
    Random random = new Random(3);
    float[] slice = new float[classes * grid[0] * grid[1]];
    for (int c = 0; c < classes; c++) {
      double cx = random.nextDouble() * grid[0];
      double cy = random.nextDouble() * grid[1];
      for (int i = 0; i < grid[0] * grid[1]; i++) {
        double r = Math.hypot(i % grid[0] - cx, i / grid[0] - cy);
        double score = c == 0 ? 5 : Math.max(-8, 25 - r);
        slice[c * grid[0] * grid[1] + i] =
            (float) ScoreRounding.HALF.round(score + random.nextGaussian() * 0.3);
      }
    }
    return slice;
  }
}
