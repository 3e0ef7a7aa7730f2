package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.io.raster.Encoding;
import io.github.holoseg.io.raster.HeaderLines;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.StepVectors;
import io.github.holoseg.io.raster.StoredVoxels;
import io.github.holoseg.io.raster.VoxelOrder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.img.Img;

/**
 * Reads NRRD 1 to 5: attached and detached, raw, gzip, bzip2, text and hexadecimal, both byte
 * orders, all scalar types; label names of 3D Slicer's segmentations. Values as stored: NRRD does
 * not rescale.
 */
public final class NrrdReader implements VolumeReader {
  @Override
  public String key() {
    return "nrrd";
  }

  @Override
  public int score(Path source) {
    if (!Files.isRegularFile(source)) {
      return 0;
    }
    if (NrrdHeader.isNrrd(source)) {
      return 100;
    }
    // A damaged file of that name is still ours: this reader can say what is wrong with it.
    String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nrrd") || name.endsWith(".nhdr") ? 60 : 0;
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    cancel.throwIfCancelled();
    NrrdHeader header = NrrdHeader.read(source);
    List<String> warnings = new ArrayList<>();
    for (String field : header.unknown()) {
      warnings.add("its header has the field '" + field + "', which NRRD does not have; not used");
    }
    SampleType type = type(header, source);
    Encoding encoding = encoding(header, source);
    int dimension = NrrdAxes.dimension(header, source);
    NrrdSpace space = NrrdSpace.of(header, source);
    List<double[]> directions =
        NrrdVectors.read(header, "spacedirections", dimension, space.dimension());
    NrrdAxes axes = NrrdAxes.of(header, directions, source);
    VolumeGeometry geometry =
        new NrrdGeometry(header, space, axes, source, warnings)
            .read(directions, options.axisOrder().orElse(null));
    SegmentFields segments = SegmentFields.of(header.pairs());
    String several = segments.isEmpty() ? "volumes" : "layers of segments that overlap";
    long index = VoxelOrder.chosen(axes.count(), options.volumeIndex(), several, source);
    StoredVoxels stored =
        new StoredVoxels(
            source,
            new NrrdDataFiles(header, axes.sizes(), encoding, source).list(),
            encoding,
            type,
            order(header, type, encoding, source),
            axes.order(index));
    warnIfQuantised(header, warnings);
    Img<?> voxels = stored.read(1, 0, warnings, progress, cancel);
    Map<String, String> properties = properties(header, space);
    StepVectors.noteAssumption(warnings, properties);
    segments
        .labels(axes.count(), index)
        .ifPresent(labels -> properties.put(LabelNames.PROPERTY, LabelNames.toJson(labels, "")));
    return volume(voxels, geometry, header, source, properties, warnings);
  }

  private static SampleType type(NrrdHeader header, Path source) throws VolumeFormatException {
    String spelling = header.required("type").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    SampleType type = NrrdType.of(spelling);
    if (type == null) {
      throw new VolumeFormatException(
          source,
          "its voxels are of the type '"
              + HeaderLines.shown(header.text("type"))
              + "', not one of NRRD's numbers; convert it to a scalar type first");
    }
    return type;
  }

  private static Encoding encoding(NrrdHeader header, Path source) throws VolumeFormatException {
    return switch (header.required("encoding").toLowerCase(Locale.ROOT)) {
      case "raw" -> Encoding.RAW;
      case "gzip", "gz" -> Encoding.GZIP;
      case "bzip2", "bz2" -> Encoding.BZIP2;
      case "ascii", "text", "txt" -> Encoding.ASCII;
      case "hex" -> Encoding.HEX;
      default ->
          throw new VolumeFormatException(
              source,
              "its encoding '"
                  + HeaderLines.shown(header.text("encoding"))
                  + "' is not known; known are raw, gzip, bzip2, ascii and hex");
    };
  }

  private static ByteOrder order(NrrdHeader header, SampleType type, Encoding encoding, Path source)
      throws VolumeFormatException {
    String endian = header.text("endian");
    if (endian == null && (type.bytes() == 1 || encoding == Encoding.ASCII)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return switch (endian == null ? "" : endian.toLowerCase(Locale.ROOT)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new VolumeFormatException(
              source,
              endian == null
                  ? "its header has no field 'endian', so its byte order is not known"
                  : "its header has 'endian: "
                      + HeaderLines.shown(endian)
                      + "', not little or big");
    };
  }

  private static void warnIfQuantised(NrrdHeader header, List<String> warnings) {
    String min = header.text("oldmin");
    String max = header.text("oldmax");
    if (min != null || max != null) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "its header says that values were quantised from %s to %s (old min, old max); they"
                  + " are given as stored",
              HeaderLines.shown(min),
              HeaderLines.shown(max)));
    }
  }

  /** As the file says in a pair of its own, or of the DICOM header that ITK copies. */
  private static Modality modality(NrrdHeader header) {
    for (Map.Entry<String, String> pair : header.pairs().entrySet()) {
      String key = pair.getKey().toLowerCase(Locale.ROOT);
      if (key.equals("modality") || key.equals("0008|0060")) {
        return switch (pair.getValue().strip().toUpperCase(Locale.ROOT)) {
          case "CT" -> Modality.CT;
          case "MR" -> Modality.MR;
          case "" -> Modality.UNKNOWN;
          default -> Modality.OTHER;
        };
      }
    }
    return Modality.UNKNOWN;
  }

  private static Map<String, String> properties(NrrdHeader header, NrrdSpace space) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("datatype", header.text("type"));
    properties.put("encoding", header.text("encoding"));
    if (space.name() != null) {
      properties.put("space", space.name());
    }
    if (header.text("content") != null) {
      properties.put("description", header.text("content"));
    }
    return properties;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      Img<?> voxels,
      VolumeGeometry geometry,
      NrrdHeader header,
      Path source,
      Map<String, String> properties,
      List<String> warnings) {
    String name = source.getFileName().toString().replaceFirst("(?i)(\\.seg)?\\.(nrrd|nhdr)$", "");
    VolumeInfo info =
        new VolumeInfo(
            name, header.version(), modality(header), source, null, properties, warnings);
    return new Volume(voxels, geometry, info);
  }
}
