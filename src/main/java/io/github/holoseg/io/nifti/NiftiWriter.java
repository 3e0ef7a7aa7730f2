package io.github.holoseg.io.nifti;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Writes NIfTI-1, little-endian; what places a volume has code 1 (scanner), which is sform and
 * qform alike but for sheared slices. The same volume gives the same bytes.
 */
final class NiftiWriter {
  static final List<String> ENDINGS = List.of(".nii", ".nii.gz");

  /** intent_code of a label map (NIFTI_INTENT_LABEL). */
  static final int INTENT_LABEL = 1002;

  private static final int LARGEST_SIZE = 32767;

  private final NiftiPlacement placement;
  private final int intent;
  private final String description;
  private final byte[] extension;

  /**
   * @param description cut to 79 ASCII characters
   * @param comment kept in a comment extension; empty: none
   */
  NiftiWriter(VolumeGeometry geometry, int intent, String description, String comment) {
    this(NiftiPlacement.of(geometry), intent, description, comment);
  }

  NiftiWriter(NiftiPlacement placement, int intent, String description, String comment) {
    this.placement = placement;
    this.intent = intent;
    this.description = description;
    this.extension = NiftiExtensions.comment(comment);
  }

  /**
   * @param asBytes write the values, which must be 0 to 255, as bytes whatever their type
   */
  void write(RandomAccessibleInterval<? extends RealType<?>> voxels, boolean asBytes, Path target)
      throws IOException {
    for (int axis = 0; axis < 3; axis++) {
      if (placement.size()[axis] > LARGEST_SIZE) {
        throw new VolumeFormatException(
            target,
            "NIfTI-1 holds at most 32767 voxels along an axis, this volume is " + placement);
      }
    }
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
    out.write(header(output.type()));
    out.write(extension);
    output.plain(out);
  }

  private byte[] header(SampleType type) {
    ByteBuffer h = ByteBuffer.allocate(NiftiHeader.SIZE_1).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, NiftiHeader.SIZE_1).put(38, (byte) 'r');
    h.putShort(40, (short) 3);
    for (int i = 1; i < 8; i++) {
      h.putShort(40 + 2 * i, i <= 3 ? (short) placement.size()[i - 1] : 1);
      h.putFloat(76 + 4 * i, i <= 3 ? (float) placement.spacing()[i - 1] : 1);
    }
    h.putShort(68, (short) intent);
    h.putShort(70, (short) NiftiDatatype.code(type)).putShort(72, (short) (8 * type.bytes()));
    h.putFloat(108, NiftiHeader.SIZE_1 + extension.length);
    h.putFloat(112, 1).putFloat(116, 0);
    h.put(123, (byte) 2);
    byte[] text = description.getBytes(StandardCharsets.US_ASCII);
    h.put(148, text, 0, Math.min(text.length, 79));
    placement(h);
    h.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
    return h.array();
  }

  private void placement(ByteBuffer h) {
    h.putFloat(76, 1); // qfac
    if (placement.qform() != null) {
      double[] quaternion = NiftiQuaternion.of(placement.qform());
      h.putFloat(76, (float) quaternion[3]);
      h.putShort(252, (short) 1);
      for (int row = 0; row < 3; row++) {
        h.putFloat(256 + 4 * row, (float) quaternion[row]);
        h.putFloat(268 + 4 * row, (float) placement.qform()[row][3]);
      }
    }
    if (placement.sform() != null) {
      h.putShort(254, (short) 1);
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 4; column++) {
          h.putFloat(280 + 16 * row + 4 * column, (float) placement.sform()[row][column]);
        }
      }
    }
  }
}
