package io.github.holoseg.io.nifti;

import io.github.holoseg.io.AbstractBadInputTest;
import io.github.holoseg.io.VolumeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;

/** NIfTI-1, NIfTI-2, packed and in two files. */
class NiftiBadInputTest {
  @Nested
  class Version1 extends Base {
    Version1() {
      super(1, "scan.nii");
    }
  }

  @Nested
  class Version2 extends Base {
    Version2() {
      super(2, "scan.nii");
    }
  }

  @Nested
  class Packed extends Base {
    Packed() {
      super(1, "scan.nii.gz");
    }

    @Override
    protected int headerLength() throws IOException {
      return valid().length;
    }

    @Override
    byte[] bytes(NiftiFixture f) throws IOException {
      return gzip(super.bytes(f), 1);
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      NiftiFixture small = fixture();
      small.voxels = new byte[1 << 20];
      files.put("a small volume and 200 MB after it", gzip(plain(small), 200));
      NiftiFixture large = fixture();
      large.dim = new long[] {3, 32767, 32767, 100, 1, 1, 1, 1};
      large.voxels = new byte[1 << 20];
      files.put("200 GB announced, 200 MB there", gzip(plain(large), 200));
      return files;
    }
  }

  /** The header is what is spoilt; the voxels beside it are whole. */
  @Nested
  class Paired extends Base {
    Paired() {
      super(1, "scan.hdr");
    }

    @Override
    protected int headerLength() {
      return 348;
    }

    @Override
    byte[] bytes(NiftiFixture f) {
      f.paired = true;
      return f.header();
    }

    @Override
    protected Path write(byte[] bytes) throws IOException {
      Files.write(folder.resolve("scan.img"), new byte[48]);
      return super.write(bytes);
    }
  }

  abstract static class Base extends AbstractBadInputTest {
    private final int version;
    private final String name;

    Base(int version, String name) {
      this.version = version;
      this.name = name;
    }

    NiftiFixture fixture() {
      NiftiFixture f = new NiftiFixture();
      f.version = version;
      f.voxels = new byte[48];
      return f;
    }

    byte[] bytes(NiftiFixture f) throws IOException {
      byte[] head = f.header();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(head);
      out.writeBytes(new byte[4]);
      out.writeBytes(f.voxels);
      return out.toByteArray();
    }

    @Override
    protected VolumeReader reader() {
      return new NiftiReader();
    }

    @Override
    protected String fileName() {
      return name;
    }

    @Override
    protected byte[] valid() throws IOException {
      return bytes(fixture());
    }

    @Override
    protected int headerLength() throws IOException {
      return fixture().header().length + 4;
    }

    @Override
    protected Map<String, byte[]> hugeSizes() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      long[][] sizes = {
        {3, 32767, 32767, 32767, 1, 1, 1, 1},
        {3, 32767, 2, 4, 1, 1, 1, 1},
        {7, 32767, 32767, 32767, 32767, 32767, 32767, 32767},
        {3, 0, 3, 4, 1, 1, 1, 1},
        {3, -2, 3, 4, 1, 1, 1, 1},
        {3, -2, -3, 4, 1, 1, 1, 1},
        {4, 2, 3, 4, 32767, 1, 1, 1},
        {0, 2, 3, 4, 1, 1, 1, 1},
        {8, 2, 3, 4, 1, 1, 1, 1}
      };
      for (long[] size : sizes) {
        NiftiFixture f = fixture();
        f.dim = size;
        files.put(java.util.Arrays.toString(size), bytes(f));
      }
      for (long size : new long[] {Long.MAX_VALUE, 1L << 32, Long.MIN_VALUE}) {
        NiftiFixture f = fixture();
        f.dim = new long[] {3, size, size, size, 1, 1, 1, 1};
        files.put("" + size, version == 2 ? bytes(f) : bytes(overflowing(f)));
      }
      for (double offset : new double[] {1e18, 1e30, Double.NaN, 2147483647.0, -5, 352.5}) {
        NiftiFixture f = fixture();
        f.voxOffset = offset >= 0 ? offset : 1e17;
        if (!(version == 2 && offset == 352.5)) { // whole numbers there
          files.put("voxels at " + offset, bytes(f));
        }
      }
      return files;
    }

    /** What a 16-bit field makes of a size beyond it. */
    private static NiftiFixture overflowing(NiftiFixture f) {
      f.dim = new long[] {3, -1, 3, 4, 1, 1, 1, 1};
      return f;
    }

    @Override
    protected byte[] withSpacing(double mm) throws IOException {
      NiftiFixture f = fixture();
      f.sformCode = 0;
      f.qformCode = 1;
      f.pixdim[1] = mm;
      return bytes(f);
    }

    @Override
    protected Map<String, byte[]> badDirections() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      double[][][] rows = {
        {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
        {{1, 1, 0, 0}, {0, 0, 0, 0}, {0, 0, 1, 0}},
        {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 0}},
        {{1, 0.2, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}},
        {{Double.NaN, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}},
        {{1, 0, 0, Double.POSITIVE_INFINITY}, {0, 1, 0, 0}, {0, 0, 1, 0}},
        {{1e30, 0, 0, 0}, {0, 1e30, 0, 0}, {0, 0, 1e30, 0}}
      };
      for (double[][] row : rows) {
        NiftiFixture f = fixture();
        f.srow = row;
        files.put("sform " + java.util.Arrays.deepToString(row), bytes(f));
      }
      for (double[] q : new double[][] {{Double.NaN, 0, 0}, {9, 9, Double.POSITIVE_INFINITY}}) {
        NiftiFixture f = fixture();
        f.sformCode = 0;
        f.qformCode = 1;
        f.quaternion = q;
        files.put("qform " + java.util.Arrays.toString(q), bytes(f));
      }
      return files;
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      return Map.of();
    }

    static byte[] plain(NiftiFixture f) {
      byte[] head = f.header();
      byte[] all = java.util.Arrays.copyOf(head, head.length + 4 + f.voxels.length);
      return all;
    }
  }

  /** Packs the bytes, then their last megabyte again and again. */
  static byte[] gzip(byte[] bytes, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
      int tail = Math.min(bytes.length, 1 << 20);
      for (int i = 1; i < times; i++) {
        out.write(bytes, bytes.length - tail, tail);
      }
    }
    return packed.toByteArray();
  }
}
