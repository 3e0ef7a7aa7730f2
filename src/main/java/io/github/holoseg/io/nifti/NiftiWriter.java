package io.github.holoseg.io.nifti;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Writes NIfTI-1, or NIfTI-2 where an axis has more voxels than that holds, little-endian; what
 * places a volume has code 1 (scanner), which is sform and qform alike but for sheared slices. The
 * same volume gives the same bytes.
 */
final class NiftiWriter {
  static final List<String> ENDINGS = List.of(".nii", ".nii.gz");

  /** intent_code of a label map (NIFTI_INTENT_LABEL). */
  static final int INTENT_LABEL = 1002;

  private final NiftiHeaderWriter header;
  private final byte[] extension;

  /**
   * @param description cut to 79 ASCII characters
   * @param comment kept in a comment extension; empty: none
   */
  NiftiWriter(VolumeGeometry geometry, int intent, String description, String comment) {
    this(NiftiPlacement.of(geometry), intent, description, comment);
  }

  NiftiWriter(NiftiPlacement placement, int intent, String description, String comment) {
    this.extension = NiftiExtensions.comment(comment);
    this.header = new NiftiHeaderWriter(placement, intent, description, extension.length);
  }

  /**
   * @param asBytes write the values, which must be 0 to 255, as bytes whatever their type
   */
  void write(RandomAccessibleInterval<? extends RealType<?>> voxels, boolean asBytes, Path target)
      throws IOException {
    boolean gzip = target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    AtomicFile.write(
        target,
        out -> {
          if (gzip) {
            GZIPOutputStream packed = VoxelOutput.gzipStream(out);
            content(voxels, asBytes, packed);
            packed.finish();
          } else {
            content(voxels, asBytes, out);
          }
        });
  }

  private void content(
      RandomAccessibleInterval<? extends RealType<?>> voxels, boolean asBytes, OutputStream out)
      throws IOException {
    VoxelOutput output = new VoxelOutput(voxels, asBytes);
    out.write(header.bytes(output.type()));
    out.write(extension);
    output.plain(out);
  }
}
