package io.github.holoseg.commands.image;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;

/**
 * One structure as a binary stack: 8 bits, 255 inside, 0 outside, distances in mm. That is what
 * ImageJ's {@code Process>Binary}, the 3D Viewer and BoneJ's commands take.
 */
public final class LabelMask {
  private static final byte INSIDE = (byte) 255;

  private LabelMask() {}

  /** On all of the label map's grid; slices along z as they are stored. */
  public static ImagePlus whole(LabelMap labels, Label label) {
    return mask(labels, label, new long[3], labels.geometry());
  }

  /**
   * Only the box of the structure and one voxel around it, as far as the grid goes: measuring it
   * takes less time, and its place in the patient is kept.
   *
   * @throws IllegalArgumentException if no voxel has the label
   */
  public static ImagePlus cropped(LabelMap labels, Label label, int threads) {
    LabelStatistics found =
        LabelStatistics.of(labels, null, threads, CancellationToken.none()).stream()
            .filter(s -> s.label().value() == label.value() && s.voxels() > 0)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no voxel is labelled " + label.name() + "."));
    long[] min = new long[3];
    long[] size = new long[3];
    for (int axis = 0; axis < 3; axis++) {
      min[axis] = Math.max(0, found.boxMin()[axis] - 1);
      long last = Math.min(labels.geometry().size(axis) - 1, found.boxMax()[axis] + 1);
      size[axis] = last - min[axis] + 1;
    }
    return mask(labels, label, min, labels.geometry().crop(min, size));
  }

  private static ImagePlus mask(LabelMap labels, Label label, long[] min, VolumeGeometry geometry) {
    LabelPlanes planes = new LabelPlanes(labels);
    int width = Math.toIntExact(geometry.size(0));
    int height = Math.toIntExact(geometry.size(1));
    ImageStack stack = new ImageStack(width, height);
    short value = (short) label.value();
    for (long z = 0; z < geometry.size(2); z++) {
      short[] values = planes.part(new long[] {min[0], min[1], min[2] + z}, width, height);
      byte[] pixels = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        pixels[i] = values[i] == value ? INSIDE : 0;
      }
      stack.addSlice(GeometryText.label(geometry, z), pixels);
    }
    ImagePlus image = new ImagePlus(label.name(), stack);
    VolumeImages.place(image, geometry);
    image.setDisplayRange(0, 255);
    image.setProperty(
        "Info",
        GeometryText.write(geometry, VolumeInfo.inMemory(label.name(), Modality.OTHER))
            + "Label 255: "
            + label.name()
            + '\n');
    return image;
  }
}
