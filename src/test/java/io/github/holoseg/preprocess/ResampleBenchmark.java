package io.github.holoseg.preprocess;

import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cubic resampling as nnU-Net does it, timed; started by {@code
 * src/main/python/reference/resample_benchmark.py}, which compares with scikit-image.
 *
 * <p>Usage: {@code ResampleBenchmark IN.raw OUT.raw THREADS nx ny nz mx my mz}; raw little-endian
 * float32, x fastest. Prints the seconds of the best of five runs.
 */
public final class ResampleBenchmark {
  private ResampleBenchmark() {}

  public static void main(String[] args) throws Exception {
    int[] in = new int[3];
    int[] out = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      in[axis] = Integer.parseInt(args[3 + axis]);
      out[axis] = Integer.parseInt(args[6 + axis]);
    }
    SliceGrid grid = new SliceGrid(1, in);
    try (DataInputStream file = new DataInputStream(Files.newInputStream(Path.of(args[0])))) {
      byte[] bytes = new byte[4 * in[0] * in[1]];
      for (int z = 0; z < in[2]; z++) {
        file.readFully(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(grid.slice(0, z));
      }
    }
    double[] spacing = {1, 1, 1};
    ResampleSpec spec =
        new ResampleSpec(
            Interpolation.CUBIC,
            Coordinates.HALF_PIXEL,
            Separate.NEVER,
            Interpolation.NEAREST,
            false);
    SliceGrid result = null;
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      result =
          new Resampler(in, out, spacing, spacing, spec, Integer.parseInt(args[2]))
              .apply(grid, ProgressListener.NONE, CancellationToken.none());
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    try (DataOutputStream file = new DataOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * out[0] * out[1]).order(ByteOrder.LITTLE_ENDIAN);
      for (int z = 0; z < out[2]; z++) {
        bytes.asFloatBuffer().put(result.slice(0, z));
        file.write(bytes.array());
      }
    }
    System.out.println(best);
  }
}
