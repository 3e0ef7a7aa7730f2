package io.github.holoseg.postprocess;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * The upper part of a femur in a hip socket, made up and known exactly: the distance from each
 * bone's surface is a formula of the place in the patient (LPS, mm). Shaft with thick cortex and
 * marrow, neck and head with thin cortex and spongy bone that holds fat in places, a socket with a
 * joint space of 3 mm; muscle and fat around. Scans have partial volume, blur and noise.
 */
final class BonePhantom {
  static final short FEMUR = 1;
  static final short HIP = 2;
  static final List<Label> LABELS = List.of(Label.of(FEMUR, "femur"), Label.of(HIP, "hip"));

  /** Joint space, mm. */
  private static final double JOINT = 3;

  private static final double[] HEAD = {-30, 0, 45};
  private static final double HEAD_RADIUS = 22;

  /** A nail in the marrow, which comes out at the top, and a screw through neck and head. */
  final boolean metal;

  final double noise;
  final double blur;

  BonePhantom(boolean metal, double noise, double blur) {
    this.metal = metal;
    this.noise = noise;
    this.blur = blur;
  }

  /** Distance from the surface of a bone, mm, negative inside. */
  static double distance(short bone, double x, double y, double z) {
    return bone == FEMUR ? femur(x, y, z) : hip(x, y, z);
  }

  private static double femur(double x, double y, double z) {
    double shaft = cone(x, y, z, new double[] {8, 6, -90}, new double[] {8, 0, 25}, 13, 16);
    double neck = cone(x, y, z, new double[] {6, 0, 15}, HEAD, 15, 13);
    double head = ball(x, y, z, HEAD, HEAD_RADIUS);
    double trochanter = ball(x, y, z, new double[] {16, 4, 28}, 14);
    return union(union(shaft, neck, 6), union(head, trochanter, 0.01), 4);
  }

  /** A thick shell over the head, open towards the neck. */
  private static double hip(double x, double y, double z) {
    double r = ball(x, y, z, HEAD, 0);
    double shell = Math.max(HEAD_RADIUS + JOINT - r, r - (HEAD_RADIUS + JOINT + 11));
    double dx = x - HEAD[0];
    double dz = z - HEAD[2];
    double open = (0.75 * dx - 0.66 * dz) - 4;
    return Math.max(shell, open);
  }

