package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.SlicePositions.Slice;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiSliceLabelExporterTest {
  private static final double COS = Math.cos(0.3);
  private static final double SIN = Math.sin(0.3);

  @TempDir Path folder;

  @Test
  void evenTiltedSlicesArePlacedByAShearedSform() throws IOException {
    SlicePositions slices = slices(4, 4, 4);

    Path file = export(slices);

    byte[] bytes = Files.readAllBytes(file);
    NiftiHeader header = NiftiHeader.parse(bytes);
    assertThat(header.qformCode()).isZero();
    assertThat(header.sformCode()).isEqualTo(1);
    for (int z = 0; z < 4; z++) {
      double[] p = slices.toPhysical(5, 3, z);
      double[] index = {5, 3, z, 1};
      for (int row = 0; row < 3; row++) {
        double ras = 0;
        for (int k = 0; k < 4; k++) {
          ras += header.srow()[row][k] * index[k];
        }
        assertThat(ras).isCloseTo(row == 2 ? p[2] : -p[row], within(1e-5));
      }
    }
    // Together the volume of a voxel: the step across the slices, not along the shear.
    assertThat(header.pixdim()[3]).isCloseTo(4 * COS, within(1e-6));
    double[][] s = header.srow();
    double det =
        s[0][0] * (s[1][1] * s[2][2] - s[1][2] * s[2][1])
            - s[0][1] * (s[1][0] * s[2][2] - s[1][2] * s[2][0])
            + s[0][2] * (s[1][0] * s[2][1] - s[1][1] * s[2][0]);
    double[] d = header.pixdim();
    assertThat(Math.abs(det)).isCloseTo(d[1] * d[2] * d[3], within(1e-5));
    // A volume cannot be sheared, so our own reader must not take it for a straight one.
    assertThatThrownBy(() -> read(file)).isInstanceOf(VolumeFormatException.class);
  }

  @Test
  void unevenSlicesAreNotPlacedByTheHeader() throws IOException {
    Path file = export(slices(4, 4, 7));

    NiftiHeader header = NiftiHeader.parse(Files.readAllBytes(file));

    assertThat(header.qformCode()).isZero();
    assertThat(header.sformCode()).isZero();
    assertThat(header.pixdim()[3]).isCloseTo(5 * COS, within(1e-6));
    var volume = read(file);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("orientation"));
    assertThat(volume.info().properties().toString()).contains("bone");
    volume.voxels().forEach(v -> assertThat(v.getRealDouble()).isEqualTo(1));
  }

  private Path export(SlicePositions slices) throws IOException {
    VolumeGeometry grid =
        new VolumeGeometry(
            new long[] {30, 60, 60},
            new double[] {1, 1, 1},
            new double[] {-15, -30, -30},
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    LabelMap labels =
        new LabelMap(ArrayImgs.unsignedShorts(30, 60, 60), grid, List.of(Label.of(1, "bone")));
    labels.voxels().forEach(v -> v.set(1));
    Path file = folder.resolve("labels.slices.nii");
    NiftiSliceLabelExporter.export(labels, slices, "test", file, 2);
    return file;
  }

  private static io.github.holoseg.volume.Volume<?> read(Path file) throws IOException {
    return new NiftiReader()
        .read(file, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
  }

  /** Slices turned about x, stacked along z of the patient as a tilted gantry does. */
  private static SlicePositions slices(double... steps) {
    List<Slice> slices = new ArrayList<>();
    double z = -6;
    for (int i = 0; i <= steps.length; i++) {
      slices.add(new Slice("f" + i, 0, "1." + i, -4, -3, z));
      z += i < steps.length ? steps[i] : 0;
    }
    return new SlicePositions(
        9, 7, 0.5, 0.6, List.of(1.0, 0.0, 0.0), List.of(0.0, COS, -SIN), slices);
  }
}
