package io.github.holoseg.benchmark;

import io.github.holoseg.annotation.Brush;
import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditRules;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.VoxelBox;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.ShortType;

/**
 * How long a movement of the brush takes on 512×512×600 voxels: the mask, the labels written, what
 * the undo needs; and how long lifting the brush, undo and redo take. Each line is the median, the
 * 95th percentile and the worst of 200 strokes of 10 movements of 6 mm. The slices are prepared but
 * for the last line: there each one is copied when it is touched for the first time.
 *
 * <p>{@code java -Xmx4g -cp target/test-classes:target/classes:$(cat /tmp/cp)
 * io.github.holoseg.benchmark.BrushBenchmark} after {@code mvn test-compile
 * dependency:build-classpath -Dmdep.outputFile=/tmp/cp}.
 */
public final class BrushBenchmark {
  private static final int STROKES = 200;
  private static final int MOVES = 10;
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {512, 512, 600}, 0.75, 0.75, 0.8);

  private BrushBenchmark() {}

  public static void main(String[] args) {
    Volume<ShortType> scan = scan();
    HuRange bone = new HuRange(100, 3000);
    measure("disc, 10 mm, axial", Brush.disc(10, GRID, 2), scan, null);
    measure("disc, 10 mm, sagittal", Brush.disc(10, GRID, 0), scan, null);
    measure("disc, 30 mm, axial", Brush.disc(30, GRID, 2), scan, null);
    measure("ball, 5 mm", Brush.ball(5), scan, null);
    measure("ball, 10 mm", Brush.ball(10), scan, null);
    measure("ball, 10 mm, HU range", Brush.ball(10), scan, bone);
    measure("ball, 30 mm", Brush.ball(30), scan, null);
    measure("ball, 30 mm, HU range", Brush.ball(30), scan, bone);
    measure("ball, 10 mm, unprepared", Brush.ball(10), scan, null, false);
  }

  private static void measure(String what, Brush brush, Volume<ShortType> scan, HuRange hu) {
    measure(what, brush, scan, hu, true);
  }

  private static void measure(
      String what, Brush brush, Volume<ShortType> scan, HuRange hu, boolean prepared) {
    EditableLabels labels = EditableLabels.empty(GRID, List.of(Label.of(1, "bone")));
    if (prepared) {
      labels.prepare(CancellationToken.none());
    }
    System.gc();
    double[] moves = new double[STROKES * MOVES];
    double[] ends = new double[STROKES];
    double[] undos = new double[STROKES];
    double[] redos = new double[STROKES];
    try (EditSession session = new EditSession(labels, scan, new EditHistory())) {
      session.setRules(EditRules.painting(1).withHu(hu));
      java.util.Random random = new java.util.Random(1);
      for (int stroke = 0; stroke < STROKES; stroke++) {
        double[] place = {
          60 + random.nextDouble() * 260, 60 + random.nextDouble() * 260, random.nextDouble() * 480
        };
        double angle = random.nextDouble() * 6.28;
        try (BrushStroke drag = new BrushStroke(session, "Brush", brush, stroke % 4 == 3)) {
          for (int move = 0; move < MOVES; move++) {
            long start = System.nanoTime();
            drag.moveTo(place);
            moves[stroke * MOVES + move] = ms(start);
            place[0] += 6 * Math.cos(angle);
            place[1] += 6 * Math.sin(angle);
          }
          long start = System.nanoTime();
          drag.end();
          ends[stroke] = ms(start);
        }
      }
      for (int i = 0; i < STROKES; i++) {
        long start = System.nanoTime();
        VoxelBox box = session.undo();
        undos[i] = box.isEmpty() ? 0 : ms(start);
      }
      for (int i = 0; i < STROKES; i++) {
        long start = System.nanoTime();
        session.redo();
        redos[i] = ms(start);
      }
      System.out.printf(
          Locale.ROOT,
          "%-24s move %s  lift %s  undo %s  redo %s  packed steps %d kB%n",
          what,
          text(moves),
          text(ends),
          text(undos),
          text(redos),
          session.history().memory() / 1024);
    }
  }

  private static double ms(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static String text(double[] ms) {
    Arrays.sort(ms);
    return String.format(
        Locale.ROOT,
        "%5.2f /%5.1f /%6.1f ms",
        ms[ms.length / 2],
        ms[ms.length * 95 / 100],
        ms[ms.length - 1]);
  }

  private static Volume<ShortType> scan() {
    PlanarImg<ShortType, ShortArray> image = PlanarImgs.shorts(GRID.size());
    for (int z = 0; z < 600; z++) {
      short[] plane = image.getPlane(z).getCurrentStorageArray();
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (short) ((i * 31 + z * 17) % 1500 - 500);
      }
    }
    return new Volume<>(image, GRID, VolumeInfo.inMemory("benchmark", Modality.CT));
  }
}
