package io.github.holoseg.io.nifti;

import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.Reason;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;
import net.imglib2.img.Img;

/**
 * Reads NIfTI-1 and NIfTI-2: {@code .nii}, {@code .nii.gz} and {@code .hdr}/{@code .img} pairs,
 * both byte orders, all scalar types. Source: nifti1.h, nifti2.h.
 */
public final class NiftiReader implements VolumeReader {
  @Override
  public String key() {
    return "nifti";
  }

  @Override
  public int score(Path source) {
    if (!Files.isRegularFile(source)) {
      return 0;
    }
    byte[] head = NiftiFiles.head(NiftiFiles.header(source), NiftiHeader.SIZE_2);
    if (NiftiHeader.isNifti(head)) {
      return 100;
    }
    String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
    // A damaged file of that name is still ours: this reader can say what is wrong with it.
    return name.endsWith(".nii") || name.endsWith(".nii.gz") || isAnalyze(name, head) ? 60 : 0;
  }

  private static boolean isAnalyze(String name, byte[] head) {
    return name.matches(".*\\.(hdr|img)(\\.gz)?") && NiftiHeader.sizeOf(head) == NiftiHeader.SIZE_1;
  }

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    cancel.throwIfCancelled();
    Path headerFile = NiftiFiles.header(source);
    try (InputStream in = NiftiFiles.open(headerFile)) {
      NiftiHeader header = readHeader(source, in);
      List<String> warnings = new ArrayList<>();
      NiftiLayout layout = NiftiLayout.of(header, options.volumeIndex(), source);
      NiftiGeometry placed =
          NiftiGeometry.of(header, layout.size(), options.orientation(), source, warnings);
      Map<String, String> properties = properties(header, placed);
      String labelNames;
      Img<?> voxels;
      if (header.paired()) {
        labelNames = names(in.readNBytes(NiftiExtensions.LARGEST), header);
        Path image = NiftiFiles.image(headerFile);
        if (image.equals(headerFile)) {
          throw new VolumeFormatException(
              source, "its header says that the voxels are in an .img file, which is not there");
        }
        try (InputStream data = NiftiFiles.open(image)) {
          voxels = voxels(layout, image, data, 0, warnings, progress, cancel);
        }
      } else {
        long between = layout.voxelsAt() - header.size();
        byte[] extensions = in.readNBytes((int) Math.min(between, NiftiExtensions.LARGEST));
        labelNames = names(extensions, header);
        long at = header.size() + (long) extensions.length;
        voxels = voxels(layout, source, in, at, warnings, progress, cancel);
      }
      if (!labelNames.isEmpty()) {
        properties.put(LabelNames.PROPERTY, labelNames);
      }
      return volume(voxels, placed, header, source, properties, warnings);
    } catch (ZipException e) {
      throw new VolumeFormatException(
          source, "its gzip data is damaged (" + Reason.of(e) + "); fetch or copy it again", e);
    } catch (EOFException e) {
      throw new VolumeFormatException(
          source, "is truncated, its gzip data breaks off; fetch or copy it again", e);
    }
  }

  private static NiftiHeader readHeader(Path source, InputStream in) throws IOException {
    byte[] head = NiftiVoxels.readUpTo(in, NiftiHeader.SIZE_1);
    int size = NiftiHeader.sizeOf(head);
    if (size == 0 && NiftiFiles.isImage(source)) {
      throw new VolumeFormatException(
          source, "holds the voxels of a pair; its header, the .hdr file, is not beside it");
    }
    if (size == 0) {
      throw new VolumeFormatException(
          source,
          "is no NIfTI file, its first four bytes are neither 348 nor 540 in any byte order");
    }
    if (size > head.length && head.length == NiftiHeader.SIZE_1) {
      byte[] rest = NiftiVoxels.readUpTo(in, size - head.length);
      byte[] whole = java.util.Arrays.copyOf(head, head.length + rest.length);
      System.arraycopy(rest, 0, whole, head.length, rest.length);
      head = whole;
    }
    if (head.length < size) {
      throw new VolumeFormatException(
          source, "is truncated, its header has " + head.length + " of " + size + " bytes");
    }
    if (!NiftiHeader.isNifti(head)) {
      throw new VolumeFormatException(
          source,
          "is an Analyze 7.5 file or damaged: it has no NIfTI magic, so its orientation is not"
              + " known; convert it to NIfTI first");
    }
    return NiftiHeader.parse(head);
  }

  private static Img<?> voxels(
      NiftiLayout layout,
      Path file,
      InputStream in,
      long at,
      List<String> warnings,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    layout.requireFits(file);
    return new NiftiVoxels(layout, file, progress, cancel).read(in, at, warnings);
  }

  private static String names(byte[] extensions, NiftiHeader header) {
    return NiftiExtensions.labelNames(extensions, header.order()).orElse("");
  }

  private static Map<String, String> properties(NiftiHeader header, NiftiGeometry placed) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("placed_by", placed.method());
    if (placed.isAssumed()) {
      properties.put(VolumeInfo.ASSUMED_ORIENTATION, placed.geometry().axisCodes());
    }
    properties.put("sform_code", String.valueOf(header.sformCode()));
    properties.put("qform_code", String.valueOf(header.qformCode()));
    properties.put("datatype", String.valueOf(NiftiDatatype.of(header.datatype())));
    if (header.isScaled()) {
      properties.put("scl_slope", String.valueOf(header.slope()));
      properties.put("scl_inter", String.valueOf(header.intercept()));
    }
    if (!header.description().isEmpty()) {
      properties.put("description", header.description());
    }
    return properties;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      Img<?> voxels,
      NiftiGeometry placed,
      NiftiHeader header,
      Path source,
      Map<String, String> properties,
      List<String> warnings) {
    VolumeInfo info =
        new VolumeInfo(
            NiftiFiles.stem(source),
            "NIfTI-" + header.version(),
            Modality.UNKNOWN,
            source,
            null,
            properties,
            warnings);
    return new Volume(voxels, placed.geometry(), info);
  }
}
