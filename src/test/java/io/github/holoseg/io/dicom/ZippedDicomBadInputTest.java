package io.github.holoseg.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The same slice in an archive: what is cut and altered is the archive. */
class ZippedDicomBadInputTest extends DicomBadInputTest {
  @Override
  protected String fileName() {
    return "scan.zip";
  }

  @Override
  protected byte[] valid() {
    return zip(super.valid());
  }

  /** The directory lies at the end. */
  @Override
  protected int headerLength() {
    return valid().length;
  }

  @Override
  protected Map<String, byte[]> hugeSizes() {
    return zipped(super.hugeSizes());
  }

  @Override
  protected byte[] withSpacing(double mm) {
    return zip(super.withSpacing(mm));
  }

  @Override
  protected Map<String, byte[]> badDirections() {
    return zipped(super.badDirections());
  }

  /** Those of the slice by itself are in archives already. */
  @Override
  protected Map<String, byte[]> bombs() {
    return Map.of();
  }

  private static Map<String, byte[]> zipped(Map<String, byte[]> files) {
    Map<String, byte[]> archives = new TreeMap<>();
    files.forEach((name, bytes) -> archives.put(name, zip(bytes)));
    return archives;
  }

  private static byte[] zip(byte[] slice) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("a/slice.dcm"));
      out.write(slice);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
