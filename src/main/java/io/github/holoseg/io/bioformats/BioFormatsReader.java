package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads single-channel volumes through Bio-Formats, if that is on the class path: OME-TIFF, TIFF
 * stacks, micro-CT formats. Its physical sizes are used; what it cannot tell (orientation,
 * position, whether values are HU) becomes a warning.
 *
 * <p>This class links no class of Bio-Formats, so it loads without it.
 */
public final class BioFormatsReader implements VolumeReader {
  private static final int LAST_RESORT = 10;

  /** Above the NIfTI reader, which can only refuse it by name. */
  private static final int ANALYZE = 70;

  /** Observed with Bio-Formats 7.3.1: -1024 is read as 64512, 0.7 mm as 0.0007 mm. */
  private static final String NRRD = "NRRD";

  /** Bio-Formats opens only the first file of an archive, and of an empty one it never ends. */
  private static final Pattern ZIP = Pattern.compile("PK(\u0003\u0004|\u0005\u0006|\u0007\b)");

  /** Bio-Formats neither sorts nor rescales nor places DICOM slices: only if a user forces it. */
  private static final String DICOM = "DICM";

  private static final int DICOM_AT = 128;

  @Override
  public String key() {
    return "bioformats";
  }

  @Override
  public int score(Path source) {
    if (!Files.isRegularFile(source) || !isPresent()) {
      return 0;
    }
    String head = head(source);
    if (head.startsWith(NRRD)
        || ZIP.matcher(head).lookingAt()
        || head.startsWith(DICOM, DICOM_AT)) {
      return 0;
    }
    if (AnalyzeRule.isAnalyze(source)) {
      return ANALYZE;
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
    if (head(source).startsWith(NRRD)) {
      throw new VolumeFormatException(
          source,
          "is an NRRD file, of which Bio-Formats reads signed voxels as unsigned ones and lengths a"
              + " thousand times too small; let Holoseg's own reader nrrd open it");
    }
    if (ZIP.matcher(head(source)).lookingAt()) {
      throw new VolumeFormatException(
          source, "is a zip archive; unpack it, Bio-Formats is given one file at a time");
    }
    cancel.throwIfCancelled();
    return BioFormatsAccess.read(source, options, progress, cancel);
  }

  private static String head(Path source) {
    try (InputStream in = Files.newInputStream(source)) {
      return new String(in.readNBytes(DICOM_AT + 4), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
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
