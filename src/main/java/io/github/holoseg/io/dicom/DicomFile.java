package io.github.holoseg.io.dicom;

import java.io.IOException;
import java.nio.file.Path;

/** One file of a source: on disk, or an entry of a zip archive. Thread-safe. */
interface DicomFile {
  /**
   * For messages, and to tell folders apart. Of an entry: the archive's path with the entry's name
   * behind it, where nothing is ever written or opened.
   */
  Path path();

  /** For the header: no more is read than is asked for. */
  ByteSource open() throws IOException;

  /** For the pixels. Of an entry: all of it in memory, compared with its checksum. */
  ByteSource openWhole() throws IOException;

  /** A file on disk. */
  static DicomFile of(Path file) {
    return new OnDisk(file);
  }

  /** See {@link #of}. */
  record OnDisk(Path path) implements DicomFile {
    @Override
    public ByteSource open() throws IOException {
      return ByteSource.open(path);
    }

    @Override
    public ByteSource openWhole() throws IOException {
      return ByteSource.open(path);
    }
  }
}
