package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

/**
 * Scores that an observer sees lie where their grid says. The scan is a ramp of the place in the
 * patient and the network gives it back: so a score tells where it is, whatever was turned, cropped
 * and resampled.
 */
class SeenScoresTest {
  private static final int BORDER = 4;

  private static double ramp(double[] p) {
    return 40 + 0.11 * p[0] - 0.23 * p[1] + 0.05 * p[2];
  }

  /** A ramp within a border of zeros, which a model may crop away. */
  private static Volume<FloatType> scan(VolumeGeometry grid) {
    int nx = (int) grid.size(0);
    int ny = (int) grid.size(1);
    int nz = (int) grid.size(2);
    float[] values = new float[nx * ny * nz];
    for (int z = BORDER; z < nz - BORDER; z++) {
      for (int y = BORDER; y < ny - BORDER; y++) {
        for (int x = BORDER; x < nx - BORDER; x++) {
          values[(z * ny + y) * nx + x] = (float) ramp(grid.toPhysical(x, y, z));
        }
      }
    }
    return new Volume<>(
        ArrayImgs.floats(values, grid.size()), grid, VolumeInfo.inMemory("ramp", Modality.CT));
  }

  private record Seen(VolumeGeometry grid, List<float[]> slices) {}

  private static final class Watcher implements LabelObserver {
    private final List<Seen> seen = new ArrayList<>();

    @Override
    public void decided(LabelSlab slab) {}

    @Override
    public ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
      Seen here = new Seen(grid, new ArrayList<>());
      seen.add(here);
      return (index, scores) -> {
        assertThat(index).isEqualTo(here.slices.size());
        here.slices.add(scores.clone());
      };
    }
  }

  @Test
  void aScoreLiesWhereItsGridSays() throws IOException {
    VolumeGeometry phantom = Phantom.defaultGeometry();
    VolumeGeometry grid =
        new VolumeGeometry(
            new long[] {40, 36, 30}, phantom.spacing(), phantom.origin(), phantom.direction());
    for (Coordinates coordinates : Coordinates.values()) {
      for (boolean crop : new boolean[] {false, true}) {
        for (String order : List.of("LPS", "RAS", "SAR", "PIL")) {
          ModelSpecs specs = specs(coordinates, crop);
          check(scan(grid).reoriented(AxisOrder.of(order)), specs, coordinates + " " + order);
        }
      }
    }
  }

  @Test
  void nothingResampledIsTheScansOwnGrid() throws IOException {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {20, 18, 16}, 1, 2, 3);
    ModelSpecs specs = specs(Coordinates.HALF_PIXEL, false);
    specs.spacing = null;
    specs.orientation = "LPS";
    assertThat(check(scan(grid), specs, "own").grid().isSameGrid(grid, 1e-6)).isTrue();
  }

  private static ModelSpecs specs(Coordinates coordinates, boolean crop) {
    ModelSpecs specs = new ModelSpecs();
    specs.classes = 2;
    specs.orientation = "RAS";
    specs.spacing = new double[] {2, 1.25, 3};
    specs.image = ModelSpecs.resample(Interpolation.LINEAR, coordinates, Separate.NEVER);
    specs.scores = ModelSpecs.resample(Interpolation.LINEAR, coordinates, Separate.NEVER);
    specs.order = List.of(StepKind.ORIENT, StepKind.CROP, StepKind.RESAMPLE, StepKind.PAD);
    specs.crop = crop ? new CropSpec(CropSpec.Mode.NONZERO, 0, new int[3]) : CropSpec.NONE;
    specs.blend = Blend.CONSTANT;
    specs.weights = List.of(new NetworkSpec.Weights(Path.of("none.onnx"), ""));
    return specs;
  }

  private static Seen check(Volume<?> scan, ModelSpecs specs, String what) throws IOException {
    Watcher watcher = new Watcher();
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 1, Set.of("label_1"), false);
    int[] watched = labels(scan, specs, options, watcher);
    assertThat(watched).isEqualTo(labels(scan, specs, options, LabelObserver.NONE));
    Seen seen = watcher.seen.get(0);
    assertThat(watcher.seen).hasSize(1);
    int nx = (int) seen.grid.size(0);
    int ny = (int) seen.grid.size(1);
    assertThat(seen.slices).as(what).hasSize((int) seen.grid.size(2));
    VolumeGeometry grid = scan.geometry();
    int compared = 0;
    for (int z = 0; z < seen.slices.size(); z++) {
      for (int y = 0; y < ny; y++) {
        for (int x = 0; x < nx; x++) {
          double[] p = seen.grid.toPhysical(x, y, z);
          double[] voxel = grid.toIndex(p[0], p[1], p[2]);
          boolean inside = true;
          for (int axis = 0; axis < 3; axis++) {
            inside &= voxel[axis] > BORDER + 1 && voxel[axis] < grid.size(axis) - BORDER - 2;
          }
          if (inside) {
            compared++;
            assertThat((double) seen.slices.get(z)[y * nx + x])
                .as("%s at %d %d %d", what, x, y, z)
                .isCloseTo(ramp(p), within(2e-3));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(150);
    return seen;
  }

  private static int[] labels(
      Volume<?> scan, ModelSpecs specs, SegmenterOptions options, LabelObserver observer)
      throws IOException {
    try (VolumeSegmenter segmenter =
        VolumeSegmenters.open(specs.build(), options, new EchoEngine(), observer)) {
      return Voxels.ints(
          segmenter
              .segment(scan, ProgressListener.NONE, CancellationToken.none())
              .labels()
              .voxels());
    }
  }

  /** Scores: the value itself, and 40. */
  private static final class EchoEngine implements InferenceEngine {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads) {
      int voxels = tileSize[0] * tileSize[1] * tileSize[2];
      FloatBuffer input = FloatBuffer.allocate(voxels);
      FloatBuffer output = FloatBuffer.allocate(2 * voxels);
      return new Session() {
        @Override
        public String provider() {
          return "none";
        }

        @Override
        public FloatBuffer input() {
          return input;
        }

        @Override
        public FloatBuffer output() {
          return output;
        }

        @Override
        public void run(CancellationToken cancel) {
          for (int i = 0; i < voxels; i++) {
            output.put(i, input.get(i));
            output.put(voxels + i, 40);
          }
        }

        @Override
        public void close() {}
      };
    }
  }
}
