package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.VolumeBuilder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import loci.formats.ClassList;
import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;
import loci.formats.ImageReader;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;
import net.imglib2.img.Img;
import ome.units.UNITS;
import ome.units.quantity.Length;

/** The one class that opens files with Bio-Formats. */
final class BioFormatsAccess {
  /** Invent images from the file's name, or read other files than the one that is named. */
  private static final Set<String> NEVER =
      Set.of("FakeReader", "FilePatternReader", "ZipReader", "TextReader");

  /** More than any lossless code makes of an image that is not all one value. */
  private static final double LARGEST_RATIO = 5000;

  static {
    BioFormatsLog.quiet();
  }

  private BioFormatsAccess() {}

  static boolean knows(Path source) {
    try (ImageReader reader = imageReader()) {
      // Its TIFF detectors never come back from pages in a circle; read() says what is wrong.
      return TiffFile.isTiff(source) || reader.isThisType(source.toString(), true);
    } catch (IOException
        | RuntimeException
        | LinkageError
        | OutOfMemoryError
        | StackOverflowError e) {
      // Its many detectors look into files of any kind; one that stumbles does not know the file.
      return false;
    }
  }

  static Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    try (ImageReader reader = imageReader()) {
      return read(reader, source, options, progress, cancel);
    } catch (FormatException e) {
      throw new VolumeFormatException(source, "Bio-Formats cannot read it: " + Reason.of(e), e);
    } catch (CancellationException | VolumeFormatException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new IOException(
          source + ": needs more memory than Java may use, or is damaged; try a larger -Xmx", e);
    } catch (IOException e) {
      throw new VolumeFormatException(source, "Bio-Formats cannot read it: " + Reason.of(e), e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Slips of its own on damaged files; what they say is no help.
      throw new VolumeFormatException(
          source, "Bio-Formats cannot read it: it is damaged or not what its name says", e);
    }
  }

  private static Volume<?> read(
      ImageReader reader,
      Path source,
      ReadOptions options,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException, FormatException {
    IMetadata metadata = MetadataTools.createOMEXMLMetadata();
    reader.setGroupFiles(false);
    reader.setFlattenedResolutions(false);
    reader.setMetadataStore(metadata);
    if (TiffFile.isTiff(source)) {
      TiffFile.open(source);
    }
    FormatRule rule = FormatRule.of(reader.getReader(source.toString()).getClass().getSimpleName());
    rule.before(source);
    reader.setId(source.toString());
    List<Path> files = files(reader, source);
    reader.setSeries(largestSeries(reader));
    List<String> warnings = new ArrayList<>();
    PlaneOrder planes = PlaneOrder.of(reader, options.volumeIndex(), source, warnings);
    StoredImage image = describe(reader, metadata, planes, source, files);
    image.warnings.addAll(warnings);
    rule.correct(image);
    requirePlausible(image);
    VolumeGeometry geometry = Placement.of(metadata, image, options);
    Img<?> voxels = voxels(reader, planes, image, progress, cancel);
    return volume(voxels, geometry, reader.getFormat(), image);
  }

  private static ImageReader imageReader() {
    ClassList<IFormatReader> classes = new ClassList<>(IFormatReader.class);
    for (Class<? extends IFormatReader> reader :
        ImageReader.getDefaultReaderClasses().getClasses()) {
      if (!NEVER.contains(reader.getSimpleName())) {
        classes.addClass(reader);
      }
    }
    return new ImageReader(classes);
  }

  /** The files behind the source; those that are TIFFs are found whole. */
  private static List<Path> files(ImageReader reader, Path source) throws IOException {
    List<Path> files = new ArrayList<>();
    int pages = 0;
    boolean tiff = false;
    for (String used : reader.getUsedFiles()) {
      Path file = Path.of(used);
      files.add(file);
      if (TiffFile.isTiff(file)) {
        tiff = true;
        pages += TiffFile.open(file).pages();
      }
    }
    int planes = 0;
    for (int series = 0; series < reader.getSeriesCount(); series++) {
      reader.setSeries(series);
      planes += reader.getImageCount();
    }
    // One page may stand for a whole stack: large ImageJ files and a few microscopes write that.
    if (tiff && pages < planes && pages != 1) {
      throw new VolumeFormatException(
          source, "is truncated, it announces " + planes + " planes and has " + pages);
    }
    return files;
  }

  private static int largestSeries(ImageReader reader) {
    int best = 0;
    long most = -1;
    for (int series = 0; series < reader.getSeriesCount(); series++) {
      reader.setSeries(series);
      long pixels = (long) reader.getSizeX() * reader.getSizeY() * reader.getImageCount();
      if (pixels > most) {
        most = pixels;
        best = series;
      }
    }
    return best;
  }

  private static StoredImage describe(
      ImageReader reader, IMetadata metadata, PlaneOrder planes, Path source, List<Path> files)
      throws VolumeFormatException {
    Map<String, Object> facts = new HashMap<>(reader.getGlobalMetadata());
    facts.putAll(reader.getSeriesMetadata());
    int series = reader.getSeries();
    Length[] lengths = {
      metadata.getPixelsPhysicalSizeX(series),
      metadata.getPixelsPhysicalSizeY(series),
      metadata.getPixelsPhysicalSizeZ(series)
    };
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      // null also for lengths in pixels or in a reference frame, which no unit converts to mm
      Number mm = lengths[axis] == null ? null : lengths[axis].value(UNITS.MILLIMETER);
      boolean known = mm != null && mm.doubleValue() > 0 && Double.isFinite(mm.doubleValue());
      spacing[axis] = known ? mm.doubleValue() : Double.NaN;
    }
    return new StoredImage(
        source,
        files,
        facts,
        new long[] {reader.getSizeX(), reader.getSizeY(), planes.count()},
        planes,
        type(reader.getPixelType(), source),
        reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
        spacing);
  }

