package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds the image series among files; reads each header once.
 *
 * @param groups in the order of their first file
 * @param skipped DICOM files that are no candidates, counted by reason
 * @param damaged what is wrong with files that cannot be used
 */
record DicomSeriesScanner(
    List<FrameGroup> groups, Map<String, Integer> skipped, List<VolumeFormatException> damaged) {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_FILES = 500_000;

  /**
   * @param source a folder, or one file
   * @param force whether files without the DICOM mark are tried
   * @throws IOException if a file cannot be opened
   */
  static DicomSeriesScanner scan(Path source, boolean force, CancellationToken cancel)
      throws IOException {
    List<Path> files =
        Files.isDirectory(source) ? walk(source, MAX_DEPTH, MAX_FILES, f -> true) : List.of(source);
    return scanFiles(files, force, cancel);
  }

  /** The files of one folder, not those of its folders. */
  static DicomSeriesScanner scanBeside(Path file, boolean force, CancellationToken cancel)
      throws IOException {
    return scanFiles(walk(file.getParent(), 1, MAX_FILES, f -> true), force, cancel);
  }

  private static DicomSeriesScanner scanFiles(
      List<Path> files, boolean force, CancellationToken cancel) throws IOException {
    List<FrameGroup> groups = new ArrayList<>();
    Map<String, Integer> skipped = new TreeMap<>();
    List<VolumeFormatException> damaged = new ArrayList<>();
    for (Path file : files) {
      cancel.throwIfCancelled();
      try {
        DicomHeader header = DicomParser.parse(file, force);
        if (header == null) {
          continue;
        }
        String reason = FrameExtractor.reasonToSkip(header);
        if (reason != null) {
          skipped.merge(reason, 1, Integer::sum);
          continue;
        }
        for (DicomFrame frame : FrameExtractor.frames(header)) {
          FrameGroup.sortIn(frame, groups);
        }
      } catch (VolumeFormatException e) {
        damaged.add(e);
      }
    }
    return new DicomSeriesScanner(groups, skipped, damaged);
  }

  /** Whether one of the first {@code limit} files has the DICOM mark. Never throws. */
  static boolean hasDicom(Path folder, int limit) {
    try {
      List<Path> found = new ArrayList<>();
      walk(
          folder,
          8,
          limit,
          file -> {
            if (isDicom(file)) {
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
  static boolean isDicom(Path file) {
    try (ByteSource bytes = ByteSource.open(file)) {
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
