package io.github.holoseg.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.RawNifti;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real trained 3-D network (MeshNet, brain MR) on a real scan: labels as published in one pass,
 * and tiles that keep a distance of its receptive radius, 46 voxels, give the same scores bit for
 * bit; one voxel less does not.
 */
@Tag("slow")
class MeshNetTest {
  private static final int SIZE = 256;
  private static final int PLANE = SIZE * SIZE;
  private static final int THREADS = 2;

  /** Voxels as stored, the scan's own minimum and maximum brought to 0 and 1. */
  private record Scan(RawNifti file, int min, int max) implements FloatGrid {
    static Scan read() throws IOException {
      RawNifti file = RawNifti.read(SharedData.shared("meshnet/t1_crop.nii.gz"));
      int min = 255;
      int max = 0;
      for (byte voxel : file.voxels()) {
        min = Math.min(min, voxel & 255);
        max = Math.max(max, voxel & 255);
      }
      return new Scan(file, min, max);
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int[] size() {
      return file.size().clone();
    }

    @Override
    public void read(int channel, int[] first, int[] box, float[] target, int offset) {
      int at = offset;
      for (int z = 0; z < box[2]; z++) {
        for (int y = 0; y < box[1]; y++) {
          int from = ((first[2] + z) * SIZE + first[1] + y) * SIZE + first[0];
          for (int x = 0; x < box[0]; x++) {
            target[at++] = ((file.voxels()[from + x] & 255) - min) / (float) (max - min);
          }
        }
      }
    }
  }

  private static NetworkSpec network(Path file, SizeRule rule) {
    return new NetworkSpec(
        List.of(new NetworkSpec.Weights(file, "")),
        "input",
        "output",
        NetworkSpec.ElementType.FLOAT32,
        "bczyx",
        List.of("MR"),
        3,
        List.of(rule, rule, rule));
  }

  private static int[] checksums(WindowPlan window, Path model, FloatGrid scan) throws IOException {
    int[] sums = new int[SIZE];
    TilePlan plan = TilePlan.of(window, scan.size());
    try (InferenceEngine.Session session =
        new OrtEngine()
            .open(network(model, Windows.ANY), 0, plan.tileSize(), Device.CPU, THREADS)) {
      new SlidingWindowInferer(window, plan, "meshnet", 3, THREADS)
          .run(
              scan,
              List.of(session),
              (index, scores) -> {
                CRC32 crc = new CRC32();
                for (float score : scores) {
                  int bits = Float.floatToRawIntBits(score);
                  for (int shift = 0; shift < 32; shift += 8) {
                    crc.update(bits >>> shift);
                  }
                }
                sums[index] = (int) crc.getValue();
              },
              ProgressListener.NONE,
              CancellationToken.none());
    }
    return sums;
  }

  @Test
  void onePassGivesThePublishedLabels() throws IOException {
    Path model = SharedData.shared("meshnet/model.onnx");
    SizeRule fixed = new SizeRule(0, 0, SIZE);
    RawNifti expected =
        RawNifti.read(SharedData.shared("meshnet/t1_crop_meshnet_labels_ort1.29.nii.gz"));
    Scan scan = Scan.read();
    WindowPlan window =
        Windows.whole(Windows.halo(new int[] {SIZE, SIZE, SIZE}, new int[3], fixed), Whole.ALWAYS);
    TilePlan plan = TilePlan.of(window, scan.size());
    long[] counts = new long[3];
    long[] wrong = new long[1];
    try (InferenceEngine.Session session =
        new OrtEngine().open(network(model, fixed), 0, plan.tileSize(), Device.CPU, THREADS)) {
      cancelledRunStopsSoon(session);
      InferenceRun run =
          new SlidingWindowInferer(window, plan, "meshnet", 3, THREADS)
              .run(
                  scan,
                  List.of(session),
                  (index, scores) -> {
                    for (int i = 0; i < PLANE; i++) {
                      int best = 0;
                      for (int c = 1; c < 3; c++) {
                        best = scores[c * PLANE + i] > scores[best * PLANE + i] ? c : best;
                      }
                      counts[best]++;
                      wrong[0] += best != expected.voxels()[index * PLANE + i] ? 1 : 0;
                    }
                  },
                  ProgressListener.NONE,
                  CancellationToken.none());
      assertThat(run.networkCalls()).isEqualTo(1);
    }
    assertThat(wrong[0]).as("voxels that differ from the published labels").isZero();
    assertThat(Math.round(counts[0] / 1e3)).isEqualTo(15523);
    assertThat(Math.round(counts[1] / 1e3)).isEqualTo(519);
    assertThat(Math.round(counts[2] / 1e3)).isEqualTo(735);
  }

  /** The same session must then give the right labels. */
  private static void cancelledRunStopsSoon(InferenceEngine.Session session) {
    CancellationToken cancel = new CancellationToken();
    long[] cancelledAt = new long[1];
    Thread user =
        new Thread(
            () -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              cancelledAt[0] = System.nanoTime();
              cancel.cancel();
            });
    user.start();
    assertThatThrownBy(() -> session.run(cancel)).isInstanceOf(CancellationException.class);
    double seconds = (System.nanoTime() - cancelledAt[0]) / 1e9;
    System.out.printf("MeshNet: stopped %.2f s after the cancel%n", seconds);
    assertThat(cancelledAt[0]).as("it was still running when it was cancelled").isPositive();
  }

  @Test
  void tilesWithTheReceptiveRadiusEqualOnePassAndWithOneVoxelLessDoNot() throws IOException {
    Path model = SharedData.shared("meshnet/meshnet5_dynamic.onnx");
    Scan scan = Scan.read();
    int[] whole = {SIZE, SIZE, SIZE};
    int[] expected =
        checksums(
            Windows.whole(Windows.halo(whole, new int[3], Windows.ANY), Whole.ALWAYS), model, scan);
    WindowPlan cubes = Windows.halo(new int[] {174, 174, 174}, new int[] {46, 46, 46}, Windows.ANY);
    assertThat(TilePlan.of(cubes, whole).tileCount()).isEqualTo(8);
    assertThat(checksums(cubes, model, scan)).isEqualTo(expected);
    WindowPlan slabs = Windows.halo(new int[] {SIZE, SIZE, 173}, new int[] {0, 0, 45}, Windows.ANY);
    TilePlan plan = TilePlan.of(slabs, whole);
    assertThat(plan.tileCount()).isEqualTo(2);
    assertThat(plan.keptEnd(0)[2]).as("45 voxels before the border").isEqualTo(173 - 45);
    assertThat(checksums(slabs, model, scan)).isNotEqualTo(expected);
  }
}
