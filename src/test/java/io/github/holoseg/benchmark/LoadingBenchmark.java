package io.github.holoseg.benchmark;

import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import loci.common.DebugTools;
import loci.formats.ImageReader;
import net.imglib2.Cursor;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.view.Views;

/**
 * The Java side of {@code src/main/python/reference/loading_benchmark.py}, which starts it and
 * takes turns with SimpleITK.
 *
 * <p>Answers each line {@code holoseg PATH} or {@code bioformats PATH} on standard input with the
 * seconds that loading took and the sum of the voxels (taken outside that time). Both programs end
 * with all voxels of the volume in Java's memory: Bio-Formats' planes are copied into an image of
 * 16 bits. Bio-Formats gets the first file and finds the others of the series itself.
 */
public final class LoadingBenchmark {
  private LoadingBenchmark() {}

  public static void main(String[] args) throws Exception {
    DebugTools.setRootLevel("ERROR");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      Path source = Path.of(words[1]);
      System.gc();
      long start = System.nanoTime();
      Loaded loaded = words[0].equals("holoseg") ? holoseg(source) : bioFormats(source);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println("RESULT " + seconds + " " + loaded.sum());
    }
  }

  private interface Loaded {
    double sum();
  }

  private static Loaded holoseg(Path source) throws IOException {
    Volume<?> volume = VolumeReaders.read(source);
    return () -> {
      double sum = 0;
      Cursor<? extends RealType<?>> cursor = Views.flatIterable(volume.voxels()).cursor();
      while (cursor.hasNext()) {
        sum += cursor.next().getRealDouble();
      }
      return sum;
    };
  }

  private static Loaded bioFormats(Path source) throws Exception {
    try (ImageReader reader = new ImageReader()) {
      reader.setId(first(source).toString());
      int width = reader.getSizeX();
      int height = reader.getSizeY();
      int planes = reader.getImageCount();
      PlanarImg<ShortType, ShortArray> image = PlanarImgs.shorts(width, height, planes);
      ByteOrder order = reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      byte[] buffer = new byte[width * height * 2];
      for (int z = 0; z < planes; z++) {
        reader.openBytes(z, buffer);
        short[] plane = image.getPlane(z).getCurrentStorageArray();
        ByteBuffer.wrap(buffer).order(order).asShortBuffer().get(plane);
      }
      return () -> {
        double sum = 0;
        for (int z = 0; z < planes; z++) {
          for (short value : image.getPlane(z).getCurrentStorageArray()) {
            sum += value;
          }
        }
        return sum;
      };
    }
  }

  private static Path first(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return source;
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.min(Comparator.naturalOrder()).orElseThrow();
    }
  }
}
