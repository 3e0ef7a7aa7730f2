package io.github.holoseg.io.nifti;

import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.SliceLabels;
import io.github.holoseg.io.raster.LabelValues;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Writes labels on the slices as the scanner made them, for scans that were resampled to be
 * segmented: NIfTI-1 with one plane for each slice, lowest along the slice normal first.
 *
 * <p>Evenly spaced slices are placed by the sform, which is sheared if the gantry was tilted; the
 * qform, which cannot be, has code 0. For uneven slices both codes are 0, because no header of
 * NIfTI can place them: take the positions of {@link SlicePositions}.
 */
public final class NiftiSliceLabelExporter {
  private NiftiSliceLabelExporter() {}

  /**
   * @param labels on the grid that the slices were resampled to
   * @param target ending in {@code .nii} or {@code .nii.gz}
   * @throws IOException naming the target
   */
  public static void export(
      LabelMap labels, SlicePositions slices, String provenance, Path target, int threads)
      throws IOException {
    RandomAccessibleInterval<UnsignedShortType> voxels = SliceLabels.of(labels, slices, threads);
    new NiftiWriter(
            NiftiPlacement.of(slices),
            NiftiWriter.INTENT_LABEL,
            provenance,
            LabelNames.toJson(labels.labels(), provenance))
        .write(voxels, LabelValues.fitBytes(labels), target);
  }
}
