package io.github.holoseg.model.install;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a zip archive of a stranger into a folder. Everything is checked before the first byte is
 * written ({@link ZipDirectory}), and each file again while it is: not a byte more than the
 * directory says, and the CRC-32 that it says.
 */
public final class Unzip {
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int DESCRIPTOR_FLAG = 8;
  private static final long WIDE = 0xffffffffL;
  private static final int BUFFER = 1 << 16;

  private final ZipBytes archive;
  private final Path target;
  private final CancellationToken cancel;

  private Unzip(ZipBytes archive, Path target, CancellationToken cancel) {
    this.archive = archive;
    this.target = target;
    this.cancel = cancel;
  }

  /** Whether the file begins as a zip archive does. Never throws. */
  public static boolean isZip(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return Arrays.equals(head, "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1))
          || Arrays.equals(head, "PK\u0005\u0006".getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param file the archive
   * @param target a new or empty folder; what was written stays there if it fails
   * @param progress hears bytes
   * @throws ModelFormatException naming the archive, if it is damaged or not harmless
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static void unpack(
      Path file,
      Path target,
      UnpackLimits limits,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    try (ZipBytes archive = ZipBytes.open(file)) {
      List<ZipEntryRecord> entries = ZipDirectory.read(archive, limits);
      long total = entries.stream().mapToLong(ZipEntryRecord::size).sum();
      Files.createDirectories(target);
      DiskSpace.require(target, total);
      Unzip unzip = new Unzip(archive, target.toRealPath(), cancel);
      long done = 0;
      for (ZipEntryRecord entry : entries) {
        progress.onProgress(Stage.UNPACK, done, total);
        unzip.unpack(entry);
        done += entry.size();
      }
      progress.onProgress(Stage.UNPACK, total, total);
    }
  }

  private void unpack(ZipEntryRecord entry) throws IOException {
    cancel.throwIfCancelled();
    long data = dataStart(entry);
    if (entry.name().startsWith("__MACOSX/")) {
      return; // what macOS knows about files
    }
    Path file = target.resolve(entry.name()).normalize();
    if (!file.startsWith(target)) {
      throw archive.bad("holds a name that leads out of the folder");
    }
    if (entry.isFolder()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Checked checked = new Checked(entry, out);
      if (entry.method() == 0) {
        store(entry, data, checked);
      } else {
        inflate(entry, data, checked);
      }
      checked.finish();
    }
  }

  private long dataStart(ZipEntryRecord entry) throws IOException {
    ByteBuffer local = archive.read(entry.header(), LOCAL_SIZE);
    int nameLength = local.getShort(26) & 0xffff;
    long data = entry.header() + LOCAL_SIZE + nameLength + (local.getShort(28) & 0xffff);
    boolean isSame =
        local.getInt(0) == LOCAL
            && (local.getShort(8) & 0xffff) == entry.method()
            && (local.getShort(6) & 1) == 0
            && data + entry.packed() <= entry.limit();
    if (isSame) {
      byte[] bytes = archive.read(entry.header() + LOCAL_SIZE, nameLength).array();
      isSame = new EntryNames(archive).decode(bytes, entry.flags()).equals(entry.name());
    }
    if (isSame && (local.getShort(6) & DESCRIPTOR_FLAG) == 0) {
      isSame =
          (local.getInt(14) & WIDE) == entry.crc()
              && isSize(local.getInt(18), entry.packed())
              && isSize(local.getInt(22), entry.size());
    }
    if (!isSame) {
      throw archive.bad(
          "is a zip archive that says two things about " + EntryNames.shown(entry.name()));
    }
    return data;
  }

  private static boolean isSize(int stated, long size) {
    return stated == -1 || (stated & WIDE) == size;
  }

  private void store(ZipEntryRecord entry, long data, Checked out) throws IOException {
    for (long at = 0; at < entry.packed(); at += BUFFER) {
      cancel.throwIfCancelled();
      int n = (int) Math.min(BUFFER, entry.packed() - at);
      out.write(archive.read(data + at, n).array(), n);
    }
  }

  private void inflate(ZipEntryRecord entry, long data, Checked out) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      byte[] buffer = new byte[BUFFER];
      long at = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          cancel.throwIfCancelled();
          int n = (int) Math.min(BUFFER, entry.packed() - at);
          if (n == 0) {
            throw out.wrong();
          }
          inflater.setInput(archive.read(data + at, n).array());
          at += n;
        }
        int n = inflater.inflate(buffer);
        if (n == 0 && inflater.needsDictionary()) {
          throw out.wrong();
        }
        out.write(buffer, n);
      }
      if (inflater.getRemaining() > 0 || at < entry.packed()) {
        throw out.wrong();
      }
    } catch (DataFormatException e) {
      throw out.wrong();
    } finally {
      inflater.end();
    }
  }

  /** Counts and sums what is written. */
  private final class Checked {
    private final ZipEntryRecord entry;
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private long written;

    Checked(ZipEntryRecord entry, OutputStream out) {
      this.entry = entry;
      this.out = out;
    }

    void write(byte[] bytes, int n) throws IOException {
      if (n > entry.size() - written) {
        throw wrong();
      }
      out.write(bytes, 0, n);
      crc.update(bytes, 0, n);
      written += n;
    }

    void finish() throws IOException {
      if (written != entry.size() || crc.getValue() != entry.crc()) {
        throw wrong();
      }
    }

    ModelFormatException wrong() {
      return archive.bad(
          "is damaged: "
              + EntryNames.shown(entry.name())
              + " does not unpack to what the directory says; fetch it again");
    }
  }
}
