package io.github.holoseg.io.dicom;

import io.github.holoseg.io.AbstractBadInputTest;
import io.github.holoseg.io.VolumeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One slice; {@link DamagedDicomTest} has more about sequences and compressed pixels. */
class DicomBadInputTest extends AbstractBadInputTest {
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  @Override
  protected VolumeReader reader() {
    return new DicomReader();
  }

  @Override
  protected String fileName() {
    return "slice.dcm";
  }

  @Override
  protected byte[] valid() {
    return new SyntheticSlice().bytes();
  }

  @Override
  protected int headerLength() {
    return valid().length - 70;
  }

  @Override
  protected Map<String, byte[]> hugeSizes() {
    Map<String, byte[]> files = new TreeMap<>();
    for (int size : new int[] {0, 16000, 65535}) {
      SyntheticSlice plain = new SyntheticSlice();
      files.put("plain " + size, sized(plain, size).part10(plain.syntax));
      for (String syntax : new String[] {SyntheticSlice.RLE, SyntheticSlice.JPEG_LOSSLESS}) {
        SyntheticSlice packed = new SyntheticSlice();
        packed.syntax = syntax;
        packed.fragment = new byte[100];
        files.put(syntax + " " + size, sized(packed, size).part10(syntax));
      }
    }
    SyntheticSlice slice = new SyntheticSlice();
    for (String frames : new String[] {"0", "-1", "999999", "2147483648", "1e300", "NaN"}) {
      files.put(
          frames + " frames",
          slice.elements().text(Tag.NUMBER_OF_FRAMES, "IS", frames).part10(slice.syntax));
    }
    return files;
  }

  private static DicomBytes sized(SyntheticSlice slice, int size) {
    DicomBytes elements = slice.elements();
    return elements.u16(Tag.ROWS, size).u16(Tag.COLUMNS, size);
  }

  @Override
  protected byte[] withSpacing(double mm) {
    SyntheticSlice slice = new SyntheticSlice();
    slice.spacingX = mm;
    return slice.bytes();
  }

  @Override
  protected Map<String, byte[]> badDirections() {
    Map<String, byte[]> files = new TreeMap<>();
    double[][] directions = {
      {0, 0, 0, 0, 0, 0},
      {1, 0, 0, 1, 0, 0},
      {1, 0, 0, 0.5, 0.8, 0},
      {2, 0, 0, 0, 2, 0},
      {Double.NaN, 0, 0, 0, 1, 0},
      {1, 0, 0},
      {1, 0, 0, 0, 1, 0, 0}
    };
    for (double[] direction : directions) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.orientation = direction;
      files.put(java.util.Arrays.toString(direction), slice.bytes());
    }
    for (double place : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e30}) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.position = new double[] {0, place, 0};
      files.put("at " + place, slice.bytes());
    }
    return files;
  }

  @Override
  protected Map<String, byte[]> bombs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new DicomBytes(true, false).part10(DEFLATED));
    Deflater raw = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream data = new DeflaterOutputStream(out, raw)) {
      data.write(new SyntheticSlice().elements().bytes());
      for (int i = 0; i < 200; i++) {
        data.write(new byte[1 << 20]);
      }
    }
    Map<String, byte[]> files = new TreeMap<>();
    files.put("200 MB deflated", out.toByteArray());
    byte[] slice = new SyntheticSlice().bytes();
    files.put("200 MB before a slice's pixels, in an archive", zip(withPrivateElement(200 << 20)));
    files.put("200 MB after a slice, in an archive", zip(new byte[][] {slice, zeros(200)}));
    files.put("200 MB of nothing, in an archive", zip(new byte[][] {zeros(200)}));
    return files;
  }

  /** Many zeros in a value that nobody needs. */
  private static byte[][] withPrivateElement(int length) {
    byte[] slice = new SyntheticSlice().elements().raw(0x00291010, "OB", new byte[1234]).bytes();
    String text = new String(slice, java.nio.charset.StandardCharsets.ISO_8859_1);
    String mark = "\u0029\0\u0010\u0010OB\0\0";
    int at = text.indexOf(mark) + mark.length();
    byte[] head = new DicomBytes(true, false).part10(SyntheticSlice.EXPLICIT);
    java.nio.ByteBuffer first = java.nio.ByteBuffer.allocate(head.length + at + 4);
    first.order(java.nio.ByteOrder.LITTLE_ENDIAN).put(head).put(slice, 0, at).putInt(length);
    byte[] rest = java.util.Arrays.copyOfRange(slice, at + 4 + 1234, slice.length);
    return new byte[][] {first.array(), zeros(length >> 20), rest};
  }

  private static byte[] zeros(int megabytes) {
    return new byte[megabytes << 20];
  }

  /** One entry of these parts. */
  private static byte[] zip(byte[][] parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("slice.dcm"));
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }
}
