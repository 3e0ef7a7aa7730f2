package io.github.holoseg.commands.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * An ImageJ image as a volume in the patient.
 *
 * <p>Values are those that ImageJ shows (its calibration applied). Where nothing has to be computed
 * the volume shares the image's arrays, so the image must not change while the volume is used. The
 * place in the patient is looked for in Holoseg's own lines of the image's info, then in the DICOM
 * header that ImageJ keeps, then there are only the voxel sizes of the calibration.
 *
 * <p>What cannot be known: whether the pixels were flipped, rotated or resliced after the header
 * was written. ImageJ leaves the header as it was.
 */
public final class ImagePlusVolumes {
  private ImagePlusVolumes() {}

  /**
   * @param options of them {@code orientation}, for images that do not say where their axes point,
   *     {@code volumeIndex}, for those with several channels or frames (channels fastest, from 0),
   *     and {@code threads}
   * @throws ImageException if it is a colour image, several volumes, or cannot be placed truthfully
   */
  public static Volume<?> toVolume(ImagePlus image, ReadOptions options) throws ImageException {
    if (image.getType() == ImagePlus.COLOR_RGB || image.getType() == ImagePlus.COLOR_256) {
      throw new ImageException(
          image, "it is a colour image, whose values are no HU; open the file with Open CT...");
    }
    List<String> warnings = new ArrayList<>();
    int[] indices = indices(image, options.volumeIndex(), warnings);
    ImagePlacement placement =
        ImagePlacement.of(new PlacementRequest(image, indices, options.orientation(), warnings));
    RandomAccessibleInterval<? extends RealType<?>> voxels =
        new ImagePlanes(image, placement.slices()).read(options.threads());
    VolumeInfo info =
        new VolumeInfo(
            image.getTitle(),
            "ImageJ image",
            placement.modality(),
            source(image),
            placement.seriesUid(),
            placement.properties(),
            warnings);
    return volume(voxels, placement, info);
  }

  /** The file or folder that the image was opened from, if it is still there; else null. */
  private static Path source(ImagePlus image) {
    Path file = file(image);
    String ours = GeometryText.read(image.getInfoProperty()).get("source");
    if (file == null && ours != null) {
      try {
        return Files.exists(Path.of(ours)) ? Path.of(ours) : null;
      } catch (InvalidPathException e) {
        return null; // of another system
      }
    }
    return file;
  }

  private static Path file(ImagePlus image) {
    FileInfo info = image.getOriginalFileInfo();
    if (info == null || info.directory == null || info.directory.isEmpty()) {
      return null;
    }
    try {
      Path path = Path.of(info.directory, info.fileName == null ? "" : info.fileName);
      return Files.exists(path) ? path.toAbsolutePath().normalize() : null;
    } catch (InvalidPathException e) {
      return null; // a web address
    }
  }

  private static int[] indices(ImagePlus image, int volumeIndex, List<String> warnings)
      throws ImageException {
    int channels = image.getNChannels();
    int slices = image.getNSlices();
    int frames = image.getNFrames();
    if (slices == 1 && volumeIndex < 0 && (channels == 1) != (frames == 1)) {
      warnings.add(
          "the planes of the image are stored as "
              + (frames > 1 ? "time points" : "channels")
              + "; they are taken as slices");
      return IntStream.rangeClosed(1, image.getStackSize()).toArray();
    }
    int volumes = channels * frames;
    if (volumes > 1 && volumeIndex < 0) {
      throw new ImageException(
          image,
          "it has "
              + channels
              + " channels and "
              + frames
              + " time points; volume=0 to "
              + (volumes - 1)
              + " takes one of them (channels first), or Image>Duplicate... makes an image of it");
    }
    int which = Math.max(0, volumeIndex);
    if (which >= volumes) {
      throw new ImageException(
          image, "there is no volume " + which + ", it has " + volumes + ", counted from 0");
    }
    int channel = which % channels + 1;
    int frame = which / channels + 1;
    return IntStream.rangeClosed(1, slices)
        .map(slice -> image.getStackIndex(channel, slice, frame))
        .toArray();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Volume<?> volume(
      RandomAccessibleInterval<?> voxels, ImagePlacement placement, VolumeInfo info) {
    return new Volume(voxels, placement.geometry(), info);
  }
}
