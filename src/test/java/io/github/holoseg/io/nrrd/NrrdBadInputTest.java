package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.AbstractBadInputTest;
import io.github.holoseg.io.VolumeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;

/** NRRD attached, in every encoding, and detached. */
class NrrdBadInputTest {
  @Nested
  class Raw extends Base {
    Raw() {
      super("raw");
    }
  }

  @Nested
  class Gzip extends Base {
    Gzip() {
      super("gzip");
    }

    @Override
    byte[] packed(byte[] voxels) throws IOException {
      return NrrdReaderContractTest.gzip(voxels);
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      byte[] much = packed(new byte[200 << 20]);
      NrrdFixture small = new NrrdFixture().set("encoding", "gzip");
      files.put("a small volume and 200 MB after it", bytes(small, much));
      NrrdFixture large = new NrrdFixture().set("encoding", "gzip");
      large.set("sizes", "30000 30000 100");
      files.put("180 GB announced, 200 MB there", bytes(large, much));
      NrrdFixture skip = new NrrdFixture().set("encoding", "gzip");
      skip.set("byte skip", "9000000000000000");
      files.put("much to skip", bytes(skip, much));
      return files;
    }
  }

  @Nested
  class Hex extends Base {
    Hex() {
      super("hex");
    }

    @Override
    byte[] packed(byte[] voxels) {
      return java.util.HexFormat.of().formatHex(voxels).getBytes(StandardCharsets.US_ASCII);
    }
  }

  @Nested
  class Text extends Base {
    Text() {
      super("ascii");
    }

    @Override
    byte[] packed(byte[] voxels) {
      return "10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 3\n"
          .getBytes(StandardCharsets.US_ASCII);
    }

    /** The line end after the last number. */
    @Override
    protected boolean mayBeCutAt(int length) throws IOException {
      return length == valid().length - 1;
    }
  }

  /** The header is what is spoilt; the voxels beside it are whole. */
  @Nested
  class Detached extends Base {
    Detached() {
      super("raw");
    }

    @Override
    protected String fileName() {
      return "scan.nhdr";
    }

    @Override
    byte[] bytes(NrrdFixture f, byte[] voxels) throws IOException {
      return super.bytes(f.line("data file: scan.raw"), new byte[0]);
    }

    @Override
    protected Path write(byte[] bytes) throws IOException {
      Files.write(folder.resolve("scan.raw"), NrrdFixture.counting(NrrdFixture.VOXELS));
      return super.write(bytes);
    }

    /** Its end is no line but the end of the file; the last two are line ends. */
    @Override
    protected boolean mayBeCutAt(int length) throws IOException {
      return length >= valid().length - 2;
    }
  }

  abstract static class Base extends AbstractBadInputTest {
    private final String encoding;

    Base(String encoding) {
      this.encoding = encoding;
    }

    byte[] packed(byte[] voxels) throws IOException {
      return voxels;
    }

    byte[] bytes(NrrdFixture f, byte[] voxels) throws IOException {
      Path file = folder.resolve("fixture");
      byte[] bytes = Files.readAllBytes(f.write(file, voxels));
      Files.delete(file);
      return bytes;
    }

    private byte[] with(String field, String value) throws IOException {
      NrrdFixture f = new NrrdFixture().set("encoding", encoding).set(field, value);
      return bytes(f, packed(NrrdFixture.counting(NrrdFixture.VOXELS)));
    }

    @Override
    protected VolumeReader reader() {
      return new NrrdReader();
    }

    @Override
    protected String fileName() {
      return "scan.nrrd";
    }

    @Override
    protected byte[] valid() throws IOException {
      return with("content", "none");
    }

    @Override
    protected int headerLength() throws IOException {
      return new String(valid(), StandardCharsets.ISO_8859_1).indexOf("\n\n") + 2;
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
            "2 3",
            "2 3 400000000"
          }) {
        files.put(size, with("sizes", size));
      }
      files.put("dimension", with("dimension", "999999999"));
      files.put("lines", with("line skip", "1000000000000"));
      files.put("bytes", with("byte skip", "1000000000000"));
      files.put("more bytes", with("byte skip", "9223372036854775807"));
      files.put("long", with("type", "x".repeat(100_000)));
      files.put("vectors", with("space directions", "(".repeat(100_000)));
      files.put("list", with("data file", "LIST"));
      files.put("pattern", with("data file", "a%d.raw 0 9223372036854775807 1"));
      files.put(
          "overflow", with("data file", "a%d.raw -9223372036854775807 9223372036854775807 1"));
      files.put("nul", with("data file", "a\0.raw"));
      return files;
    }

    @Override
    protected byte[] withSpacing(double mm) throws IOException {
      // A negative number is no spacing but a direction here.
      return mm < 0 ? null : with("space directions", "(" + mm + ",0,0) (0,1,0) (0,0,1)");
    }

    @Override
    protected Map<String, byte[]> badDirections() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      for (String directions :
          new String[] {
            "(0,0,0) (0,0,0) (0,0,0)",
            "(1,0,0) (1,0,0) (0,0,1)",
            "(1,.2,0) (0,1,0) (0,0,1)",
            "(nan,nan,nan) (0,1,0) (0,0,1)",
            "(nan,0,0) (0,1,0) (0,0,1)",
            "(1,0,0) (0,1,0) (0,0,inf)",
            "(1e30,0,0) (0,1e30,0) (0,0,1e30)",
            "none none none"
          }) {
        files.put(directions, with("space directions", directions));
      }
      files.put("origin", with("space origin", "(inf,0,0)"));
      return files;
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      return Map.of();
    }
  }
}
