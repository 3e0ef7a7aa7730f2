package io.github.holoseg.io.nifti;

import io.github.holoseg.io.raster.SampleType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fixed part of a file: NIfTI-1, or NIfTI-2 for more than 32767 voxels along an axis. */
final class NiftiHeaderWriter {
  /** NIfTI-1 has 16 bits for a size. */
  private static final int LARGEST_SIZE = 32767;

  private static final int MM = 2;
  private static final int DESCRIPTION = 79;

  private final NiftiPlacement placement;
  private final int intent;
  private final byte[] description;
  private final int extension;

  /**
   * @param extension bytes between this header and the voxels
   */
  NiftiHeaderWriter(NiftiPlacement placement, int intent, String description, int extension) {
    byte[] text = description.getBytes(StandardCharsets.US_ASCII);
    this.placement = placement;
    this.intent = intent;
    this.description = Arrays.copyOf(text, Math.min(text.length, DESCRIPTION));
    this.extension = extension;
  }

  byte[] bytes(SampleType type) {
    boolean small = Arrays.stream(placement.size()).allMatch(n -> n <= LARGEST_SIZE);
    return small ? version1(type) : version2(type);
  }

  private byte[] version1(SampleType type) {
    ByteBuffer h = ByteBuffer.allocate(NiftiHeader.SIZE_1).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, NiftiHeader.SIZE_1).put(38, (byte) 'r');
    h.putShort(40, (short) 3);
    for (int i = 1; i < 8; i++) {
      h.putShort(40 + 2 * i, i <= 3 ? (short) placement.size()[i - 1] : 1);
      h.putFloat(76 + 4 * i, i <= 3 ? (float) placement.spacing()[i - 1] : 1);
    }
    h.putShort(68, (short) intent);
    h.putShort(70, (short) NiftiDatatype.code(type)).putShort(72, (short) (8 * type.bytes()));
    h.putFloat(76, 1); // qfac
    h.putFloat(108, NiftiHeader.SIZE_1 + extension);
    h.putFloat(112, 1).putFloat(116, 0);
    h.put(123, (byte) MM);
    h.put(148, description);
    double[][] qform = placement.qform();
    if (qform != null) {
      double[] quaternion = NiftiQuaternion.of(qform);
      h.putFloat(76, (float) quaternion[3]);
      h.putShort(252, (short) 1);
      for (int row = 0; row < 3; row++) {
        h.putFloat(256 + 4 * row, (float) quaternion[row]);
        h.putFloat(268 + 4 * row, (float) qform[row][3]);
      }
    }
    if (placement.sform() != null) {
      h.putShort(254, (short) 1);
      for (int i = 0; i < 12; i++) {
        h.putFloat(280 + 4 * i, (float) placement.sform()[i / 4][i % 4]);
      }
    }
    h.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
    return h.array();
  }

  private byte[] version2(SampleType type) {
    ByteBuffer h = ByteBuffer.allocate(NiftiHeader.SIZE_2).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, NiftiHeader.SIZE_2);
    h.put(4, "n+2\0\r\n\032\n".getBytes(StandardCharsets.US_ASCII));
    h.putShort(12, (short) NiftiDatatype.code(type)).putShort(14, (short) (8 * type.bytes()));
    h.putLong(16, 3);
    for (int i = 1; i < 8; i++) {
      h.putLong(16 + 8 * i, i <= 3 ? placement.size()[i - 1] : 1);
      h.putDouble(104 + 8 * i, i <= 3 ? placement.spacing()[i - 1] : 1);
    }
    h.putDouble(104, 1); // qfac
    h.putLong(168, NiftiHeader.SIZE_2 + extension);
    h.putDouble(176, 1).putDouble(184, 0);
    h.put(240, description);
    double[][] qform = placement.qform();
    if (qform != null) {
      double[] quaternion = NiftiQuaternion.of(qform);
      h.putDouble(104, quaternion[3]);
      h.putInt(344, 1);
      for (int row = 0; row < 3; row++) {
        h.putDouble(352 + 8 * row, quaternion[row]);
        h.putDouble(376 + 8 * row, qform[row][3]);
      }
    }
    if (placement.sform() != null) {
      h.putInt(348, 1);
      for (int i = 0; i < 12; i++) {
        h.putDouble(400 + 8 * i, placement.sform()[i / 4][i % 4]);
      }
    }
    h.putInt(500, MM).putInt(504, intent);
    return h.array();
  }
}
