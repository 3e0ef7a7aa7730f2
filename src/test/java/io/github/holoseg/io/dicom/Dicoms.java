package io.github.holoseg.io.dicom;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Shorthands of the DICOM tests. */
final class Dicoms {
  private Dicoms() {}

  static Volume<?> read(Path source) throws IOException {
    return read(source, null);
  }

  static Volume<?> read(Path source, String seriesUid) throws IOException {
    return read(source, seriesUid, -1);
  }

  static Volume<?> read(Path source, String seriesUid, int volume) throws IOException {
    ReadOptions options = new ReadOptions(seriesUid, volume, null, null, false, 2);
    return new DicomReader().read(source, options, ProgressListener.NONE, CancellationToken.none());
  }

  static List<SeriesFacts> list(Path source) throws IOException {
    return new DicomReader().series(source, ReadOptions.DEFAULT, CancellationToken.none());
  }

  /** All voxels, x fastest. */
  static double[] values(Volume<?> volume) {
    return valuesOf(volume);
  }

  private static <T extends RealType<T>> double[] valuesOf(Volume<T> volume) {
    double[] values = new double[(int) volume.geometry().voxelCount()];
    Cursor<T> cursor = Views.flatIterable(volume.voxels()).cursor();
    for (int i = 0; i < values.length; i++) {
      values[i] = cursor.next().getRealDouble();
    }
    return values;
  }

  /** A folder that holds a copy of one file: what lies beside the original is not read. */
  static Path alone(Path file, Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("alone-" + file.getFileName()));
    Path copy = own.resolve(file.getFileName().toString());
    if (!Files.exists(copy)) {
      Files.copy(file, copy);
    }
    return copy;
  }
}
