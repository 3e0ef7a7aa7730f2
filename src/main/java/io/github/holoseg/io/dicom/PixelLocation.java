package io.github.holoseg.io.dicom;

/**
 * Where the pixel data of a file lie; positions as in {@link DicomHeader#openData}.
 *
 * @param offset first byte (of the value, or of the first fragment's item)
 * @param length bytes in all, fragments' item headers included
 * @param fragments null for plain pixels, otherwise position and length of each fragment
 * @param basicOffsets the basic offset table: where each frame's first item starts, counted from
 *     the first fragment's item; empty if the file has none
 */
record PixelLocation(long offset, long length, long[][] fragments, long[] basicOffsets) {
  boolean isEncapsulated() {
    return fragments != null;
  }
}
