package io.github.holoseg.benchmark;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.PlaneRenderer;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.array.ArrayImgs;

/**
 * How long one picture of a plane takes while scrolling through a large scan with labels: every
 * picture another slice, one thread. Times are the thread's processor time, so that jobs beside it
 * do not count, but for the caches that they take. Arguments: slices (1000), pixels of the square
 * pane (900). Needs two times slices/2 MB of heap.
 */
public final class ViewerBenchmark {
  private static final int N = 512;
  private static final int ROUNDS = 120;

  private ViewerBenchmark() {}

  public static void main(String[] args) {
    int slices = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    int pane = args.length > 1 ? Integer.parseInt(args[1]) : 900;
    ViewerSnapshot s = ViewerSnapshot.of(scene(slices), Window.BONE);
    System.out.printf(
        Locale.ROOT, "%dx%dx%d, pane %dx%d, ms a picture%n", N, N, slices, pane, pane);
    System.out.println("| what | median | 95 % | largest |");
    System.out.println("|---|---|---|---|");
    for (Plane plane : List.of(Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL)) {
      measure(name(plane) + ", fill and outline", s, plane, pane, true);
    }
    measure("sagittal, the slice stays (window, opacity)", s, Plane.SAGITTAL, pane, false);
    ViewerSnapshot mip = s.withSlab(new Slab(SlabMode.MIP, 10));
    measure("axial, MIP of 10 mm", mip, Plane.AXIAL, pane, true);
    measure("sagittal, MIP of 10 mm", mip, Plane.SAGITTAL, pane, true);
    ViewerSnapshot tilted = s.withOblique(Oblique.CORONAL.turned(0.4, 0.3));
    measure("oblique", tilted, Plane.OBLIQUE, pane, true);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String name(Plane plane) {
    return plane.name().toLowerCase(Locale.ROOT);
  }

  private static void measure(
      String what, ViewerSnapshot start, Plane plane, int pane, boolean scroll) {
    PlaneRenderer renderer = new PlaneRenderer();
    ArgbImage image = ArgbImage.filled(pane, pane, 0);
    double[] ms = new double[ROUNDS];
    for (int i = -40; i < ROUNDS; i++) {
      ViewerSnapshot s =
          scroll
              ? at(start, plane, i)
              : start.withWindow(new Window(400 + i, 1800)).withCrosshair(start.crosshair());
      long from = cpu();
      renderer.render(s, plane, image, 1);
      if (i >= 0) {
        ms[i] = (cpu() - from) / 1e6;
      }
    }
    Arrays.sort(ms);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f |%n",
        what,
        ms[ROUNDS / 2],
        ms[ROUNDS * 95 / 100],
        ms[ROUNDS - 1]);
  }

  private static ViewerSnapshot at(ViewerSnapshot s, Plane plane, int step) {
    VolumeGeometry g = s.scene().geometry();
    double[] index = {(N - 1) / 2.0, (N - 1) / 2.0, (g.size(2) - 1) / 2.0};
    int axis = plane.isOrthogonal() ? plane.through() : 1;
    index[axis] += step;
    return s.withCrosshair(LpsPoint.of(g.toPhysical(index[0], index[1], index[2])));
  }

  /** Balls of labels in a noisy body. */
  private static Scene scene(int slices) {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {N, N, slices}, 0.8, 0.8, 0.8);
    short[] grey = new short[N * N * slices];
    short[] label = new short[N * N * slices];
    int seed = 1;
    for (int z = 0, i = 0; z < slices; z++) {
      for (int y = 0; y < N; y++) {
        for (int x = 0; x < N; x++, i++) {
          seed = seed * 1664525 + 1013904223;
          int dx = x - N / 2;
          int dy = y - N / 2;
          boolean body = dx * dx + dy * dy < 220 * 220;
          grey[i] = (short) ((body ? 40 : -1000) + (seed >>> 26));
          int bx = x % 64 - 32;
          int by = y % 64 - 32;
          int bz = z % 64 - 32;
          if (body && bx * bx + by * by + bz * bz < 24 * 24) {
            label[i] = (short) (1 + x / 64 + 8 * (y / 64) + 64 * (z / 64));
            grey[i] += 600;
          }
        }
      }
    }
    List<Label> labels = new ArrayList<>();
    for (int value = 1; value <= 104; value++) {
      labels.add(Label.of(value, "structure_" + value));
    }
    long[] size = g.size();
    return new Scene(
        new Volume<>(
            ArrayImgs.shorts(grey, size), g, VolumeInfo.inMemory("benchmark", Modality.CT)),
        new LabelMap(ArrayImgs.unsignedShorts(label, size), g, labels));
  }
}
