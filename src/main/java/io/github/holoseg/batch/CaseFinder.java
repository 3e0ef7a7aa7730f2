package io.github.holoseg.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The scans below a folder: each image file that a reader knows, and each folder that holds DICOM
 * files directly. Such a folder with all its sub-folders is one case, as it is for the reader,
 * which takes the best of several series and says so. Sorted by path, so that a batch runs in the
 * same order everywhere. Label maps among the scans, results of earlier runs for example, are
 * passed over by name.
 */
final class CaseFinder {
  /** What a reader thinks of a file. */
  enum Kind {
    NONE,
    DICOM,
    OTHER_IMAGE
  }

  /** Looks at the name and the first bytes of a file. */
  interface Sniffer {
    Kind kind(Path file);

    /** Why an image of that kind is no case; empty if it is one, or no image at all. */
    Optional<String> passOver(Path file, Kind kind);
  }

  /**
   * What a folder holds.
   *
   * @param passedOver images that are no cases, and why, sorted by path
   */
  record Found(List<Case> cases, Map<Path, String> passedOver) {}

  /**
   * @param source image file or DICOM folder
   * @param name for result files, unique in the batch
   */
  record Case(Path source, String name) {}

  private final Sniffer sniffer;

  CaseFinder(Sniffer sniffer) {
    this.sniffer = sniffer;
  }

  /**
   * @param root searched with all its sub-folders; hidden files and folders are left out
   * @param except not entered: where the results go
   */
  Found find(Path root, Path except) throws IOException {
    Path skip = except.toAbsolutePath().normalize();
    Set<Path> sources = new TreeSet<>(Comparator.comparing(Path::toString));
    Map<Path, String> passedOver = new TreeMap<>(Comparator.comparing(Path::toString));
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean hidden = !dir.equals(root) && isHidden(dir);
            return hidden || dir.toAbsolutePath().normalize().equals(skip)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
              Kind kind = sniffer.kind(file);
              Optional<String> reason =
                  kind == Kind.DICOM ? Optional.empty() : sniffer.passOver(file, kind);
              if (reason.isPresent()) {
                passedOver.put(file, reason.get());
              } else if (kind != Kind.NONE) {
                sources.add(kind == Kind.DICOM ? file.getParent() : file);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    sources.removeIf(source -> isBelowAnother(source, root, sources));
    return new Found(named(root, sources), passedOver);
  }

  /** Whether a folder above, up to the root, is a DICOM folder and so takes this one in. */
  private static boolean isBelowAnother(Path source, Path root, Set<Path> sources) {
    if (!Files.isDirectory(source) || source.equals(root)) {
      return false;
    }
    for (Path above = source.getParent(); above != null; above = above.getParent()) {
      if (sources.contains(above)) {
        return true;
      }
      if (above.equals(root)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static List<Case> named(Path root, Set<Path> sources) {
    List<Case> cases = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path source : sources) {
      String name = name(root, source);
      String unique = name;
      // Names that differ in case only are one file on some systems.
      for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
        unique = name + "_" + n;
      }
      cases.add(new Case(source, unique));
    }
    return cases;
  }

  /** {@code root/a/b.nii.gz} gives {@code a_b}. */
  private static String name(Path root, Path source) {
    Path relative = root.relativize(source);
    if (relative.toString().isEmpty()) {
      return SegmentOptions.stem(root.toAbsolutePath().normalize());
    }
    Path named =
        Files.isDirectory(source)
            ? relative
            : relative.resolveSibling(SegmentOptions.stem(relative));
    List<String> parts = new ArrayList<>();
    named.forEach(part -> parts.add(part.toString()));
    return String.join("_", parts);
  }
}
