package io.github.holoseg.batch;

import io.github.holoseg.io.LabelFiles;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** What becomes of a volume under a new name: a label map if it is one, else a volume. */
final class VolumeOutput {
  private VolumeOutput() {}

  /**
   * @throws UsageException if nothing is written under such a name
   */
  static void requireFormat(Path target) {
    if (LabelFiles.isSegmentation(target)) {
      return; // whether there are labels to write is seen when the volume is read
    }
    try {
      VolumeExporters.forFile(target);
    } catch (VolumeFormatException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** What the target may end in. */
  static List<String> endings() {
    TreeSet<String> endings = new TreeSet<>(VolumeExporters.endings());
    endings.add(LabelFiles.SEGMENTATION);
    return List.copyOf(endings);
  }

  /** As {@link Tools#writeVolume}. */
  static void write(Volume<?> volume, Path target) throws IOException {
    boolean onlyLabels = LabelFiles.isSegmentation(target);
    boolean named = volume.info().properties().containsKey(LabelNames.PROPERTY);
    LabelMap labels = onlyLabels || named ? labels(volume, target) : null;
    if (labels == null) {
      VolumeExporters.forFile(target).export(volume, target);
    } else {
      LabelMapExporters.forFile(target).export(labels, "", target);
    }
  }

  /** Null if they have to be written as a volume. */
  private static LabelMap labels(Volume<?> volume, Path target) throws IOException {
    try {
      LabelMapExporters.forFile(target);
      return LabelMapReader.of(volume, CancellationToken.none());
    } catch (VolumeFormatException e) {
      if (LabelFiles.isSegmentation(target)) {
        throw new VolumeFormatException(
            target, "can hold nothing but labels, write a .nrrd instead; " + e.getMessage(), e);
      }
      return null;
    }
  }
}
