package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;
import loci.formats.ImageReader;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import ome.units.UNITS;
import ome.units.quantity.Length;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of one format, written by hand from its public layout, with voxels that tell every axis,
 * sign and byte order apart.
 */
abstract class AbstractFormatTest {
  static final int NX = 5;
  static final int NY = 4;
  static final int NZ = 3;

  @TempDir Path folder;

  interface Values {
    double at(long x, long y, long z);
  }

  /** What is stored at a voxel: from -1009 up, and no two alike. */
  static int stored(long x, long y, long z) {
    return (int) (-1009 + x + 10 * y + 700 * z);
  }

  /** All voxels, x fastest, as 16-bit integers. */
  static byte[] shorts(ByteOrder order) {
    ByteBuffer b = ByteBuffer.allocate(2 * NX * NY * NZ).order(order);
    for (int z = 0; z < NZ; z++) {
      for (int y = 0; y < NY; y++) {
        for (int x = 0; x < NX; x++) {
          b.putShort((short) stored(x, y, z));
        }
      }
    }
    return b.array();
  }

  /** All voxels, x fastest, divided by 8, as floats. */
  static byte[] floats(ByteOrder order) {
    ByteBuffer b = ByteBuffer.allocate(4 * NX * NY * NZ).order(order);
    for (int z = 0; z < NZ; z++) {
      for (int y = 0; y < NY; y++) {
        for (int x = 0; x < NX; x++) {
          b.putFloat(stored(x, y, z) / 8f);
        }
      }
    }
    return b.array();
  }

  Path write(String name, byte[]... parts) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, new byte[0]);
    for (byte[] part : parts) {
      Files.write(file, part, java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** By the reader that takes the file unasked, which must be Bio-Formats. */
  static Volume<?> read(Path file) throws IOException {
    assertThat(VolumeReaders.readerFor(file, ReadOptions.DEFAULT).key()).isEqualTo("bioformats");
    return VolumeReaders.read(file);
  }

  static Volume<?> read(Path file, String orientation) throws IOException {
    return VolumeReaders.read(
        file,
        ReadOptions.DEFAULT.withReader("bioformats").withOrientation(AxisOrder.of(orientation)),
        ProgressListener.NONE,
        CancellationToken.none());
  }

  static Volume<?> force(Path file) throws IOException {
    return VolumeReaders.read(
        file,
        ReadOptions.DEFAULT.withReader("bioformats"),
        ProgressListener.NONE,
        CancellationToken.none());
  }

  static void assertVoxels(Volume<?> volume, Values expected) {
    assertThat(volume.geometry().size()).containsExactly(NX, NY, NZ);
    Cursor<? extends RealType<?>> c = volume.voxels().localizingCursor();
    while (c.hasNext()) {
      double found = c.next().getRealDouble();
      long[] p = c.positionAsLongArray();
      assertThat(found).as("voxel %s", Arrays.toString(p)).isEqualTo(expected.at(p[0], p[1], p[2]));
    }
  }

  /** Cut anywhere, the file is refused in one sentence that names it. */
  static void assertNoticesTruncation(Path opened, Path cut) throws IOException {
    byte[] all = Files.readAllBytes(cut);
    for (int kept : cuts(all.length)) {
      Files.write(cut, Arrays.copyOf(all, kept));
      assertThatThrownBy(() -> force(opened))
          .as("%d of %d bytes kept", kept, all.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(opened.getFileName().toString())
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n\tat "));
    }
    Files.write(cut, all);
  }

  private static int[] cuts(int length) {
    return new int[] {0, 1, length / 7, length / 3, length / 2, length - 60, length - 1};
  }

  /** What Bio-Formats itself says about a file. */
  record Raw(
      String type,
      boolean little,
      double[] mm,
      int[] zct,
      byte[] voxels,
      Map<String, Object> metadata) {
    /** One stored value as Bio-Formats wants it to be understood. */
    double value(int index) {
      ByteBuffer b =
          ByteBuffer.wrap(voxels).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      return switch (type) {
        case "int8" -> b.get(index);
        case "uint8" -> b.get(index) & 0xFF;
        case "int16" -> b.getShort(2 * index);
        case "uint16" -> b.getShort(2 * index) & 0xFFFF;
        case "int32" -> b.getInt(4 * index);
        case "uint32" -> b.getInt(4 * index) & 0xFFFFFFFFL;
        case "float" -> b.getFloat(4 * index);
        default -> b.getDouble(8 * index);
      };
    }
  }

  /** Without Holoseg, as other programs use it. */
  static Raw raw(Path file, boolean group) throws IOException, FormatException {
    return raw(new ImageReader(), file, group);
  }

  static Raw raw(IFormatReader opened, Path file, boolean group)
      throws IOException, FormatException {
    try (IFormatReader reader = opened) {
      IMetadata metadata = MetadataTools.createOMEXMLMetadata();
      reader.setGroupFiles(group);
      reader.setMetadataStore(metadata);
      reader.setId(file.toString());
      Length[] lengths = {
        metadata.getPixelsPhysicalSizeX(0),
        metadata.getPixelsPhysicalSizeY(0),
        metadata.getPixelsPhysicalSizeZ(0)
      };
      double[] mm = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        Number n = lengths[axis] == null ? null : lengths[axis].value(UNITS.MILLIMETER);
        mm[axis] = n == null ? Double.NaN : n.doubleValue();
      }
      int planeBytes = FormatTools.getPlaneSize(reader);
      byte[] all = new byte[planeBytes * reader.getImageCount()];
      for (int i = 0; i < reader.getImageCount(); i++) {
        System.arraycopy(reader.openBytes(i), 0, all, i * planeBytes, planeBytes);
      }
      return new Raw(
          FormatTools.getPixelTypeString(reader.getPixelType()),
          reader.isLittleEndian(),
          mm,
          new int[] {reader.getSizeZ(), reader.getSizeC(), reader.getSizeT()},
          all,
          Map.copyOf(reader.getGlobalMetadata()));
    }
  }
}
