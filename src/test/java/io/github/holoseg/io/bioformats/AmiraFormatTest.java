package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** AmiraMesh: a text header, "@1", the voxels; the bounding box is of voxel centres. */
class AmiraFormatTest extends AbstractFormatTest {
  private static String header(String kind, String type, String packed) {
    return "# AmiraMesh "
        + kind
        + " 2.1\n\n\ndefine Lattice 5 4 3\n\nParameters {\n    Content \"5x4x3 "
        + type
        + ", uniform coordinates\",\n    BoundingBox 0 400 0 600 10 210,\n"
        + "    CoordType \"uniform\"\n}\n\nLattice { "
        + type
        + " Data } @1"
        + packed
        + "\n\n# Data section follows\n@1\n";
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void bothByteOrdersPackedAndFloat() throws IOException {
    Volume<?> volume =
        read(
            write(
                "a.am",
                ascii(header("BINARY-LITTLE-ENDIAN", "short", "")),
                shorts(ByteOrder.LITTLE_ENDIAN)));
    assertVoxels(volume, AbstractFormatTest::stored);
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.1, 0.2, 0.1}, within(1e-9));
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("lengths have no unit"));
    assertVoxels(
        read(write("b.am", ascii(header("BINARY", "short", "")), shorts(ByteOrder.BIG_ENDIAN))),
        AbstractFormatTest::stored);
    byte[] packed = zip(floats(ByteOrder.LITTLE_ENDIAN));
    assertVoxels(
        read(
            write(
                "c.am",
                ascii(header("BINARY-LITTLE-ENDIAN", "float", "(HxZip," + packed.length + ")")),
                packed)),
        (x, y, z) -> stored(x, y, z) / 8.0);
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() {
    assertThatThrownBy(() -> force(write("a.am", ascii(header("ASCII", "short", "") + "1 2 3 4"))))
        .hasMessageContaining("loses exponents");
    String curved =
        header("BINARY-LITTLE-ENDIAN", "short", "").replace("\"uniform\"", "\"curvilinear\"");
    assertThatThrownBy(() -> force(write("b.am", ascii(curved), shorts(ByteOrder.LITTLE_ENDIAN))))
        .hasMessageContaining("uniform grid");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path plain =
        write(
            "a.am",
            ascii(header("BINARY-LITTLE-ENDIAN", "short", "")),
            shorts(ByteOrder.LITTLE_ENDIAN));
    assertNoticesTruncation(plain, plain);
    byte[] packed = zip(shorts(ByteOrder.LITTLE_ENDIAN));
    String head = header("BINARY-LITTLE-ENDIAN", "short", "(HxZip," + packed.length + ")");
    Path file = write("b.am", ascii(head), packed);
    assertNoticesTruncation(file, file);
    String large = head.replace("Lattice 5 4 3", "Lattice 50000 40000 30000");
    assertThatThrownBy(() -> force(write("c.am", ascii(large), packed)))
        .hasMessageContaining("announces");
  }
}
