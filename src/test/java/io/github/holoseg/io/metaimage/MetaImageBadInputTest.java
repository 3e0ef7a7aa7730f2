package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.AbstractBadInputTest;
import io.github.holoseg.io.VolumeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;

/** MetaImage in one file, plain and packed, and in two. */
class MetaImageBadInputTest {
  @Nested
  class Local extends Base {}

  @Nested
  class Packed extends Base {
    @Override
    byte[] bytes(MetaFixture f, byte[] voxels) throws IOException {
      return super.bytes(f, f.pack(voxels));
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      files.put(
          "a small volume and 200 MB after it", bytes(new MetaFixture(), new byte[200 << 20]));
      MetaFixture large = new MetaFixture().set("DimSize", "30000 30000 100");
      files.put("180 GB announced, 200 MB there", bytes(large, new byte[200 << 20]));
      return files;
    }
  }

  /** The header is what is spoilt; the voxels beside it are whole. */
  @Nested
  class Paired extends Base {
    @Override
    protected String fileName() {
      return "scan.mhd";
    }

    @Override
    byte[] bytes(MetaFixture f, byte[] voxels) throws IOException {
      return super.bytes(f.besides("scan.raw"), new byte[0]);
    }

    @Override
    protected Path write(byte[] bytes) throws IOException {
      Files.write(folder.resolve("scan.raw"), MetaFixture.counting(MetaFixture.VOXELS));
      return super.write(bytes);
    }

    /** The line end of the last field. */
    @Override
    protected boolean mayBeCutAt(int length) throws IOException {
      return length == valid().length - 1;
    }
  }

  abstract static class Base extends AbstractBadInputTest {
    byte[] bytes(MetaFixture f, byte[] voxels) throws IOException {
      Path file = folder.resolve("fixture");
      byte[] bytes = Files.readAllBytes(f.write(file, voxels));
      Files.delete(file);
      return bytes;
    }

    private byte[] with(String field, String value) throws IOException {
      return bytes(new MetaFixture().set(field, value), MetaFixture.counting(MetaFixture.VOXELS));
    }

    @Override
    protected VolumeReader reader() {
      return new MetaImageReader();
    }

    @Override
    protected String fileName() {
      return "scan.mha";
    }

    @Override
    protected byte[] valid() throws IOException {
      return with("Comment", "none");
    }

    @Override
    protected int headerLength() throws IOException {
      String text = new String(valid(), java.nio.charset.StandardCharsets.ISO_8859_1);
      return text.indexOf('\n', text.indexOf("ElementDataFile")) + 1;
    }

    @Override
    protected Map<String, byte[]> hugeSizes() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      for (String size :
          new String[] {
            "30000 30000 30000",
            "2147483647 2147483647 2147483647",
            "2147483648 2 2",
            "1e30 2 2",
            "-2 3 4",
            "-2 -3 4",
            "0 3 4",
            "2 3 4 5",
            "2 3",
            "2 3 400000000"
          }) {
        files.put(size, with("DimSize", size));
      }
      files.put("dimensions", with("NDims", "999999999"));
      files.put("header", with("HeaderSize", "9223372036854775807"));
      files.put("packed", with("CompressedDataSize", "9223372036854775807"));
      files.put("long", with("ElementType", "x".repeat(100_000)));
      files.put("list", with("ElementDataFile", "LIST"));
      files.put("pattern", with("ElementDataFile", "a%d.raw 0 9223372036854775807 1"));
      files.put("overflow", with("ElementDataFile", "a%d.raw -9e18 9e18 1"));
      files.put("nul", with("ElementDataFile", "a%\0.raw"));
      return files;
    }

    @Override
    protected byte[] withSpacing(double mm) throws IOException {
      return with("ElementSpacing", mm + " 1 1");
    }

    @Override
    protected Map<String, byte[]> badDirections() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      for (String matrix :
          new String[] {
            "0 0 0 0 0 0 0 0 0",
            "1 0 0 1 0 0 0 0 1",
            "1 0.2 0 0 1 0 0 0 1",
            "NaN 0 0 0 1 0 0 0 1",
            "1 0 0 0 1 0 0 0 Infinity",
            "1e30 0 0 0 1e30 0 0 0 1e30"
          }) {
        files.put(matrix, with("TransformMatrix", matrix));
      }
      files.put("offset", with("Offset", "NaN 0 0"));
      return files;
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      return Map.of();
    }
  }
}
