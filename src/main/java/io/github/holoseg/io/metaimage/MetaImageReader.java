package io.github.holoseg.io.metaimage;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.img.Img;

/**
 * Reads MetaImage: {@code .mha}, and {@code .mhd} with its data file or files; binary (plain or
 * zlib) or text, both byte orders, all scalar types. Placement as {@link MetaGeometry} says.
 */
public final class MetaImageReader implements VolumeReader {
  private static final int MOST_AXES = 10;

  @Override
  public String key() {
    return "metaimage";
  }

  @Override
  public int score(Path source) {
    if (!Files.isRegularFile(source)) {
      return 0;
    }
    if (MetaHeader.isMeta(source)) {
      return 100;
    }
    // A damaged file of that name is still ours: this reader can say what is wrong with it.
    String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".mha") || name.endsWith(".mhd") ? 60 : 0;
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    cancel.throwIfCancelled();
    MetaHeader header = MetaHeader.read(source);
    requireImage(header, source);
    long[] dim = sizes(header, source);
    SampleType type = type(header, source);
    List<String> warnings = new ArrayList<>();
    long[] size = Arrays.copyOf(dim, 3);
    VolumeGeometry geometry = MetaGeometry.of(header, size, dim.length, options, source, warnings);
    Encoding encoding = encoding(header);
    StoredVoxels stored =
        new StoredVoxels(
            source,
            MetaDataFiles.of(header, dim, encoding, source),
            encoding,
            type,
            order(header),
            order(dim, size, options.volumeIndex(), source));
    double[] scaling = scaling(header, source, warnings);
    Img<?> voxels = stored.read(scaling[0], scaling[1], warnings, progress, cancel);
    return volume(voxels, geometry, header, source, warnings);
  }

  private static void requireImage(MetaHeader header, Path source) throws VolumeFormatException {
    String kind = header.text("ObjectType");
    if (kind != null && !kind.equalsIgnoreCase("Image")) {
      throw new VolumeFormatException(
          source, "holds a MetaIO '" + HeaderLines.shown(kind) + "', not an image");
    }
    if (header.integer(1, "ElementNumberOfChannels") != 1) {
      throw new VolumeFormatException(
          source,
          "has "
              + HeaderLines.shown(header.text("ElementNumberOfChannels"))
              + " channels (colours or vectors), not one number for each voxel; convert it to a"
              + " scalar image first");
    }
  }

  private static long[] sizes(MetaHeader header, Path source) throws VolumeFormatException {
    long axes = header.integer(0, "NDims");
    if (axes < 1 || axes > MOST_AXES) {
      throw new VolumeFormatException(
          source,
          "its header has NDims = " + HeaderLines.shown(header.text("NDims")) + ", not 3 or 4");
    }
    if (axes < 3) {
      throw new VolumeFormatException(
          source, "is an image of " + axes + " axes, not a volume; a volume has 3");
    }
    double[] dim = header.numbers((int) axes, "DimSize");
    if (dim == null) {
      throw new VolumeFormatException(source, "its header has no DimSize");
    }
    long[] sizes = new long[dim.length];
    for (int i = 0; i < dim.length; i++) {
      sizes[i] = (long) dim[i];
      if (sizes[i] != dim[i] || sizes[i] < 1 || sizes[i] > Integer.MAX_VALUE) {
        throw new VolumeFormatException(
            source, "its header has DimSize = " + HeaderLines.shown(header.text("DimSize")));
      }
    }
    return sizes;
  }

  private static SampleType type(MetaHeader header, Path source) throws VolumeFormatException {
    String name = header.text("ElementType");
    SampleType type = name == null ? null : MetaElementType.of(name);
    if (type == null) {
      throw new VolumeFormatException(
          source,
          name == null
              ? "its header has no ElementType"
              : "its voxels are of the type "
                  + HeaderLines.shown(name)
                  + ", not one number each; convert it to a scalar type first");
    }
    return type;
  }

  private static Encoding encoding(MetaHeader header) throws VolumeFormatException {
    // ITK, too, takes a header that does not say as binary.
    if (!header.flag(true, "BinaryData")) {
      return Encoding.ASCII;
    }
    return header.flag(false, "CompressedData") ? Encoding.ZLIB : Encoding.RAW;
  }

  private static ByteOrder order(MetaHeader header) throws VolumeFormatException {
    boolean big = header.flag(false, "BinaryDataByteOrderMSB", "ElementByteOrderMSB");
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static VoxelOrder order(long[] dim, long[] size, int volumeIndex, Path source)
      throws VolumeFormatException {
    try {
      long one = Math.multiplyExact(Math.multiplyExact(dim[0], dim[1]), dim[2]);
      long count = 1;
      for (int i = 3; i < dim.length; i++) {
        count = Math.multiplyExact(count, dim[i]);
      }
      long index = VoxelOrder.chosen(count, volumeIndex, "volumes", source);
      return new VoxelOrder(size, one, count, index);
    } catch (ArithmeticException e) {
      throw new VolumeFormatException(
          source, "its header announces an impossible size, " + Arrays.toString(dim), e);
    }
  }

  /** MetaIO has fields for this, which ITK does not follow; a file that has them means them. */
  private static double[] scaling(MetaHeader header, Path source, List<String> warnings)
      throws VolumeFormatException {
    double[] slope = header.numbers(1, "ElementToIntensityFunctionSlope");
    double[] intercept = header.numbers(1, "ElementToIntensityFunctionOffset");
    double[] scaling = {slope == null ? 1 : slope[0], intercept == null ? 0 : intercept[0]};
    if (scaling[0] == 0 || !Double.isFinite(scaling[0]) || !Double.isFinite(scaling[1])) {
      throw new VolumeFormatException(
          source,
          "its header has ElementToIntensityFunctionSlope "
              + scaling[0]
              + " and Offset "
              + scaling[1]);
    }
    if (scaling[0] != 1 || scaling[1] != 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "its header asks for values to be rescaled (ElementToIntensityFunction, slope %s,"
                  + " offset %s), which was done; ITK and 3D Slicer do not",
              scaling[0],
              scaling[1]));
    }
    return scaling;
  }

  private static Modality modality(MetaHeader header) throws VolumeFormatException {
    String value = header.text("Modality");
    return switch (value == null ? "" : value.toUpperCase(Locale.ROOT)) {
      case "MET_MOD_CT" -> Modality.CT;
      case "MET_MOD_MR" -> Modality.MR;
      case "", "MET_MOD_UNKNOWN" -> Modality.UNKNOWN;
      default -> Modality.OTHER;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      Img<?> voxels, VolumeGeometry geometry, MetaHeader header, Path source, List<String> warnings)
      throws VolumeFormatException {
    Map<String, String> properties = new TreeMap<>();
    properties.put("datatype", header.text("ElementType"));
    StepVectors.noteAssumption(warnings, properties);
    if (header.text("Comment") != null) {
      properties.put("description", header.text("Comment"));
    }
    MetaLabelFields.read(header).ifPresent(names -> properties.put(LabelNames.PROPERTY, names));
    String name = source.getFileName().toString().replaceFirst("(?i)\\.(mha|mhd)$", "");
    VolumeInfo info =
        new VolumeInfo(name, "MetaImage", modality(header), source, null, properties, warnings);
    return new Volume(voxels, geometry, info);
  }
}
