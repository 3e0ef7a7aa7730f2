package io.github.holoseg.batch;

import io.github.holoseg.io.raster.PlaneSource;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** SHA-256 of what was read, so that a report says which data it is about. */
final class SourceHash {
  private SourceHash() {}

  /**
   * Of a file: its SHA-256. Of a folder: the SHA-256 of the sorted SHA-256 lines (hex, each
   * followed by a line feed) of the DICOM files in it and below. Neither the names of slices nor
   * other files beside them matter. A single slice stands for its series, and so for its folder.
   *
   * @param isDicom looks at a file's first bytes
   * @param isSlice whether the source is one slice of the series that was read
   * @return lower-case hex
   */
  static String of(Path source, boolean isSlice, Predicate<Path> isDicom, CancellationToken cancel)
      throws IOException {
    boolean isFolder = Files.isDirectory(source);
    if (!isFolder && !isSlice) {
      return ofFile(source, cancel);
    }
    List<Path> files;
    try (Stream<Path> walk =
        isFolder ? Files.walk(source) : Files.list(source.toAbsolutePath().getParent())) {
      files = walk.filter(Files::isRegularFile).filter(isDicom).toList();
    }
    List<String> hashes = new ArrayList<>();
    for (Path file : files) {
      hashes.add(ofFile(file, cancel));
    }
    Collections.sort(hashes);
    MessageDigest digest = digest();
    hashes.forEach(hash -> digest.update((hash + "\n").getBytes(StandardCharsets.US_ASCII)));
    return HexFormat.of().formatHex(digest.digest());
  }

  static String ofFile(Path file, CancellationToken cancel) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        cancel.throwIfCancelled();
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the values of a volume: little endian, x fastest, in the type they have. */
  static String ofVoxels(Volume<?> volume, CancellationToken cancel) {
    MessageDigest digest = digest();
    PlaneSource planes = new PlaneSource(volume.voxels());
    for (long z = 0; z < volume.geometry().size(2); z++) {
      cancel.throwIfCancelled();
      digest.update(planes.bytes(z));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
