package io.github.holoseg.io.dicom;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a DICOM series as one volume. Stateless and thread-safe.
 *
 * <p>The source is one of
 *
 * <ul>
 *   <li>a folder, searched with all its folders; other files among the images are passed over;
 *   <li>a file with several frames (Enhanced CT), read by itself;
 *   <li>a file with one slice: the whole series that it belongs to, from the files beside it;
 *   <li>a DICOMDIR: the folder that it lies in.
 * </ul>
 *
 * <p>Of several series the one asked for by UID is read, else the best: no localizer before
 * localizer, CT before other modalities, then the most slices, then the largest extent along the
 * normal. A choice among several is a warning that lists the others.
 *
 * <p>The grid is the scanner's: x along the lines of the image, y along its columns, z along their
 * cross product (always right-handed). Values are {@code slope * stored + intercept} with each
 * slice's own numbers; padding values and MONOCHROME1 are kept as they are, with a warning. What is
 * not a regular grid (missing slices, uneven steps, gantry tilt, two slices at one place, missing
 * positions) is refused with the positions, and so is a folder in which a DICOM file is damaged: it
 * might be the missing slice. With {@link ReadOptions#rectify} uneven and tilted slices are
 * resampled to a rectangular grid (see {@code RectifiedGrid}) to float, and the volume's info says
 * where they lay.
 */
public final class DicomReader implements VolumeReader {
  private static final int LOOKED_AT = 200;

  @Override
  public String key() {
    return "dicom";
  }

  @Override
  public int score(Path source) {
    if (Files.isRegularFile(source)) {
      return DicomSeriesScanner.isDicom(source) ? 95 : 0;
    }
    return Files.isDirectory(source) && DicomSeriesScanner.hasDicom(source, LOOKED_AT) ? 90 : 0;
  }

  /**
   * The stacks of slices in a folder (searched with its folders) or file, best first.
   *
   * @throws VolumeFormatException if there are none
   * @throws IOException if a file cannot be opened
   */
  public static List<DicomSeries> list(Path source) throws IOException {
    CancellationToken never = CancellationToken.none();
    Path path = source.toAbsolutePath();
    DicomSeriesScanner scan = DicomSeriesScanner.scan(path, false, never);
    if (scan.skipped().containsKey("DICOMDIR") && Files.isRegularFile(path)) {
      scan = DicomSeriesScanner.scan(path.getParent(), false, never);
    }
    if (scan.groups().isEmpty()) {
      throw noSeries(source, scan);
    }
    List<DicomSeries> series = new ArrayList<>();
    for (FrameGroup group : SeriesChoice.bestFirst(scan.groups())) {
      series.add(DicomSeries.of(group, scan.damaged()));
    }
    return series;
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    boolean force = options.readerKey().filter(key()::equals).isPresent();
    Path path = source.toAbsolutePath();
    if (!Files.exists(path)) {
      throw new NoSuchFileException(source.toString());
    }
    String selection = "the best series of the folder";
    Path member = null;
    DicomSeriesScanner scan = DicomSeriesScanner.scan(path, force, cancel);
    if (Files.isRegularFile(path)) {
      selection = "the file";
      if (scan.skipped().containsKey("DICOMDIR")) {
        selection = "the best series of the DICOMDIR's folder";
        scan = DicomSeriesScanner.scan(path.getParent(), force, cancel);
      } else if (isSlice(scan)) {
        selection = "the whole series of the file, from its folder";
        member = path;
        scan = DicomSeriesScanner.scanBeside(path, force, cancel);
      }
    }
    if (scan.groups().isEmpty()) {
      throw noSeries(source, scan);
    }
    SeriesChoice choice =
        SeriesChoice.of(source, scan.groups(), options.seriesInstanceUid(), member);
    if (!scan.damaged().isEmpty()) {
      throw damaged(source, scan);
    }
    SliceStack stack = SliceStack.of(choice.group());
    boolean rectify = options.rectify() && stack.rectified() != null;
    if (!stack.problems().isEmpty() && !rectify) {
      throw new VolumeFormatException(
          source,
          "series "
              + choice.group().describe()
              + " cannot be read as a volume: "
              + String.join("; ", stack.problems())
              + choice.others());
    }
    List<String> warnings = new ArrayList<>(choice.warnings());
    warnings.addAll(stack.warnings());
    VolumeInfo info = info(source, stack, selection, warnings);
    if (rectify) {
      info = info.withSlices(OriginalSlices.of(stack.frames(), path));
    }
    return new VolumeAssembler(stack).assemble(info, rectify, options.threads(), progress, cancel);
  }

  private static boolean isSlice(DicomSeriesScanner scan) {
    return scan.groups().size() == 1 && scan.groups().get(0).first().image().frameCount() == 1;
  }

  private static VolumeFormatException damaged(Path source, DicomSeriesScanner scan) {
    int count = scan.damaged().size();
    VolumeFormatException first = scan.damaged().get(0);
    return new VolumeFormatException(
        source,
        count
            + " damaged DICOM file(s) lie among the images and may be missing slices; repair or remove"
            + " them, first "
            + first.getMessage(),
        first);
  }

  private static VolumeFormatException noSeries(Path source, DicomSeriesScanner scan) {
    if (!scan.damaged().isEmpty()) {
      return scan.damaged().get(0);
    }
    if (scan.skipped().isEmpty()) {
      return new VolumeFormatException(
          source,
          "no DICOM file was found (files without the mark DICM are read if the reader 'dicom' is"
              + " asked for)");
    }
    List<String> found = new ArrayList<>();
    scan.skipped().forEach((reason, count) -> found.add(count + " × " + reason));
    return new VolumeFormatException(
        source, "no DICOM image that can be part of a volume, only " + String.join(", ", found));
  }

  private static VolumeInfo info(
      Path source, SliceStack stack, String selection, List<String> warnings) {
    DicomFrame first = stack.frames().get(0);
    DicomImage image = first.image();
    DicomDataset data = image.header().data();
    Map<String, String> properties = new TreeMap<>();
    properties.put("selection", selection);
    properties.put("transferSyntax", image.header().syntax().toString());
    put(properties, "seriesNumber", data.text(Tag.SERIES_NUMBER));
    put(properties, "seriesDescription", data.text(Tag.SERIES_DESCRIPTION));
    put(properties, "imageType", data.text(Tag.IMAGE_TYPE));
    put(properties, "convolutionKernel", data.text(Tag.CONVOLUTION_KERNEL));
    put(properties, "manufacturerModel", data.text(Tag.MANUFACTURER_MODEL_NAME));
    put(properties, "kVp", data.text(Tag.KVP));
    if (first.thickness() > 0) {
      properties.put("sliceThickness", String.valueOf(first.thickness()));
    }
    String uid = image.seriesUid().isEmpty() ? null : image.seriesUid();
    return new VolumeInfo(
        stem(source), "DICOM", modality(image), source, uid, properties, warnings);
  }

  private static void put(Map<String, String> properties, String key, String value) {
    if (!value.isEmpty()) {
      properties.put(key, value);
    }
  }

  private static Modality modality(DicomImage image) {
    return switch (image.modality()) {
      case "CT" -> Modality.CT;
      case "MR" -> Modality.MR;
      case "" -> Modality.UNKNOWN;
      default -> Modality.OTHER;
    };
  }

  private static String stem(Path source) {
    String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    boolean extension = name.toLowerCase(java.util.Locale.ROOT).endsWith(".dcm");
    return extension ? name.substring(0, name.length() - 4) : name;
  }
}
