package io.github.holoseg.io.nrrd;

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

/** NRRD with its voxels behind the header, and beside it. */
class NrrdBadInputTest {
  @Nested
  class Attached extends Base {
    @Override
    protected String fileName() {
      return "scan.nrrd";
    }

    @Override
    byte[] bytes(NrrdFixture f) {
      return f.bytes(NrrdFixture.counting(NrrdFixture.VOXELS));
    }

    @Override
    protected int headerLength() {
      return valid().length - 2 * NrrdFixture.VOXELS;
    }

    @Override
    protected Map<String, byte[]> bombs() throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        for (int i = 0; i < 200; i++) {
          out.write(new byte[1 << 20]);
        }
      }
      NrrdFixture small = new NrrdFixture().set("encoding", "gzip");
      NrrdFixture large = new NrrdFixture().set("encoding", "gzip").set("sizes", "9999 9999 9999");
      NrrdFixture skips = new NrrdFixture().set("encoding", "gzip").set("byte skip", "99999999999");
      return Map.of(
          "200 MB after a small volume",
          small.bytes(packed.toByteArray()),
          "2 TB announced",
          large.bytes(packed.toByteArray()),
          "100 GB to be skipped",
          skips.bytes(packed.toByteArray()));
    }
  }

  @Nested
  class Detached extends Base {
    @Override
    protected String fileName() {
      return "scan.nhdr";
    }

    @Override
    byte[] bytes(NrrdFixture f) {
      return f.set("data file", "scan.raw").bytes(new byte[0]);
    }

    @Override
    protected int headerLength() {
      return valid().length;
    }

    /** A detached header may end with any of its lines once it names the data file. */
    @Override
    protected boolean mayBeCutAt(int length) {
      return length >= headerLength() - 2;
    }

    @Override
    protected Path write(byte[] bytes) throws IOException {
      Files.write(folder.resolve("scan.raw"), NrrdFixture.counting(NrrdFixture.VOXELS));
      return super.write(bytes);
    }

    @Override
    protected Map<String, byte[]> bombs() {
      return Map.of();
    }
  }

  abstract static class Base extends AbstractBadInputTest {
    abstract byte[] bytes(NrrdFixture f);

    @Override
    protected VolumeReader reader() {
      return new NrrdReader();
    }

    @Override
    protected byte[] valid() {
      return bytes(new NrrdFixture());
    }

    @Override
    protected Map<String, byte[]> hugeSizes() {
      Map<String, byte[]> files = new TreeMap<>();
      for (String sizes :
          new String[] {
            "99999 99999 99999",
            "2 3 9223372036854775807",
            "9223372036854775807 9223372036854775807 9223372036854775807",
            "99999999999999999999 3 4",
            "0 3 4",
            "-2 3 4",
            "-2 -3 4",
            "2 3",
            "2 3 4 5",
            "NaN 3 4",
            ""
          }) {
        files.put("sizes " + sizes, bytes(new NrrdFixture().set("sizes", sizes)));
      }
      for (String dimension : new String[] {"0", "-1", "999999999", "2147483648", "x"}) {
        files.put("dimension " + dimension, bytes(new NrrdFixture().set("dimension", dimension)));
      }
      for (String skip : new String[] {"-2", "9223372036854775807", "99999999999999999999", "49"}) {
        files.put("byte skip " + skip, bytes(new NrrdFixture().set("byte skip", skip)));
        files.put("line skip " + skip, bytes(new NrrdFixture().set("line skip", skip)));
      }
      for (String name :
          new String[] {
            "../../../../../../etc/passwd",
            "/etc/passwd",
            "/dev/zero",
            ".",
            "scan%d.raw 1 999999999 1",
            "scan%d.raw 9223372036854775800 9223372036854775807 1",
            "scan%d.raw -9223372036854775808 9223372036854775807 1",
            "scan%d.raw 1 4 0",
            "scan%99999999999d.raw 1 4 1",
            "LIST"
          }) {
        byte[] file = new NrrdFixture().line("data file: " + name).bytes(new byte[0]);
        files.put("data file " + name, file);
      }
      return files;
    }

    /** A step of -1 is no error here but a direction. */
    @Override
    protected byte[] withSpacing(double mm) {
      if (mm == -1) {
        return null;
      }
      return bytes(new NrrdFixture().set("space directions", "(" + mm + ",0,0) (0,2,0) (0,0,3)"));
    }

    @Override
    protected Map<String, byte[]> badDirections() {
      Map<String, byte[]> files = new TreeMap<>();
      for (String directions :
          new String[] {
            "(0,0,0) (0,0,0) (0,0,0)",
            "(1,0,0) (1,0,0) (0,0,1)",
            "(1,0,0) (0,1,0) (0,0,0)",
            "(nan,0,0) (0,1,0) (0,0,1)",
            "(inf,0,0) (0,1,0) (0,0,1)",
            "(1,0.2,0) (0,1,0) (0,0,1)",
            "(1,0,0) (0,1,0)",
            "(1,0) (0,1) (0,0)",
            "none none none",
            "(1,0,0",
            "1 2 3"
          }) {
        files.put(directions, bytes(new NrrdFixture().set("space directions", directions)));
      }
      for (String origin : new String[] {"(nan,0,0)", "(0,1e30,0)", "(0,0)", "x"}) {
        files.put("origin " + origin, bytes(new NrrdFixture().set("space origin", origin)));
      }
      return files;
    }
  }
}
