package io.github.holoseg.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Tells label maps from scans by name and first bytes. Thread-safe. */
public final class LabelFiles {
  /** The ending by which 3D Slicer knows segmentations. */
  public static final String SEGMENTATION = ".seg.nrrd";

  private static final int HEAD = 1 << 16;

  /** NIFTI_INTENT_LABEL of nifti1.h. */
  private static final int INTENT_LABEL = 1002;

  private static final Pattern NAME =
      Pattern.compile(
          "(.*[ _.-])?(seg|segs|segmentations?|labels?|labelmaps?|masks?|annotations?)"
              + "([ _.-].*)?");

  private LabelFiles() {}

  /**
   * The mark by which the file says that it holds labels: the names in a NIfTI extension or its
   * intent code, the segments of 3D Slicer, Holoseg's own fields of a MetaImage header.
   *
   * @return one phrase, empty if there is no such mark or the file cannot be read
   */
  public static Optional<String> mark(Path file) {
    if (isSegmentation(file)) {
      return Optional.of("a segmentation, by its name");
    }
    byte[] head = head(file);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("NRRD")) {
      return found(text.contains("\nSegment0_"), "a segmentation, with the names of its segments");
    }
    if (head.length >= 348 && (isSize(head, 348) || isSize(head, 540))) {
      boolean names = text.contains("{\"holoseg\":\"labels\"") || text.contains("<LabelTable>");
      return found(names || intent(head) == INTENT_LABEL, "a label map, as its header says");
    }
    return found(
        text.contains("NDims") && text.contains("\nHolosegLabel"), "a label map of Holoseg");
  }

  /** Whether the name ends in {@link #SEGMENTATION}. */
  public static boolean isSegmentation(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SEGMENTATION);
  }

  /**
   * Whether the name has a word such as {@code seg} or {@code mask} in it: reason to look at the
   * values, which alone decide.
   */
  public static boolean isNamedLikeLabels(Path file) {
    return NAME.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }

  private static Optional<String> found(boolean it, String what) {
    return it ? Optional.of(what) : Optional.empty();
  }

  private static boolean isSize(byte[] head, int size) {
    int first = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return first == size || Integer.reverseBytes(first) == size;
  }

  private static int intent(byte[] head) {
    ByteBuffer h = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int size = h.getInt(0);
    if (size != 348 && size != 540) {
      h.order(ByteOrder.BIG_ENDIAN);
    }
    if (h.getInt(0) == 348) {
      return h.getShort(68);
    }
    return head.length >= 540 ? h.getInt(504) : 0;
  }

  /** First bytes, unpacked; none if the file cannot be read. */
  private static byte[] head(Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      return (gzip ? new GZIPInputStream(raw) : raw).readNBytes(HEAD);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
