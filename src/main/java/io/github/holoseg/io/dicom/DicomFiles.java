package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files of a folder, of one folder without its folders, or of a zip archive, in the order of
 * their names. Entries of an archive can be read until this is closed.
 */
final class DicomFiles implements Closeable {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_FILES = 500_000;

  private final List<DicomFile> files;
  private final ZipArchive archive;

  private DicomFiles(List<DicomFile> files, ZipArchive archive) {
    this.files = files;
    this.archive = archive;
  }

  /**
   * @param source a folder, searched with its folders, a zip archive, or one file
   * @throws VolumeFormatException if there are too many, or the archive is damaged
   * @throws IOException if a folder may not be read
   */
  static DicomFiles in(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return onDisk(walk(source, MAX_DEPTH, MAX_FILES, f -> true));
    }
    if (ZipArchive.isZip(source)) {
      ZipArchive archive = ZipArchive.open(source);
      return new DicomFiles(archive.files(), archive);
    }
    return onDisk(List.of(source));
  }

  /** The files of the folder in which a file lies, not those of its folders. */
  static DicomFiles beside(Path file) throws IOException {
    return onDisk(walk(file.getParent(), 1, MAX_FILES, f -> true));
  }

  private static DicomFiles onDisk(List<Path> paths) {
    return new DicomFiles(paths.stream().map(DicomFile::of).toList(), null);
  }

  /** For tests. */
  static DicomFiles of(List<DicomFile> files) {
    return new DicomFiles(files, null);
  }

  List<DicomFile> all() {
    return files;
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }

  /** Whether one of the first files of a folder or archive has the DICOM mark. Never throws. */
  static boolean holdDicom(Path source, int limit) {
    try {
      if (!Files.isDirectory(source)) {
        try (DicomFiles files = in(source)) {
          return files.all().stream().limit(limit).anyMatch(DicomFiles::isDicom);
        }
      }
      List<Path> found = new ArrayList<>();
      walk(
          source,
          8,
          limit,
          file -> {
            if (isDicom(DicomFile.of(file))) {
              found.add(file);
            }
            return found.isEmpty();
          });
      return !found.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the file has the DICOM mark. Never throws. */
  static boolean isDicom(DicomFile file) {
    try (ByteSource bytes = file.open()) {
      return DicomParser.hasMagic(bytes);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Regular files in order of their paths.
   *
   * @param limit the most files; for a walk that may stop early it just stops, else it is an error
   * @param goOn hears each file; false ends the walk
   */
  private static List<Path> walk(Path folder, int depth, int limit, Predicate<Path> goOn)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              if (files.size() == limit) {
                if (limit < MAX_FILES) {
                  return FileVisitResult.TERMINATE;
                }
                throw new VolumeFormatException(
                    folder, "holds more than " + MAX_FILES + " files; name the series' own folder");
              }
              files.add(file);
              return goOn.test(file) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException || Files.isSymbolicLink(file)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(files);
    return files;
  }
}
