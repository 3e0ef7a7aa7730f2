package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.AbstractBadInputTest;
import io.github.holoseg.io.VolumeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;

/** MetaImage with its voxels behind the header, and beside it. */
class MetaImageBadInputTest {
  @Nested
  class Local extends Base {
    @Override
    protected String fileName() {
      return "scan.mha";
    }

    @Override
    byte[] bytes(MetaFixture f) {
      return f.bytes(MetaFixture.counting(MetaFixture.VOXELS));
    }

    @Override
    protected int headerLength() {
      return valid().length - 2 * MetaFixture.VOXELS;
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      byte[] zeros = new byte[200 << 20];
      MetaFixture small = new MetaFixture();
      byte[] packed = small.pack(zeros);
      MetaFixture large = new MetaFixture();
      large.pack(new byte[48]);
      large.set("CompressedDataSize", "" + packed.length).set("DimSize", "9999 9999 9999");
      return Map.of(
          "200 MB for a small volume", small.bytes(packed), "2 TB announced", large.bytes(packed));
    }
  }

  @Nested
  class Beside extends Base {
    @Override
    protected String fileName() {
      return "scan.mhd";
    }

    @Override
    byte[] bytes(MetaFixture f) {
      return f.set("ElementDataFile", "scan.raw").bytes(new byte[0]);
    }

    @Override
    protected int headerLength() {
      return valid().length;
    }

    /** The last line end is not needed. */
    @Override
    protected boolean mayBeCutAt(int length) {
      return length >= headerLength() - 1;
    }

    @Override
    protected Path write(byte[] bytes) throws IOException {
      Files.write(folder.resolve("scan.raw"), MetaFixture.counting(MetaFixture.VOXELS));
      return super.write(bytes);
    }

    @Override
    protected Map<String, byte[]> bombs() {
      return Map.of();
    }
  }

  abstract static class Base extends AbstractBadInputTest {
    abstract byte[] bytes(MetaFixture f);

    private byte[] with(String field, String value) {
      return bytes(new MetaFixture().set(field, value));
    }

    @Override
    protected VolumeReader reader() {
      return new MetaImageReader();
    }

    @Override
    protected byte[] valid() {
      return bytes(new MetaFixture());
    }

    @Override
    protected Map<String, byte[]> hugeSizes() {
      Map<String, byte[]> files = new TreeMap<>();
      for (String size :
          new String[] {
            "99999 99999 99999",
            "2 3 9223372036854775807",
            "9223372036854775807 9223372036854775807 9223372036854775807",
            "99999999999999999999 3 4",
            "0 3 4",
            "-2 3 4",
            "-2 -3 4",
            "2 3",
            "NaN 3 4",
            ""
          }) {
        files.put("DimSize " + size, with("DimSize", size));
      }
      for (String n : new String[] {"0", "-1", "999999999", "2147483648", "x"}) {
        files.put("NDims " + n, with("NDims", n));
        files.put("channels " + n, with("ElementNumberOfChannels", n));
      }
      for (String skip :
          new String[] {"-2", "9223372036854775807", "99999999999999999999", "999"}) {
        files.put("HeaderSize " + skip, with("HeaderSize", skip));
      }
      for (String name :
          new String[] {
            "../../../../../../etc/passwd",
            "/etc/passwd",
            "/dev/zero",
            ".",
            "scan%d.raw 1 999999999 1",
            "scan%d.raw 9223372036854775800 9223372036854775807 1",
            "scan%d.raw 1 4 0",
            "scan%99999999999d.raw 1 4 1",
            "LIST"
          }) {
        byte[] file = new MetaFixture().set("ElementDataFile", name).bytes(new byte[0]);
        files.put("data file " + name, file);
      }
      return files;
    }

    @Override
    protected byte[] withSpacing(double mm) {
      return with("ElementSpacing", mm + " 2 3");
    }

    @Override
    protected Map<String, byte[]> badDirections() {
      Map<String, byte[]> files = new TreeMap<>();
      for (String matrix :
          new String[] {
            "0 0 0 0 0 0 0 0 0",
            "1 0 0 1 0 0 0 0 1",
            "1 0 0 0 1 0 0 0 0",
            "nan 0 0 0 1 0 0 0 1",
            "inf 0 0 0 1 0 0 0 1",
            "1 0.2 0 0 1 0 0 0 1",
            "1 0 0 0 1 0",
            "x"
          }) {
        files.put(matrix, with("TransformMatrix", matrix));
      }
      for (String origin : new String[] {"nan 0 0", "0 1e30 0", "0 0", "x"}) {
        files.put("Offset " + origin, with("Offset", origin));
      }
      return files;
    }
  }
}
