package io.github.holoseg.model.install;

/**
 * A file or folder of a zip archive.
 *
 * @param name as written, separated by {@code /}; of a folder with a {@code /} at its end
 * @param flags general purpose bits
 * @param method 0 stored, 8 deflated
 * @param crc CRC-32 of the unpacked bytes
 * @param packed bytes in the archive
 * @param size bytes when unpacked
 * @param header position of the local header
 * @param limit end of the room that the entry may take in the archive
 */
record ZipEntryRecord(
    String name, int flags, int method, long crc, long packed, long size, long header, long limit) {
  boolean isFolder() {
    return name.endsWith("/");
  }

  ZipEntryRecord withLimit(long end) {
    return new ZipEntryRecord(name, flags, method, crc, packed, size, header, end);
  }
}