  private static SampleType type(int pixelType, Path source) throws VolumeFormatException {
    return switch (pixelType) {
      case FormatTools.UINT8, FormatTools.BIT -> SampleType.UINT8;
      case FormatTools.INT8 -> SampleType.INT8;
      case FormatTools.UINT16 -> SampleType.UINT16;
      case FormatTools.INT16 -> SampleType.INT16;
      case FormatTools.UINT32 -> SampleType.UINT32;
      case FormatTools.INT32 -> SampleType.INT32;
      case FormatTools.FLOAT -> SampleType.FLOAT32;
      case FormatTools.DOUBLE -> SampleType.FLOAT64;
      default ->
          throw new VolumeFormatException(
              source,
              "its pixels are of the type " + pixelType + " of Bio-Formats, not one number each");
    };
  }

  /** Before anything is allocated. */
  private static void requirePlausible(StoredImage image) throws IOException {
    long available = 0;
    for (Path file : image.files) {
      available += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    for (long n : image.size) {
      if (n < 1) {
        throw image.refusal("is damaged, one of its sizes is " + n);
      }
    }
    if (image.bytes() / LARGEST_RATIO > available) {
      image.requireBytes(available);
    }
    double voxels = (double) image.size[0] * image.size[1] * image.size[2];
    double needed = voxels * VolumeBuilder.bytesPerVoxel(image.type, image.slope, image.intercept);
    boolean fits = needed < Runtime.getRuntime().maxMemory();
    if (!fits || (double) image.size[0] * image.size[1] * image.type.bytes() > Integer.MAX_VALUE) {
      throw new IOException(
          image.source
              + ": needs "
              + Math.round(needed / (1 << 20))
              + " MiB, more than Java may use or one slice can have; start it with a larger -Xmx");
    }
  }

  private static Img<?> voxels(
      ImageReader reader,
      PlaneOrder planes,
      StoredImage image,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException, FormatException {
    VolumeBuilder builder = new VolumeBuilder(image.size, image.type, image.slope, image.intercept);
    byte[] plane = new byte[Math.toIntExact(builder.planeBytes())];
    for (int z = 0; z < planes.count(); z++) {
      cancel.throwIfCancelled();
      try {
        reader.openBytes(planes.index(z), plane);
      } catch (IOException | RuntimeException e) {
        throw new VolumeFormatException(
            image.source,
            "is truncated or damaged, Bio-Formats fails at slice "
                + (z + 1)
                + " of "
                + planes.count()
                + " ("
                + e
                + ")",
            e);
      }
      builder.addPlane(ByteBuffer.wrap(plane).order(image.order));
      progress.onProgress(Stage.READ, z + 1, planes.count());
    }
    if (builder.notFinite() > 0) {
      image.warnings.add(builder.notFinite() + " voxels are NaN or infinite");
    }
    return builder.build();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      Img<?> voxels, VolumeGeometry geometry, String format, StoredImage image) {
    VolumeInfo info =
        new VolumeInfo(
            image.source.getFileName().toString().replaceFirst("(?i)(\\.ome)?\\.[^.]+$", ""),
            "Bio-Formats: " + format,
            image.modality,
            image.source,
            null,
            image.properties,
            image.warnings);
    return new Volume(voxels, geometry, info);
  }
}