  private static double ball(double x, double y, double z, double[] c, double radius) {
    double dx = x - c[0];
    double dy = y - c[1];
    double dz = z - c[2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
  }

  private static double cone(
      double x, double y, double z, double[] a, double[] b, double ra, double rb) {
    double ux = b[0] - a[0];
    double uy = b[1] - a[1];
    double uz = b[2] - a[2];
    double along =
        ((x - a[0]) * ux + (y - a[1]) * uy + (z - a[2]) * uz) / (ux * ux + uy * uy + uz * uz);
    double t = Math.max(0, Math.min(1, along));
    return ball(
        x, y, z, new double[] {a[0] + t * ux, a[1] + t * uy, a[2] + t * uz}, ra + t * (rb - ra));
  }

  /** The smaller one, rounded where both are near. */
  private static double union(double a, double b, double round) {
    double h = Math.max(0, round - Math.abs(a - b)) / round;
    return Math.min(a, b) - h * h * round / 4;
  }

  private boolean inMetal(double x, double y, double z) {
    if (!metal) {
      return false;
    }
    double nail = Math.hypot(x - 8, y - 6 + (z + 90) / 115 * 6) - 5;
    double screw = cone(x, y, z, new double[] {26, 2, -2}, new double[] {-34, 0, 47}, 4, 4);
    return z > -85 && z < 60 && nail < 0 || screw < 0;
  }

  /** HU at a place. */
  double hu(double x, double y, double z) {
    if (inMetal(x, y, z)) {
      return 3071;
    }
    double femur = femur(x, y, z);
    if (femur <= 0) {
      // The cortex of the shaft is thick and thins out towards neck and head.
      double thick = z < -10 ? 5.5 : z > 25 ? 1.2 : 5.5 - (z + 10) / 35 * 4.3;
      return inside(-femur, thick, z < 0 ? -40 : 240, x, y, z);
    }
    double hip = hip(x, y, z);
    if (hip <= 0) {
      return inside(-hip, 1.5, 200, x, y, z);
    }
    double streak = 0;
    if (metal && Math.abs(z - 20) < 12) {
      // Bright and dark rays from the metal in the plane of a slice.
      double angle = Math.atan2(y, x - 8);
      double r = Math.hypot(x - 8, y);
      streak = 450 * Math.cos(5 * angle) * Math.exp(-r / 40);
    }
    boolean fat = Math.sin(x / 9) * Math.sin(y / 7 + 1) * Math.sin(z / 11) > 0.55;
    return (fat ? -95 : 55) + streak;
  }

  private static double inside(
      double depth, double thick, double core, double x, double y, double z) {
    double dense = thick > 3 ? 1350 : 780;
    double texture = Math.sin(x * 1.1) * Math.sin(y * 1.3 + 2) * Math.sin(z * 0.9 + 1);
    double spongy = core + (core > 0 ? 170 * texture : 20 * texture);
    double edge = Math.max(0, Math.min(1, (depth - thick) / 0.6));
    return dense + edge * (spongy - dense);
  }

  /** A grid of about 130 x 90 x 165 mm round the phantom, turned by degrees about two axes. */
  static VolumeGeometry grid(double sx, double sy, double sz, double degrees) {
    double a = Math.toRadians(degrees);
    double b = Math.toRadians(degrees / 2);
    double[][] direction = {
      {Math.cos(b), -Math.sin(b) * Math.cos(a), Math.sin(b) * Math.sin(a)},
      {Math.sin(b), Math.cos(b) * Math.cos(a), -Math.cos(b) * Math.sin(a)},
      {0, Math.sin(a), Math.cos(a)}
    };
    double[] spacing = {sx, sy, sz};
    long[] size = {Math.round(126 / sx), Math.round(92 / sy), Math.round(150 / sz)};
    double[] c =
        new VolumeGeometry(size, spacing, new double[3], direction)
            .toPhysical((size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0);
    double[] origin = {-15 - c[0], 0 - c[1], 10 - c[2]};
    return new VolumeGeometry(size, spacing, origin, direction);
  }

  /** Mean over parts of each voxel, then blur, then noise. */
  Volume<ShortType> scan(VolumeGeometry grid, long seed) {
    int[] size = {(int) grid.size(0), (int) grid.size(1), (int) grid.size(2)};
    double[] spacing = grid.spacing();
    int[] parts = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      parts[axis] = (int) Math.max(2, Math.round(spacing[axis] / 0.6));
    }
    float[] values = new float[size[0] * size[1] * size[2]];
    java.util.stream.IntStream.range(0, size[2])
        .parallel()
        .forEach(z -> slice(grid, parts, size, values, z));
    new GaussianSmoothing(size, spacing, blur).apply(values);
    Random random = new Random(seed);
    short[] hu = new short[values.length];
    for (int i = 0; i < hu.length; i++) {
      hu[i] = (short) Math.rint(values[i] + noise * random.nextGaussian());
    }
    return new Volume<>(
        ArrayImgs.shorts(hu, grid.size()), grid, VolumeInfo.inMemory("phantom", Modality.CT));
  }

  private void slice(VolumeGeometry grid, int[] parts, int[] size, float[] values, int z) {
    for (int y = 0; y < size[1]; y++) {
      for (int x = 0; x < size[0]; x++) {
        double[] centre = grid.toPhysical(x, y, z);
        if (!metal && isPlain(centre)) {
          values[(z * size[1] + y) * size[0] + x] = (float) hu(centre[0], centre[1], centre[2]);
          continue;
        }
        double sum = 0;
        for (int c = 0; c < parts[2]; c++) {
          for (int b = 0; b < parts[1]; b++) {
            for (int a = 0; a < parts[0]; a++) {
              double[] p =
                  grid.toPhysical(
                      x + (a + 0.5) / parts[0] - 0.5,
                      y + (b + 0.5) / parts[1] - 0.5,
                      z + (c + 0.5) / parts[2] - 0.5);
              sum += hu(p[0], p[1], p[2]);
            }
          }
        }
        values[(z * size[1] + y) * size[0] + x] = (float) (sum / (parts[0] * parts[1] * parts[2]));
      }
    }
  }

  /** Far from every edge, where parts of a voxel are alike. */
  private static boolean isPlain(double[] p) {
    for (short bone : new short[] {FEMUR, HIP}) {
      double distance = distance(bone, p[0], p[1], p[2]);
      if (distance < 4 && distance > -10) {
        return false;
      }
    }
    return true;
  }

  /** The right answer at voxel centres. */
  static LabelMap truth(VolumeGeometry grid) {
    return labels(grid, (p, bone) -> distance(bone, p[0], p[1], p[2]));
  }

  /**
   * What a network on a grid of 3 mm gives, brought to the scan's grid without interpolation: wrong
   * by up to 2 mm in patches and by one of its voxels in places.
   */
  static LabelMap coarse(VolumeGeometry grid, long seed) {
    double phase = new Random(seed).nextDouble() * 6;
    return labels(
        grid,
        (p, bone) -> {
          double x = 3 * Math.rint(p[0] / 3);
          double y = 3 * Math.rint(p[1] / 3);
          double z = 3 * Math.rint(p[2] / 3);
          double patch =
              1.6 * Math.sin(x / 13 + phase) * Math.sin(y / 11) * Math.sin(z / 17 + phase);
          long cell = (long) x * 73856093L ^ (long) y * 19349663L ^ (long) z * 83492791L;
          double chance = new Random(cell * 31 + seed).nextDouble();
          double single = chance < 0.08 ? -3 : chance > 0.92 ? 3 : 0;
          return distance(bone, x, y, z) + patch + single;
        });
  }

  private interface Distance {
    double at(double[] p, short bone);
  }

  private static LabelMap labels(VolumeGeometry grid, Distance distance) {
    int nx = (int) grid.size(0);
    int ny = (int) grid.size(1);
    int nz = (int) grid.size(2);
    short[] labels = new short[nx * ny * nz];
    for (int z = 0, i = 0; z < nz; z++) {
      for (int y = 0; y < ny; y++) {
        for (int x = 0; x < nx; x++, i++) {
          double[] p = grid.toPhysical(x, y, z);
          double femur = distance.at(p, FEMUR);
          double hip = distance.at(p, HIP);
          labels[i] = femur <= 0 && femur <= hip ? FEMUR : hip <= 0 ? HIP : 0;
        }
      }
    }
    return new LabelMap(ArrayImgs.unsignedShorts(labels, grid.size()), grid, LABELS);
  }

  /** How well labels agree with the formula. */
  record Fit(double dice, double meanDistance, double rms, double largest) {}

  /**
   * @param mean distances are those of the faces between voxels in and out of the structure
   */
  static Fit fit(LabelMap map, short bone) {
    VolumeGeometry grid = map.geometry();
    int[] size = {(int) grid.size(0), (int) grid.size(1), (int) grid.size(2)};
    short[] labels = voxels(map);
    long own = 0;
    long truth = 0;
    long both = 0;
    long faces = 0;
    double sum = 0;
    double squares = 0;
    double largest = 0;
    int[] step = {1, size[0], size[0] * size[1]};
    for (int z = 0, i = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          double[] p = grid.toPhysical(x, y, z);
          boolean is = labels[i] == bone;
          boolean should = distance(bone, p[0], p[1], p[2]) <= 0;
          own += is ? 1 : 0;
          truth += should ? 1 : 0;
          both += is && should ? 1 : 0;
          int[] at = {x, y, z};
          for (int axis = 0; axis < 3; axis++) {
            if (at[axis] + 1 < size[axis] && labels[i + step[axis]] == bone != is) {
              double[] f =
                  grid.toPhysical(
                      x + (axis == 0 ? 0.5 : 0),
                      y + (axis == 1 ? 0.5 : 0),
                      z + (axis == 2 ? 0.5 : 0));
              double d = Math.abs(distance(bone, f[0], f[1], f[2]));
              faces++;
              sum += d;
              squares += d * d;
              largest = Math.max(largest, d);
            }
          }
        }
      }
    }
    return new Fit(2.0 * both / (own + truth), sum / faces, Math.sqrt(squares / faces), largest);
  }

  static short[] voxels(LabelMap map) {
    short[] labels = new short[(int) map.geometry().voxelCount()];
    int i = 0;
    for (UnsignedShortType voxel : net.imglib2.view.Views.flatIterable(map.voxels())) {
      labels[i++] = voxel.getShort();
    }
    return labels;
  }
}
