package io.github.holoseg.io.dicom;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of files while a volume is decoded. What is held in memory (a multi-frame file that is
 * deflated or lies in an archive) is inflated once for all threads. Thread-safe.
 */
final class PixelSources {
  private final Map<DicomHeader, ByteSource> shared = new HashMap<>();

  /** To be closed by the caller; what is shared may be closed and stays readable. */
  ByteSource open(DicomImage image) throws IOException {
    DicomHeader header = image.header();
    if (image.frameCount() == 1 || !header.isInflated()) {
      return header.openData();
    }
    synchronized (shared) {
      ByteSource bytes = shared.get(header);
      if (bytes == null) {
        bytes = header.openData();
        shared.put(header, bytes);
      }
      return bytes;
    }
  }
}
