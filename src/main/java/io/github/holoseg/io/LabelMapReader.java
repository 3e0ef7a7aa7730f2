package io.github.holoseg.io;

import io.github.holoseg.io.raster.PlaneSource;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.VolumeBuilder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Reads label maps from any file that a volume can be read from. Thread-safe. */
public final class LabelMapReader {
  private static final int LARGEST = 65535;

  private LabelMapReader() {}

  /** Reads with the defaults, without progress or cancel. */
  public static LabelMap read(Path source) throws IOException {
    return read(source, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
  }

  /**
   * Names come from the file where it has them ({@link LabelNames}); a value without a name becomes
   * {@code label_<value>}.
   *
   * @throws VolumeFormatException if a voxel is no integer from 0 to 65535, naming voxel and value
   */
  public static LabelMap read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return of(VolumeReaders.read(source, options, progress, cancel), cancel);
  }

  /**
   * The labels of a volume that was read already, named as by {@link #read(Path, ReadOptions,
   * ProgressListener, CancellationToken)}.
   *
   * @throws VolumeFormatException if a voxel is no integer from 0 to 65535, naming voxel and value
   */
  public static LabelMap of(Volume<?> volume, CancellationToken cancel)
      throws VolumeFormatException {
    Path source = volume.info().sourcePath().orElse(Path.of(volume.info().name()));
    VolumeGeometry geometry = volume.geometry();
    PlaneSource planes = new PlaneSource(volume.voxels());
    int planeSize = Math.toIntExact(geometry.size(0) * geometry.size(1));
    double[] values = new double[planeSize];
    ByteBuffer shorts = ByteBuffer.allocate(2 * planeSize).order(ByteOrder.nativeOrder());
    VolumeBuilder labels = new VolumeBuilder(geometry.size(), SampleType.UINT16, 1, 0);
    BitSet present = new BitSet(LARGEST + 1);
    for (int z = 0; z < geometry.size(2); z++) {
      cancel.throwIfCancelled();
      planes.doubles(z, values);
      shorts.clear();
      for (int i = 0; i < planeSize; i++) {
        int value = (int) values[i];
        if (value != values[i] || value < 0 || value > LARGEST) {
          throw new VolumeFormatException(
              source,
              String.format(
                  Locale.ROOT,
                  "is no label map, voxel (%d, %d, %d) is %s; labels are integers from 0 to %d",
                  i % geometry.size(0),
                  i / geometry.size(0),
                  z,
                  values[i],
                  LARGEST));
        }
        present.set(value);
        shorts.putShort((short) value);
      }
      labels.addPlane(shorts.flip());
    }
    return new LabelMap(labels.<UnsignedShortType>build(), geometry, named(volume, present));
  }

  private static List<Label> named(Volume<?> volume, BitSet present) {
    String text = volume.info().properties().get(LabelNames.PROPERTY);
    List<Label> labels =
        new ArrayList<>(Optional.ofNullable(text).flatMap(LabelNames::parse).orElse(List.of()));
    var named = labels.stream().map(Label::value).collect(Collectors.toSet());
    for (int v = present.nextSetBit(1); v >= 0; v = present.nextSetBit(v + 1)) {
      if (!named.contains(v)) {
        labels.add(Label.of(v, "label_" + v));
      }
    }
    return labels;
  }
}
