package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FITS. Observed with Bio-Formats 7.3.1: {@code BZERO} and {@code BSCALE} are not applied, so
 * unsigned voxels are wrong by 32768; slices that a truncated file lacks are dropped; data that
 * begins with the byte of a space is shifted.
 */
final class FitsRule implements FormatRule {
  private static final int BLOCK = 2880;
  private static final int CARD = 80;
  private static final int LONGEST_HEADER = 1 << 20;
  private static final Pattern NUMBER =
      Pattern.compile("^([A-Z0-9]+) *= *([-+0-9.EeDd]+) *(/.*)?$");

  @Override
  public void before(Path source) throws IOException {
    String head = head(source);
    int start = dataStart(source, head);
    if (start >= head.length()) {
      throw new VolumeFormatException(source, "is truncated, it ends with its header");
    }
    if (value(head, "NAXIS", 0) > 3) {
      throw new VolumeFormatException(source, "has more than three dimensions");
    }
    if (head.charAt(start) == ' ') {
      throw new VolumeFormatException(
          source,
          "its voxels begin with the byte 32, which Bio-Formats takes for header; convert it");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    String head = head(image.source);
    for (int axis = 0; axis < 3; axis++) {
      double announced = value(head, "NAXIS" + (axis + 1), 1);
      if (image.size[axis] != announced) {
        throw image.refusal(
            "is truncated or damaged, it announces "
                + (long) announced
                + " voxels along "
                + "xyz".charAt(axis)
                + " and Bio-Formats finds "
                + image.size[axis]);
      }
    }
    image.requireBytes(Files.size(image.source) - dataStart(image.source, head));
    image.slope = value(head, "BSCALE", 1);
    image.intercept = value(head, "BZERO", 0);
    if (image.slope == 0) {
      throw image.refusal("its BSCALE is 0");
    }
  }

  private static String head(Path source) throws IOException {
    return new String(Head.upTo(source, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
  }

  private static int dataStart(Path source, String head) throws VolumeFormatException {
    for (int at = 0; at + CARD <= head.length(); at += CARD) {
      if (head.substring(at, at + CARD).strip().equals("END")) {
        return (at + CARD + BLOCK - 1) / BLOCK * BLOCK;
      }
    }
    throw new VolumeFormatException(source, "is truncated or damaged, its FITS header has no end");
  }

  private static double value(String head, String key, double otherwise) {
    for (int at = 0; at + CARD <= head.length(); at += CARD) {
      Matcher card = NUMBER.matcher(head.substring(at, at + CARD));
      if (card.find() && card.group(1).equals(key)) {
        return Double.parseDouble(card.group(2).replace('D', 'E').replace('d', 'e'));
      }
      if (head.substring(at, at + CARD).strip().equals("END")) {
        break;
      }
    }
    return otherwise;
  }
}
