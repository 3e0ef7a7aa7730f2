package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads single-channel volumes through Bio-Formats, if that is on the class path: OME-TIFF, TIFF
 * stacks, micro-CT formats. Its physical sizes are used; what it cannot tell (orientation,
 * position, whether values are HU) becomes a warning.
 *
 * <p>This class links no class of Bio-Formats, so it loads without it.
 */
public final class BioFormatsReader implements VolumeReader {
  private static final int LAST_RESORT = 10;

  @Override
  public String key() {
    return "bioformats";
  }

  @Override
  public int score(Path source) {
    if (!Files.isRegularFile(source) || !isPresent()) {
      return 0;
    }
    return BioFormatsAccess.knows(source) ? LAST_RESORT : 0;
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    if (!isPresent()) {
      throw new VolumeFormatException(
          source,
          "needs Bio-Formats, which is not on the class path; put bioformats_package.jar beside"
              + " Holoseg's jar (Fiji has it in jars/bio-formats)");
    }
    if (Files.isDirectory(source)) {
      throw new VolumeFormatException(
          source, "is a folder; Bio-Formats is given one file at a time");
    }
    cancel.throwIfCancelled();
    return BioFormatsAccess.read(source, options, progress, cancel);
  }

  /** Whether Bio-Formats is on the class path. */
  public static boolean isPresent() {
    try {
      Class.forName("loci.formats.ImageReader", false, BioFormatsReader.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
