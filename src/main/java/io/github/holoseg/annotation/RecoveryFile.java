package io.github.holoseg.annotation;

import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipException;

/**
 * A label map in a file of its own: quick to write, of no use to other programs.
 *
 * <p>{@code HOLOSEGR}, the version (int), a JSON header with its length (int), then for each slice
 * the length (int, 0 for a slice of background) and the bytes of {@link DeltaWriter}, then the CRC-32
 * of all that (long). Numbers are big-endian.
 */
final class RecoveryFile {
  private static final byte[] MAGIC = "HOLOSEGR".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LONGEST_HEADER = 1 << 26;

  private RecoveryFile() {}

  /** Writes it under a temporary name first. */
  static void write(Path file, RecoveryInfo info, EditableLabels labels) throws IOException {
    WholeFile.write(
        file,
        stream -> {
          CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32());
          DataOutputStream out = new DataOutputStream(checked);
          out.write(MAGIC);
          out.writeInt(VERSION);
          byte[] header = RecoveryHeader.write(info);
          out.writeInt(header.length);
          out.write(header);
          short[] zeros = new short[labels.width() * labels.height()];
          for (int z = 0; z < labels.depth(); z++) {
            short[] plane = labels.plane(z);
            byte[] packed = Arrays.equals(plane, zeros) ? new byte[0] : packed(labels, z, plane);
            out.writeInt(packed.length);
            out.write(packed);
          }
          out.writeLong(checked.getChecksum().getValue());
          out.flush();
        });
  }

  private static byte[] packed(EditableLabels labels, int z, short[] plane) {
    Tiles tiles = new Tiles(labels.width(), labels.height());
    try (DeltaWriter writer = new DeltaWriter(tiles)) {
      for (int tile = 0; tile < tiles.perSlice(); tile++) {
        writer.add(z, tile, plane);
      }
      return writer.finish();
    }
  }

  /**
   * The header only.
   *
   * @throws IOException one sentence that names the file
   */
  static RecoveryInfo readInfo(Path file) throws IOException {
    try (DataInputStream in = open(file)) {
      return header(in);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /**
   * The labels, held against their check sum.
   *
   * @throws IOException one sentence that names the file
   */
  static LabelMap read(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      CheckedInputStream checked = new CheckedInputStream(raw, new CRC32());
      DataInputStream in = new DataInputStream(checked);
      RecoveryInfo info = header(in);
      VolumeGeometry grid = info.geometry();
      EditableLabels labels = EditableLabels.empty(grid, info.labels());
      Tiles tiles = new Tiles(labels.width(), labels.height());
      long most = 1024 + 11L * labels.width() * labels.height();
      for (int z = 0; z < labels.depth(); z++) {
        int length = in.readInt();
        if (length < 0 || length > most) {
          throw new ZipException("slice " + z + " has " + length + " bytes");
        }
        if (length > 0) {
          byte[] packed = in.readNBytes(length);
          if (packed.length < length) {
            throw new EOFException();
          }
          slice(tiles, packed, z, labels);
        }
      }
      long sum = checked.getChecksum().getValue();
      if (in.readLong() != sum) {
        throw new ZipException("its check sum is wrong");
      }
      return labels.snapshot();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static void slice(Tiles tiles, byte[] packed, int z, EditableLabels labels)
      throws IOException {
    short[] plane = labels.writablePlane(z);
    try (DeltaReader reader = new DeltaReader(tiles, packed)) {
      for (int slice = reader.nextSlice(); slice != 0; slice = reader.nextSlice()) {
        if (slice != z + 1) {
          throw new ZipException("slice " + (slice - 1) + " instead of " + z);
        }
        reader.readInto(reader.tile(), plane);
      }
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  private static RecoveryInfo header(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new ZipException("it is no recovery file");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new ZipException("it has version " + version + ", this program reads " + VERSION);
    }
    int length = in.readInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new ZipException("its header has " + length + " bytes");
    }
    byte[] json = in.readNBytes(length);
    if (json.length < length) {
      throw new EOFException();
    }
    return RecoveryHeader.read(json);
  }

  private static IOException unusable(Path file, IOException e) {
    String why = e instanceof EOFException ? "it ends too early" : e.getMessage();
    return new IOException(file + ": cannot be recovered from: " + why, e);
  }
}
