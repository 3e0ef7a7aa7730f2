package io.github.holoseg.io.dicom;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.SeriesLister;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
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
 *   <li>a DICOMDIR: the folder that it lies in;
 *   <li>a zip archive, read in place.
 * </ul>
 *
 * <p>A series that holds several orientations, sizes, image types or volumes at the same positions
 * (time points, phases, kernels) is several stacks, {@code UID#1}, {@code UID#2} … Of several
 * stacks the one asked for is read, else the best: no localizer before localizer, no screen shot
 * before screen shot, CT before other modalities, then the most slices, then the largest extent
 * along the normal. A choice among several is a warning that lists the others. Of several volumes
 * at the same positions one has to be chosen, by {@code UID#n} or by its number.
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
public final class DicomReader implements VolumeReader, SeriesLister {
  private static final int LOOKED_AT = 200;

  @Override
  public String key() {
    return "dicom";
  }

  @Override
  public int score(Path source) {
    if (Files.isRegularFile(source) && !ZipArchive.isZip(source)) {
      return DicomFiles.isDicom(DicomFile.of(source)) ? 95 : 0;
    }
    return Files.exists(source) && DicomFiles.holdDicom(source, LOOKED_AT) ? 90 : 0;
  }

  /** Whether the file is a zip archive; if it holds DICOM files, they are one source. */
  public static boolean isArchive(Path file) {
    return ZipArchive.isZip(file);
  }

  @Override
  public List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel)
      throws IOException {
    boolean force = options.readerKey().filter(key()::equals).isPresent();
    try (DicomSource opened = DicomSource.open(source, true, force, options.threads(), cancel)) {
      List<SeriesFacts> series = DicomListing.of(opened.scan(), options.rectify());
      if (series.isEmpty()) {
        throw noSeries(source, opened.scan());
      }
      return series;
    }
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    boolean force = options.readerKey().filter(key()::equals).isPresent();
    try (DicomSource opened = DicomSource.open(source, true, force, options.threads(), cancel)) {
      DicomSeriesScanner scan = opened.scan();
      if (scan.groups().isEmpty()) {
        throw noSeries(source, scan);
      }
      requireScan(source, scan, options.seriesInstanceUid());
      SeriesChoice choice =
          SeriesChoice.of(
              source,
              scan.groups(),
              options.seriesInstanceUid(),
              options.volumeIndex(),
              opened.member());
      List<String> warnings = new ArrayList<>(choice.warnings());
      warnings.addAll(scan.warnings());
      String other = requireUndamaged(source, scan, choice.group());
      if (other != null) {
        warnings.add(other);
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
      warnings.addAll(stack.warnings());
      String selection = opened.selection();
      if (options.seriesInstanceUid() != null) {
        selection = selection.replace("best series", "series that was asked for,");
      }
      VolumeInfo info = info(source, stack, selection, warnings, choice.group());
      if (rectify) {
        info = info.withSlices(OriginalSlices.of(stack.frames(), source.toAbsolutePath()));
      }
      return new VolumeAssembler(stack)
          .assemble(info, rectify, options.threads(), progress, cancel);
    }
  }

  /** A series of other objects that was asked for is named as what it is. */
  private static void requireScan(Path source, DicomSeriesScanner scan, String uid)
      throws VolumeFormatException {
    for (SkippedObjects object : scan.skipped()) {
      boolean image = scan.groups().stream().anyMatch(g -> g.seriesUid().equals(uid));
      if (!image && object.seriesUid().equals(uid)) {
        throw new VolumeFormatException(
            source, "series " + uid + " is no scan: " + object.count() + " × " + object.reason());
      }
    }
  }

  /**
   * A damaged file may be a missing slice, unless it is known to belong to another series.
   *
   * @return a warning about files of other series, null if there are none
   */
  private static String requireUndamaged(Path source, DicomSeriesScanner scan, FrameGroup chosen)
      throws VolumeFormatException {
    List<DicomSeriesScanner.Damaged> here =
        scan.damaged().stream()
            .filter(d -> d.seriesUid().isEmpty() || d.seriesUid().equals(chosen.seriesUid()))
            .toList();
    if (!here.isEmpty()) {
      VolumeFormatException first = here.get(0).error();
      throw new VolumeFormatException(
          source,
          here.size()
              + " damaged DICOM file(s) lie among the images and may be missing slices; repair or"
              + " remove them, first "
              + first.getMessage(),
          first);
    }
    return scan.damaged().isEmpty()
        ? null
        : scan.damaged().size()
            + " damaged DICOM file(s) of other series were passed over, first "
            + scan.damaged().get(0).error().getMessage();
  }

  private static VolumeFormatException noSeries(Path source, DicomSeriesScanner scan) {
    if (!scan.damaged().isEmpty()) {
      return scan.damaged().get(0).error();
    }
    if (scan.skipped().isEmpty()) {
      return new VolumeFormatException(
          source,
          "no DICOM file was found (files without the mark DICM are read if the reader 'dicom' is"
              + " asked for)");
    }
    Map<String, Integer> found = new TreeMap<>();
    scan.skipped().forEach(s -> found.merge(s.reason(), s.count(), Integer::sum));
    List<String> parts = new ArrayList<>();
    found.forEach((reason, count) -> parts.add(count + " × " + reason));
    parts.addAll(scan.warnings());
    return new VolumeFormatException(
        source, "no DICOM image that can be part of a volume, only " + String.join(", ", parts));
  }

  private static VolumeInfo info(
      Path source, SliceStack stack, String selection, List<String> warnings, FrameGroup group) {
    DicomFrame first = stack.frames().get(0);
    DicomImage image = first.image();
    DicomDataset data = image.header().data();
    Map<String, String> properties = new TreeMap<>();
    properties.put("selection", selection);
    properties.put("transferSyntax", image.header().syntax().toString());
    if (!group.id().equals(group.seriesUid())) {
      properties.put("stack", group.id());
    }
    put(properties, "volume", group.label());
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
    boolean extension = name.toLowerCase(java.util.Locale.ROOT).matches(".*\\.(dcm|zip)");
    return extension ? name.substring(0, name.length() - 4) : name;
  }
}
