package io.github.holoseg.model.torch;

/**
 * One entry of a zip archive, from its central directory.
 *
 * @param name as stored
 * @param header where its local header begins in the file
 * @param size bytes of its data, which are stored as they are
 * @param limit where the next entry, or the central directory, begins
 */
record ZipRecord(String name, long header, long size, long limit) {}
