package io.github.holoseg.io.dicom;

import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a zip archive, inflated in memory when they are read; nothing is unpacked to disk,
 * so that the names in it can do no harm. Thread-safe.
 *
 * <p>Against archives made to fill memory or time: at most {@value #MAX_ENTRIES} entries, at most 1
 * GiB of one entry and {@link #MAX_INFLATED} in all are inflated, and no buffer is larger than what
 * was inflated already.
 */
final class ZipArchive implements Closeable {
  static final int MAX_ENTRIES = 500_000;

  /** Of all entries together, headers and pixels, counted while inflating. */
  static final long MAX_INFLATED = 32L << 30;

  private static final String MARK = "PK\u0003\u0004";

  private final Path archive;
  private final ZipFile zip;
  private final List<DicomFile> files;
  private final AtomicLong inflated = new AtomicLong();

  private ZipArchive(Path archive, ZipFile zip) throws IOException {
    this.archive = archive;
    this.zip = zip;
    this.files = list();
  }

  /** Whether the file begins like a zip archive. Never throws. */
  static boolean isZip(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals(MARK);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws VolumeFormatException if the directory of the archive is damaged or encrypted
   */
  static ZipArchive open(Path archive) throws IOException {
    ZipFile zip = openZip(archive);
    try {
      return new ZipArchive(archive, zip);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Names in whatever character set: Latin 1 accepts every byte where UTF-8 is not declared. */
  private static ZipFile openZip(Path archive) throws IOException {
    try {
      return new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException | EOFException e) {
      String message = Reason.of(e);
      throw new VolumeFormatException(
          archive,
          message.contains("encrypted")
              ? "the zip archive is encrypted; unpack it first"
              : "the zip archive is damaged or truncated (" + message + ")",
          e);
    }
  }

  private List<DicomFile> list() throws VolumeFormatException {
    if (zip.size() > MAX_ENTRIES) {
      throw new VolumeFormatException(
          archive, "the zip archive holds more than " + MAX_ENTRIES + " files; unpack it first");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : entries()) {
      if (entry.isDirectory()) {
        continue;
      }
      if (!names.add(entry.getName())) {
        throw new VolumeFormatException(
            archive,
            "the zip archive holds " + shown(entry.getName()) + " twice; pack it once more");
      }
      entries.add(new Entry(entry, path(shown(entry.getName()))));
    }
    entries.sort(Comparator.comparing((Entry e) -> e.entry.getName()));
    return List.copyOf(entries);
  }

  private List<? extends ZipEntry> entries() throws VolumeFormatException {
    try {
      return Collections.list(zip.entries());
    } catch (IllegalArgumentException e) {
      // A name may be marked as UTF-8, and then the character set of openZip plays no part.
      throw new VolumeFormatException(
          archive, "the zip archive has a file name that is no valid UTF-8; unpack it first", e);
    }
  }

  /** Below the archive; only for messages. */
  private Path path(String name) {
    try {
      return archive.resolve(name);
    } catch (InvalidPathException e) {
      // The system's character set has no such letters: Linux with the locale C, for example.
      return archive.resolve(name.replaceAll("[^\\x20-\\x7e]", "_"));
    }
  }

  /** The name as a path below the archive that every system can show; only for messages. */
  private static String shown(String name) {
    StringBuilder path = new StringBuilder();
    for (String part : name.split("[/\\\\]")) {
      String clean = part.replaceAll("[\\p{Cntrl}<>:\"|?*]", "_").strip();
      if (!clean.isEmpty() && !clean.equals(".") && !clean.equals("..")) {
        path.append(path.isEmpty() ? "" : "/").append(clean);
      }
    }
    return path.isEmpty() ? "_" : path.toString();
  }

  /** In the order of their names. */
  List<DicomFile> files() {
    return files;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private final class Entry implements DicomFile {
    private final ZipEntry entry;
    private final Path path;

    Entry(ZipEntry entry, Path path) {
      this.entry = entry;
      this.path = path;
    }

    @Override
    public Path path() {
      return path;
    }

    @Override
    public ByteSource open() throws IOException {
      return new InflatedSource(path, entry, stream(), ZipArchive.this::count);
    }

    @Override
    public ByteSource openWhole() throws IOException {
      try (InflatedSource source =
          new InflatedSource(path, entry, stream(), ZipArchive.this::count)) {
        return ByteSource.of(source.all());
      }
    }

    private InputStream stream() throws IOException {
      try {
        return zip.getInputStream(entry);
      } catch (ZipException | EOFException e) {
        throw new VolumeFormatException(
            path, "cannot be inflated (" + Reason.of(e) + "); unpack the archive first", e);
      }
    }
  }

  private void count(int bytes) throws IOException {
    if (inflated.addAndGet(bytes) > MAX_INFLATED) {
      throw new VolumeFormatException(
          archive,
          "inflates to more than "
              + (MAX_INFLATED >> 30)
              + " GiB; unpack what is needed of it first");
    }
  }
}
