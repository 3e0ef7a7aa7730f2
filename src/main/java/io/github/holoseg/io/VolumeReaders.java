package io.github.holoseg.io;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * Opens a file or folder with the reader that knows it best. Thread-safe.
 *
 * <p>Readers are found by {@link ServiceLoader} with the interface's own class loader, because in
 * Fiji the thread's one may be anybody's.
 */
public final class VolumeReaders {
  /** A reader that is this sure is taken without asking the others. */
  private static final int CERTAIN = 100;

  /** Series are a thing of DICOM. */
  private static final String SERIES_READER = "dicom";

  private static final String WHAT_IS_READ =
      "Holoseg reads DICOM (a folder, a zip archive or a file), NIfTI (.nii, .nii.gz, .hdr with"
          + " .img), NRRD (.nrrd, .nhdr with its data file), MetaImage (.mha, .mhd with its data"
          + " file) and,"
          + " where Bio-Formats is on the class path, what that opens (OME-TIFF, TIFF stacks ...)";

  private VolumeReaders() {}

  /** Reads with the defaults, without progress or cancel. */
  public static Volume<?> read(Path source) throws IOException {
    return read(source, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
  }

  /**
   * @throws VolumeFormatException if no reader knows the source, or the one that does refuses it
   * @throws IOException if the source is not there or cannot be read
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    VolumeReader reader = readerFor(source, options);
    if (options.series().isPresent() && !reader.key().equals(SERIES_READER)) {
      throw new VolumeFormatException(
          source,
          "is read as "
              + reader.key()
              + ", where there are no series to choose from; leave out the option series");
    }
    return reader.read(source, options, progress, cancel);
  }

  /**
   * The reader that would read the source.
   *
   * @throws VolumeFormatException if none does; it says what the source looks like
   */
  public static VolumeReader readerFor(Path source, ReadOptions options) throws IOException {
    if (!Files.exists(source)) {
      throw new FileNotFoundException(source + ": there is no such file or folder");
    }
    if (!Files.isReadable(source)) {
      throw new IOException(source + ": may not be read; check its permissions");
    }
    if (Files.isRegularFile(source) && Files.size(source) == 0) {
      throw new VolumeFormatException(source, "is an empty file; fetch or copy it again");
    }
    if (options.reader() != null) {
      return byKey(source, options.reader());
    }
    VolumeReader best = null;
    int bestScore = 0;
    for (VolumeReader reader : all()) {
      int score = reader.score(source);
      if (score >= CERTAIN) {
        return reader;
      }
      if (score > bestScore) {
        best = reader;
        bestScore = score;
      }
    }
    if (best == null) {
      throw new VolumeFormatException(
          source,
          "no reader knows it, it looks like " + Sniffer.describe(source) + "; " + WHAT_IS_READ);
    }
    return best;
  }

  /**
   * The series of a source; empty if its format holds no more than one.
   *
   * @throws VolumeFormatException if no reader knows the source, or it holds nothing to list
   * @throws IOException if the source is not there or cannot be read
   */
  public static List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel)
      throws IOException {
    return readerFor(source, options) instanceof SeriesLister lister
        ? lister.series(source, options, cancel)
        : List.of();
  }

  /** The keys of all readers, sorted. */
  public static List<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    all().forEach(reader -> keys.add(reader.key()));
    return List.copyOf(keys);
  }

  private static VolumeReader byKey(Path source, String key) throws VolumeFormatException {
    for (VolumeReader reader : all()) {
      if (reader.key().equals(key)) {
        return reader;
      }
    }
    throw new VolumeFormatException(
        source, "there is no reader '" + key + "'; there are " + String.join(", ", keys()));
  }

  private static ServiceLoader<VolumeReader> all() {
    return ServiceLoader.load(VolumeReader.class, VolumeReader.class.getClassLoader());
  }
}
