package io.github.holoseg.io.nifti;

import io.github.holoseg.io.gzip.GzipStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The one or two files of a volume, plain or gzip, told apart by content rather than by name. */
final class NiftiFiles {
  /** Deflate packs at most 1032 bytes into one. */
  static final long LARGEST_RATIO = 1032;

  private static final int BUFFER = 1 << 16;

  private NiftiFiles() {}

  /** The file with the header: {@code .hdr} for an {@code .img}, else the file itself. */
  static Path header(Path source) {
    return sibling(source, ".img", ".hdr");
  }

  /** The file with the voxels of a pair. */
  static Path image(Path header) {
    return sibling(header, ".hdr", ".img");
  }

  /** Whether its name is that of the voxels of a pair. */
  static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".img") || name.endsWith(".img.gz");
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1F && in.read() == 0x8B;
    }
  }

  static InputStream open(Path file) throws IOException {
    boolean gzip = isGzip(file);
    InputStream raw = Files.newInputStream(file);
    try {
      return gzip ? new GzipStream(raw) : new BufferedInputStream(raw, BUFFER);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Up to {@code n} first bytes, unpacked; fewer, also none, if the file has no more. */
  static byte[] head(Path file, int n) {
    try (InputStream in = open(file)) {
      return in.readNBytes(n);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Most bytes that the file can unpack to. */
  static long largestContent(Path file) throws IOException {
    long size = Files.size(file);
    return isGzip(file) ? Math.multiplyExact(size, LARGEST_RATIO) : size;
  }

  /** Name without {@code .nii}, {@code .hdr}, {@code .img} and {@code .gz}. */
  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(?i)(\\.(nii|hdr|img))?(\\.gz)?$", "");
  }

  private static Path sibling(Path file, String from, String to) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    for (String packed : new String[] {"", ".gz"}) {
      if (lower.endsWith(from + packed)) {
        String stem = name.substring(0, name.length() - from.length() - packed.length());
        for (String tail : new String[] {to, to + ".gz", to.toUpperCase(Locale.ROOT)}) {
          Path sibling = file.resolveSibling(stem + tail);
          if (Files.isRegularFile(sibling)) {
            return sibling;
          }
        }
      }
    }
    return file;
  }
}
