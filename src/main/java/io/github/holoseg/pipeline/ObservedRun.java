package io.github.holoseg.pipeline;

import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.GoldenTest.Tensors.OutputIs;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;

/**
 * The very run of {@link VolumeSegmenters}, with its stages shown: what {@code models verify}
 * compares. Nothing of the pipeline is repeated here.
 */
public final class ObservedRun {
  private ObservedRun() {}

  /**
   * Segments a scan. Of a model of several networks ({@link ModelSpec#parts()}) only the label map
   * is seen.
   *
   * @param channels one volume for each of the model's channels
   * @throws IOException as {@link VolumeSegmenter#segment}
   */
  public static SegmentationResult segment(
      ModelSpec spec,
      SegmenterOptions options,
      List<Volume<?>> channels,
      StageObserver observer,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    InferenceEngine engine = VolumeSegmenters.engine();
    if (!spec.parts().isEmpty()) {
      try (VolumeSegmenter segmenter = VolumeSegmenters.open(spec, options, engine)) {
        return segmenter.segment(channels, progress, cancel);
      }
    }
    NetworkWatch watch =
        new NetworkWatch(
            observer::input,
            sink ->
                (index, scores) -> {
                  observer.scores(index, scores);
                  sink.accept(index, scores);
                });
    try (NetworkSegmenter segmenter = new NetworkSegmenter(spec, options, engine, watch)) {
      return segmenter.segment(channels, progress, cancel);
    }
  }

  /**
   * Gives one tensor to the network after the model's value operations: nothing is turned, cropped,
   * resampled or tiled.
   *
   * @param shape batch (1), channels and the spatial sizes in the order of the network's axes
   * @param values in C order
   * @param outputIs how far the scores are worked on before the observer sees them
   * @throws IllegalArgumentException if the network does not take this shape, with a sentence
   * @throws IOException as {@link VolumeSegmenter#segment}
   */
  public static SegmentationResult tensor(
      ModelSpec spec,
      SegmenterOptions options,
      long[] shape,
      float[] values,
      OutputIs outputIs,
      StageObserver observer,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    TensorAxes axes = TensorAxes.of(spec.network());
    int[] grid = gridSize(spec, shape);
    int[] xyz = axes.toXyz(grid);
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = spec.network().size().get(axis);
      if (!rule.allows(xyz[axis])) {
        throw new IllegalArgumentException(
            "the model '%s' does not take %d voxels along %s"
                .formatted(spec.id(), xyz[axis], "xyz".charAt(axis)));
      }
    }
    List<Volume<?>> channels = new ArrayList<>();
    VolumeGeometry geometry =
        VolumeGeometry.axisAligned(new long[] {xyz[0], xyz[1], xyz[2]}, 1, 1, 1);
    int count = grid[0] * grid[1] * grid[2];
    for (int channel = 0; channel < spec.network().channels().size(); channel++) {
      float[] voxels = turned(values, channel * count, grid, xyz, axes);
      channels.add(
          new Volume<>(
              ArrayImgs.floats(voxels, xyz[0], xyz[1], xyz[2]),
              geometry,
              VolumeInfo.inMemory("tensor", Modality.UNKNOWN)));
    }
    StageObserver seen =
        outputIs == OutputIs.SCORES
            ? observer
            : new ActivatedObserver(observer, spec, outputIs, grid[0] * grid[1]);
    return segment(bare(spec, xyz), options, channels, seen, progress, cancel);
  }

  private static int[] gridSize(ModelSpec spec, long[] shape) {
    String axes = spec.network().axes();
    boolean fits = shape.length == axes.length() && shape[0] == 1;
    fits = fits && shape[1] == spec.network().channels().size();
    int[] grid = {1, 1, 1};
    long count = fits ? shape[1] : 0;
    for (int i = 2; fits && i < shape.length; i++) {
      fits = shape[i] > 0 && shape[i] < Integer.MAX_VALUE / Math.max(1, count);
      count *= shape[i];
      grid[shape.length - 1 - i] = (int) shape[i];
    }
    if (!fits || spec.cascade() != null || !spec.parts().isEmpty()) {
      throw new IllegalArgumentException(
          "the tensor of shape %s is none of the model '%s', whose axes are %s with %d channels"
              .formatted(
                  java.util.Arrays.toString(shape),
                  spec.id(),
                  axes,
                  spec.network().channels().size()));
    }
    return grid;
  }

  private static float[] turned(float[] values, int from, int[] grid, int[] xyz, TensorAxes axes) {
    int[] step = {1, grid[0], grid[0] * grid[1]};
    int stepX = step[axes.axisToGrid(0)];
    int stepY = step[axes.axisToGrid(1)];
    int stepZ = step[axes.axisToGrid(2)];
    float[] voxels = new float[xyz[0] * xyz[1] * xyz[2]];
    int to = 0;
    for (int z = 0; z < xyz[2]; z++) {
      for (int y = 0; y < xyz[1]; y++) {
        int at = from + z * stepZ + y * stepY;
        for (int x = 0; x < xyz[0]; x++) {
          voxels[to++] = values[at];
          at += stepX;
        }
      }
    }
    return voxels;
  }

  /** The model with its value operations, in one pass. */
  private static ModelSpec bare(ModelSpec spec, int[] xyz) {
    List<StepKind> order =
        spec.intensity().isEmpty()
            ? List.of(StepKind.ORIENT, StepKind.PAD)
            : List.of(StepKind.ORIENT, StepKind.NORMALIZE, StepKind.PAD);
    WindowSpec window =
        new WindowSpec(
            xyz,
            0,
            WindowSpec.Placement.EVEN,
            WindowSpec.Blend.CONSTANT,
            spec.window().sigma(),
            new int[3],
            WindowSpec.PadMode.CONSTANT,
            0,
            List.of(),
            WindowSpec.Accumulate.FLOAT32,
            WindowSpec.Whole.ALWAYS,
            false);
    return new ModelSpec(
        spec.id(),
        spec.version(),
        spec.name(),
        spec.description(),
        spec.notice(),
        spec.source(),
        spec.license(),
        spec.citations(),
        spec.network(),
        new GeometrySpec(null, null, 0, spec.geometry().image(), spec.geometry().scores(), null),
        CropSpec.NONE,
        order,
        spec.intensity(),
        window,
        spec.decision(),
        List.of(),
        spec.labels(),
        null,
        "any");
  }
}
