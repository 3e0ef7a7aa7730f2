package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.VolumeBuilder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.ImageReader;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;
import net.imglib2.img.Img;
import ome.units.UNITS;
import ome.units.quantity.Length;

/** The one class that calls Bio-Formats. */
final class BioFormatsAccess {
  static {
    BioFormatsLog.quiet();
  }

  private BioFormatsAccess() {}

  static boolean knows(Path source) {
    try (ImageReader reader = new ImageReader()) {
      return reader.isThisType(source.toString(), true);
    } catch (IOException | RuntimeException e) {
      // Its many detectors look into files of any kind; one that stumbles does not know the file.
      return false;
    }
  }

  static Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    try (ImageReader reader = new ImageReader()) {
      IMetadata metadata = MetadataTools.createOMEXMLMetadata();
      reader.setGroupFiles(false);
      reader.setFlattenedResolutions(false);
      reader.setMetadataStore(metadata);
      reader.setId(source.toString());
      List<TiffFile> tiffs = tiffs(reader, source);
      reader.setSeries(largestSeries(reader));
      List<String> warnings = new ArrayList<>();
      PlaneOrder planes = PlaneOrder.of(reader, options.volumeIndex(), source, warnings);
      double[] spacing = spacing(metadata, reader.getSeries(), tiffs, warnings);
      Img<?> voxels = voxels(reader, planes, source, progress, cancel, warnings);
      warnings.add("no orientation: axes assumed L, P, S; left and right may be exchanged");
      warnings.add("values not known to be HU: taken as stored");
      return volume(voxels, spacing, reader.getFormat(), source, warnings);
    } catch (FormatException e) {
      throw new VolumeFormatException(source, "Bio-Formats cannot read it: " + e.getMessage(), e);
    } catch (CancellationException | VolumeFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new VolumeFormatException(source, "Bio-Formats cannot read it: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // Slips of its own on damaged files; what they say is no help.
      throw new VolumeFormatException(
          source, "Bio-Formats cannot read it: it is damaged or not what its name says", e);
    }
  }

  /** The TIFF files behind the source, found whole; none if it is of another format. */
  private static List<TiffFile> tiffs(ImageReader reader, Path source)
      throws IOException, FormatException {
    List<TiffFile> tiffs = new ArrayList<>();
    int pages = 0;
    for (String used : reader.getUsedFiles()) {
      if (TiffFile.isTiff(Path.of(used))) {
        tiffs.add(TiffFile.open(Path.of(used)));
        pages += tiffs.get(tiffs.size() - 1).pages();
      }
    }
    int planes = 0;
    for (int series = 0; series < reader.getSeriesCount(); series++) {
      reader.setSeries(series);
      planes += reader.getImageCount();
    }
    // One page may stand for a whole stack: large ImageJ files and a few microscopes write that.
    if (tiffs.isEmpty() || pages >= planes || pages == 1) {
      return tiffs;
    }
    throw new VolumeFormatException(
        source, "is truncated, it announces " + planes + " planes and has " + pages);
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

  private static Img<?> voxels(
      ImageReader reader,
      PlaneOrder planes,
      Path source,
      ProgressListener progress,
      CancellationToken cancel,
      List<String> warnings)
      throws IOException, FormatException {
    SampleType type = type(reader.getPixelType(), source);
    long[] size = {reader.getSizeX(), reader.getSizeY(), planes.count()};
    requireMemory(size, type, source);
    VolumeBuilder builder = new VolumeBuilder(size, type, 1, 0);
    byte[] plane = new byte[Math.toIntExact(builder.planeBytes())];
    ByteOrder order = reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    for (int z = 0; z < planes.count(); z++) {
      cancel.throwIfCancelled();
      try {
        reader.openBytes(planes.index(z), plane);
      } catch (IOException | RuntimeException e) {
        throw new VolumeFormatException(
            source,
            "is truncated or damaged, Bio-Formats fails at slice "
                + (z + 1)
                + " of "
                + planes.count()
                + " ("
                + e
                + ")",
            e);
      }
      builder.addPlane(ByteBuffer.wrap(plane).order(order));
      progress.onProgress(Stage.READ, z + 1, planes.count());
    }
    if (builder.notFinite() > 0) {
      warnings.add(builder.notFinite() + " voxels are NaN or infinite");
    }
    return builder.build();
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

  private static void requireMemory(long[] size, SampleType type, Path source) throws IOException {
    double needed = (double) size[0] * size[1] * size[2] * VolumeBuilder.bytesPerVoxel(type, 1, 0);
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw new IOException(
          source + ": needs more memory than Java may use; start it with a larger -Xmx");
    }
  }

  private static double[] spacing(
      IMetadata metadata, int series, List<TiffFile> tiffs, List<String> warnings) {
    Length[] lengths = {
      metadata.getPixelsPhysicalSizeX(series),
      metadata.getPixelsPhysicalSizeY(series),
      metadata.getPixelsPhysicalSizeZ(series)
    };
    if (tiffs.size() == 1 && tiffs.get(0).isImageJ()) {
      OptionalDouble depth = tiffs.get(0).imageJDepth();
      lengths[2] = depth.isPresent() ? new Length(depth.getAsDouble(), UNITS.MILLIMETER) : null;
    }
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      // null also for lengths in pixels or in a reference frame, which no unit converts to mm
      Number mm = lengths[axis] == null ? null : lengths[axis].value(UNITS.MILLIMETER);
      if (mm != null && mm.doubleValue() > 0 && Double.isFinite(mm.doubleValue())) {
        spacing[axis] = mm.doubleValue();
      } else {
        spacing[axis] = 1;
        warnings.add("no voxel size along " + "xyz".charAt(axis) + ": 1 mm assumed");
      }
    }
    return spacing;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      Img<?> voxels, double[] spacing, String format, Path source, List<String> warnings) {
    String name = source.getFileName().toString().replaceFirst("(\\.ome)?\\.[^.]+$", "");
    VolumeInfo info =
        new VolumeInfo(
            name, "Bio-Formats: " + format, Modality.UNKNOWN, source, null, Map.of(), warnings);
    VolumeGeometry geometry = VolumeGeometry.axisAligned(voxels.dimensionsAsLongArray(), spacing);
    return new Volume(voxels, geometry, info);
  }
}
