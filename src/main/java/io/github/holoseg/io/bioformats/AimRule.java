package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Modality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Scanco AIM (micro-CT), versions 020 and 030. Observed with Bio-Formats 7.3.1: every file is read
 * as 16-bit voxels, whatever its type; voxel sizes are those of the scan that it was cut from; the
 * linear attenuation is not converted.
 *
 * <p>Type, sizes and HU (1000 x value / (scaling x mu of water) - 1000) as in ITK's IOScanco.
 */
final class AimRule implements FormatRule {
  private static final String VERSION_030 = "AIMDATA_V030";
  private static final int HEAD = 1 << 20;
  private static final int SHORT = 0x00020002;

  @Override
  public void before(Path source) throws IOException {
    ByteBuffer h = head(source);
    boolean wide = isWide(h);
    int start = wide ? 280 : 160;
    if (h.capacity() <= start) {
      throw new VolumeFormatException(source, "is truncated, its header ends too early");
    }
    int sizes = wide ? 16 : 0;
    int word = wide ? 8 : 4;
    if (!wide && (h.getInt(0) != 20 || h.getInt(4) != 140)
        || wide && (h.getLong(16) != 40 || h.getLong(24) != 224)) {
      throw new VolumeFormatException(
          source, "is no Scanco AIM file of version 020 or 030, or its header is damaged");
    }
    int type = h.getInt(wide ? 68 : 40);
    if (type != SHORT) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "is an AIM file of type 0x%08x; Bio-Formats reads only 16-bit voxels (0x%08x)",
              type,
              SHORT));
    }
    long log = wide ? h.getLong(sizes + 2 * word) : h.getInt(sizes + 2 * word);
    int zero = start;
    while (zero < h.capacity() && h.get(zero) != 0) {
      zero++;
    }
    if (zero + 1L != start + log) {
      throw new VolumeFormatException(
          source,
          "its processing log has "
              + (zero + 1L - start)
              + " bytes and its header says "
              + log
              + ", so the voxels' place is not known");
    }
    for (int axis = 0; axis < 3; axis++) {
      long n = wide ? h.getLong(96 + 8 * axis) : h.getInt(56 + 4 * axis);
      if (n < 1 || n > Integer.MAX_VALUE) {
        throw new VolumeFormatException(source, "is damaged, a size in its header is " + n);
      }
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    ByteBuffer h = head(image.source);
    boolean wide = isWide(h);
    long voxelsAt = wide ? 280 + h.getLong(32) : 160 + h.getInt(8);
    image.requireBytes(Files.size(image.source) - voxelsAt);
    double[] mm = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      mm[axis] = wide ? 1e-6 * h.getLong(240 + 8 * axis) : vaxFloat(h, 128 + 4 * axis);
    }
    double[] first = image.spacing.clone();
    image.setSpacing(1, mm);
    if (Arrays.stream(image.spacing).anyMatch(Double::isNaN)) {
      image.setSpacing(1, first);
    }
    double scaling = image.number("Mu_Scaling");
    double water = image.number("HU: mu water");
    if (scaling > 1 && water > 0) {
      image.slope = 1000 / (scaling * water);
      image.intercept = -1000;
      image.modality = Modality.CT;
      image.unitKnown = true;
    } else {
      image.warnings.add("its log does not say how values become HU");
    }
  }

  private static boolean isWide(ByteBuffer h) {
    byte[] version = new byte[Math.min(h.capacity(), VERSION_030.length())];
    h.get(0, version);
    return new String(version, StandardCharsets.US_ASCII).equals(VERSION_030);
  }

  private static ByteBuffer head(Path source) throws IOException {
    return ByteBuffer.wrap(Head.upTo(source, HEAD)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** F_floating of the VAX: its 16-bit words exchanged, its exponent two larger. */
  private static double vaxFloat(ByteBuffer h, int at) {
    int bits = h.getInt(at);
    return Float.intBitsToFloat(bits << 16 | bits >>> 16) / 4.0;
  }
}
