package io.github.holoseg.benchmark;

import io.github.holoseg.annotation.Autosave;
import io.github.holoseg.annotation.BoxMask;
import io.github.holoseg.annotation.Brush;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.FillHoles;
import io.github.holoseg.annotation.FloodFill;
import io.github.holoseg.annotation.GrowShrink;
import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.Islands;
import io.github.holoseg.annotation.LabelMask;
import io.github.holoseg.annotation.RegionGrow;
import io.github.holoseg.annotation.SliceInterpolation;
import io.github.holoseg.annotation.Smooth;
import io.github.holoseg.annotation.VoxelBox;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.ShortType;

/**
 * How long the tools take that work on a whole structure: a tube as large as a femur (40 mm across,
 * 430 mm long) in 512×512×600 voxels; the better of two runs.
 *
 * <p>Run as {@link BrushBenchmark}; the argument is the number of threads.
 */
public final class LabelToolsBenchmark {
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {512, 512, 600}, 0.75, 0.75, 0.8);
  private static final CancellationToken NEVER = CancellationToken.none();

  private LabelToolsBenchmark() {}

  public static void main(String[] args) throws Exception {
    EditableLabels labels = EditableLabels.empty(GRID, List.of(Label.of(1, "bone")));
    Volume<ShortType> scan = scan();
    Path folder = Files.createTempDirectory("tools-benchmark");
    try (Workers workers = new Workers(args.length == 0 ? 1 : Integer.parseInt(args[0]));
        EditSession session = new EditSession(labels, scan, new EditHistory())) {
      BoxMask tube = Brush.ball(20).along(GRID, place(20), place(450));
      run("write 1.2 million voxels", () -> session.apply("tube", e -> e.paint(tube)), session);
      session.apply("tube", e -> e.paint(tube));
      run("voxels of a label", () -> LabelMask.of(labels, 1, workers, NEVER).count(), null);
      BoxMask mask = LabelMask.of(labels, 1, workers, NEVER);
      run("flood fill", () -> FloodFill.inVolume(labels, 256, 256, 300, NEVER).count(), null);
      run("flood fill, background", () -> FloodFill.inVolume(labels, 1, 1, 1, NEVER).count(), null);
      RegionGrow grow = new RegionGrow(scan, new HuRange(-2000, 3000), 60);
      run("region growing, 60 mm", () -> grow.from(place(200), NEVER).count(), null);
      run("islands", () -> Islands.besidesLargest(mask, NEVER).count(), null);
      run("holes", () -> FillHoles.inVolume(mask, NEVER).count(), null);
      run("smooth, Gaussian 1.5 mm", () -> Smooth.gaussian(mask, 1.5, GRID, workers, NEVER), null);
      run("smooth, median 2 mm", () -> Smooth.median(mask, 2, GRID, workers, NEVER), null);
      run("grow 3 mm", () -> GrowShrink.grow(mask, 3, GRID, workers, NEVER), null);
      run("shrink 3 mm", () -> GrowShrink.shrink(mask, 3, GRID, workers, NEVER), null);
      BoxMask sparse = new BoxMask(VoxelBox.of(GRID));
      for (int z = 30; z < 560; z += 10) {
        sparse.or(mask.within(mask.box().withAxis(2, z, z + 1)));
      }
      run("interpolate 53 slices", () -> SliceInterpolation.between(sparse, GRID, 2, NEVER), null);
      Clock never = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
      run(
          "autosave",
          () -> {
            try (Autosave autosave =
                new Autosave(session, folder, "case", null, null, Duration.ZERO, never)) {
              session.apply("dot", e -> e.erase(Brush.ball(1).at(GRID, place(200))));
              return autosave.tick();
            }
          },
          null);
    }
  }

  private static double[] place(double z) {
    return new double[] {192, 192, z};
  }

  private static void run(String what, Callable<?> work, EditSession undo) throws Exception {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      work.call();
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
      if (undo != null) {
        undo.undo();
      }
    }
    System.out.printf(Locale.ROOT, "%-26s %7.0f ms%n", what, best);
  }

  private static Volume<ShortType> scan() {
    PlanarImg<ShortType, ShortArray> image = PlanarImgs.shorts(GRID.size());
    return new Volume<>(image, GRID, VolumeInfo.inMemory("benchmark", Modality.CT));
  }
}
