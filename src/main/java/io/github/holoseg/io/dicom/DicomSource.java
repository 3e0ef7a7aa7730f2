package io.github.holoseg.io.dicom;

import io.github.holoseg.task.CancellationToken;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a path stands for: all images of a folder or archive, or of one file, or of the series that
 * a file belongs to. Pixels of an archive can be read until this is closed.
 */
final class DicomSource implements Closeable {
  private final DicomFiles files;
  private final DicomSeriesScanner scan;
  private final String selection;
  private final Path member;

  private DicomSource(DicomFiles files, DicomSeriesScanner scan, String selection, Path member) {
    this.files = files;
    this.scan = scan;
    this.selection = selection;
    this.member = member;
  }

  /**
   * @param complete whether the series of a single slice is completed from the files beside it
   * @param force whether files without the DICOM mark are tried
   * @param threads for reading headers
   * @throws NoSuchFileException if there is no such file
   */
  static DicomSource open(
      Path source, boolean complete, boolean force, int threads, CancellationToken cancel)
      throws IOException {
    Path path = source.toAbsolutePath();
    if (!Files.exists(path)) {
      throw new NoSuchFileException(source.toString());
    }
    if (Files.isDirectory(path)) {
      return scanned(
          DicomFiles.in(path), null, force, threads, cancel, "the best series of the folder", null);
    }
    if (ZipArchive.isZip(path)) {
      String selection = "the best series of the archive";
      return scanned(DicomFiles.in(path), null, force, threads, cancel, selection, null);
    }
    DicomSource alone =
        scanned(DicomFiles.in(path), null, force, threads, cancel, "the file", null);
    if (alone.isDirectory()) {
      String selection = "the best series of the DICOMDIR's folder";
      DicomFiles all = DicomFiles.in(path.getParent());
      return scanned(all, null, force, threads, cancel, selection, null);
    }
    DicomHeader slice = complete ? alone.slice() : null;
    if (slice != null) {
      String selection = "the whole series of the file, from its folder";
      DicomFiles beside = DicomFiles.beside(path);
      return scanned(beside, slice, force, threads, cancel, selection, path);
    }
    return alone;
  }

  private static DicomSource scanned(
      DicomFiles files,
      DicomHeader known,
      boolean force,
      int threads,
      CancellationToken cancel,
      String selection,
      Path member)
      throws IOException {
    try {
      DicomSeriesScanner scan = DicomSeriesScanner.scan(files, known, force, threads, cancel);
      return new DicomSource(files, scan, selection, member);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private boolean isDirectory() {
    return scan.skipped().stream().anyMatch(SkippedObjects::isDirectory);
  }

  /** The header of the file if it is one slice. */
  private DicomHeader slice() {
    if (scan.groups().size() != 1) {
      return null;
    }
    DicomImage image = scan.groups().get(0).first().image();
    return image.frameCount() == 1 ? image.header() : null;
  }

  DicomSeriesScanner scan() {
    return scan;
  }

  /** For the properties of the volume: how the path was understood. */
  String selection() {
    return selection;
  }

  /** A file that the series must contain unless another is asked for; may be null. */
  Path member() {
    return member;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
