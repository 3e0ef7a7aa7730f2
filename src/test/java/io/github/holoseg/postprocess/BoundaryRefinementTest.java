package io.github.holoseg.postprocess;

import static io.github.holoseg.postprocess.BonePhantom.FEMUR;
import static io.github.holoseg.postprocess.BonePhantom.HIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.postprocess.BonePhantom.Fit;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On bones whose surface is a formula: what was 3 mm coarse and partly wrong becomes right. */
class BoundaryRefinementTest {
  private static final PostprocessStep STEP = new PostprocessStep.RefineBoundary(List.of(), 3);

  private static final BonePhantom PLAIN = new BonePhantom(false, 20, 0.6);
  private static final VolumeGeometry FINE = BonePhantom.grid(0.8, 0.8, 1, 0);

  /** The plain phantom, made once. */
  private static Volume<?> fine;

  @BeforeAll
  static void scan() {
    fine = PLAIN.scan(FINE, 1);
  }

  private static List<BoundaryShift> refine(Volume<?> scan, LabelMap map, int threads) {
    List<BoundaryShift> shifts = new ArrayList<>();
    Postprocessor.apply(
        scan, map, List.of(STEP), BonePhantom.LABELS, shifts, threads, CancellationToken.none());
    return shifts;
  }

  private static void print(String what, Fit before, Fit after) {
    System.out.printf(
        java.util.Locale.ROOT,
        "%-28s Dice %.4f -> %.4f, mean distance %.3f -> %.3f mm, rms %.3f -> %.3f mm%n",
        what,
        before.dice(),
        after.dice(),
        before.meanDistance(),
        after.meanDistance(),
        before.rms(),
        after.rms());
  }

  /** Refines what a coarse network gives and says how well it fits then. */
  private static Fit[] improved(String what, Volume<?> scan) {
    LabelMap map = BonePhantom.coarse(scan.geometry(), 5);
    Fit[] before = {BonePhantom.fit(map, FEMUR), BonePhantom.fit(map, HIP)};
    refine(scan, map, 2);
    Fit[] after = {BonePhantom.fit(map, FEMUR), BonePhantom.fit(map, HIP)};
    print(what + ", femur", before[0], after[0]);
    print(what + ", hip", before[1], after[1]);
    return after;
  }

  /** Perfect labels have a mean distance of 0.15 mm here, because voxels have corners. */
  @Test
  void aCoarseMaskGetsTheFineSurface() {
    Fit[] fit = improved("0.8 x 0.8 x 1 mm", fine);
    assertThat(fit[0].dice()).isGreaterThan(0.985);
    assertThat(fit[0].meanDistance()).isLessThan(0.26);
    assertThat(fit[0].rms()).isLessThan(0.35); // steps of 3 mm alone have 0.9
    assertThat(fit[1].dice()).isGreaterThan(0.97);
    assertThat(fit[1].meanDistance()).isLessThan(0.3);
  }

  @Test
  void alsoOnATurnedGridWithASoftKernelAndNoise() {
    BonePhantom soft = new BonePhantom(false, 30, 0.9);
    Fit[] fit =
        improved("20 degrees, soft, 30 HU", soft.scan(BonePhantom.grid(0.8, 0.8, 1, 20), 1));
    assertThat(fit[0].dice()).isGreaterThan(0.98);
    assertThat(fit[1].dice()).isGreaterThan(0.955);
  }

  /** Slices of 5 mm: in the slices the surface gets better, across them it is what it was. */
  @Test
  void thickSlicesGetBetterWithinTheSlices() {
    Fit[] fit = improved("1 x 1 x 5 mm", PLAIN.scan(BonePhantom.grid(1, 1, 5, 10), 1));
    assertThat(fit[0].dice()).isGreaterThan(0.97); // before: 0.925
    assertThat(fit[1].dice()).isGreaterThan(0.925); // before: 0.880
  }

  @Test
  void metalKeepsItsLabelAndLeadsNobodyAstray() {
    VolumeGeometry grid = FINE;
    Volume<?> scan = new BonePhantom(true, 20, 0.6).scan(grid, 1);
    LabelMap map = BonePhantom.coarse(grid, 5);
    Fit coarse = BonePhantom.fit(map, FEMUR);
    short[] before = BonePhantom.voxels(map);
    refine(scan, map, 2);
    short[] after = BonePhantom.voxels(map);
    Fit fit = BonePhantom.fit(map, FEMUR);
    print("nail, screw, streaks, femur", coarse, fit);
    assertThat(fit.dice()).isGreaterThan(0.985);
    assertThat(fit.meanDistance()).isLessThan(0.27);
    int metal = 0;
    int outside = 0;
    int changed = 0;
    int i = 0;
    for (var voxel : net.imglib2.view.Views.flatIterable(scan.voxels())) {
      if (voxel.getRealDouble() >= 2500) {
        metal++;
        outside += before[i] == 0 ? 1 : 0;
        changed += after[i] != before[i] ? 1 : 0;
      }
      i++;
    }
    assertThat(metal).isGreaterThan(5000);
    assertThat(outside).isGreaterThan(200);
    assertThat(changed).isZero();
  }

  /** Three millimetres between head and socket, which the coarse labels fill in many places. */
  @Test
  void theJointSpaceIsOpen() {
    LabelMap map = BonePhantom.coarse(FINE, 5);
    double filled = filledJoint(map);
    long touching = touching(map);
    refine(fine, map, 2);
    System.out.printf(
        java.util.Locale.ROOT,
        "joint space: filled %.3f -> %.3f, faces between the bones %d -> %d%n",
        filled,
        filledJoint(map),
        touching,
        touching(map));
    assertThat(filled).isGreaterThan(0.2);
    assertThat(filledJoint(map)).isLessThan(0.02);
    assertThat(touching(map)).isLessThan(touching / 50);
  }

  /** The part of the middle of the joint space that has a label. */
  private static double filledJoint(LabelMap map) {
    VolumeGeometry grid = map.geometry();
    short[] labels = BonePhantom.voxels(map);
    int joint = 0;
    int filled = 0;
    int nx = (int) grid.size(0);
    int ny = (int) grid.size(1);
    for (int i = 0; i < labels.length; i++) {
      double[] p = grid.toPhysical(i % nx, i / nx % ny, i / (nx * ny));
      double femur = BonePhantom.distance(FEMUR, p[0], p[1], p[2]);
      double hip = BonePhantom.distance(HIP, p[0], p[1], p[2]);
      if (femur > 1 && hip > 1 && femur + hip < 3.3) {
        joint++;
        filled += labels[i] != 0 ? 1 : 0;
      }
    }
    return (double) filled / joint;
  }

  private static long touching(LabelMap map) {
    short[] labels = BonePhantom.voxels(map);
    int nx = (int) map.geometry().size(0);
    int plane = nx * (int) map.geometry().size(1);
    long faces = 0;
    for (int i = 0; i + plane < labels.length; i++) {
      for (int step : new int[] {1, nx, plane}) {
        faces += labels[i] * labels[i + step] == FEMUR * HIP ? 1 : 0;
      }
    }
    return faces;
  }

  /** Right labels become a little worse, by less than the scan's own blur: nothing runs away. */
  @Test
  void rightLabelsStayRight() {
    LabelMap map = BonePhantom.truth(FINE);
    Fit before = BonePhantom.fit(map, FEMUR);
    List<BoundaryShift> shifts = refine(fine, map, 2);
    Fit after = BonePhantom.fit(map, FEMUR);
    print("right labels, femur", before, after);
    assertThat(after.dice()).isGreaterThan(0.99);
    assertThat(after.largest()).isLessThan(1.2);
    assertThat(shifts).extracting(BoundaryShift::label).containsExactly("femur", "hip");
    assertThat(shifts.get(0).meanShift()).isBetween(0.01, 0.4);
    assertThat(shifts.get(0).volumeChange())
        .isEqualTo(
            Math.rint((shifts.get(0).added() - shifts.get(0).removed()) * 0.64) / 1000,
            within(1e-9));
  }

  /** On the network's own grid there is nothing to gain. */
  @Test
  void aCoarseScanIsLeftAlone() {
    VolumeGeometry grid = BonePhantom.grid(3, 3, 3, 7);
    LabelMap map = BonePhantom.coarse(grid, 5);
    short[] before = BonePhantom.voxels(map);
    assertThat(refine(PLAIN.scan(grid, 1), map, 2)).isEmpty();
    assertThat(BonePhantom.voxels(map)).isEqualTo(before);
  }

  @Test
  void threadsAndAxisOrderDoNotMatter() {
    VolumeGeometry grid = BonePhantom.grid(1.2, 1.2, 1.5, 5);
    Volume<?> scan = PLAIN.scan(grid, 1);
    LabelMap one = BonePhantom.coarse(grid, 5);
    List<BoundaryShift> shifts = refine(scan, one, 1);
    short[] expected = BonePhantom.voxels(one);
    LabelMap two = BonePhantom.coarse(grid, 5);
    assertThat(refine(scan, two, 3)).isEqualTo(shifts);
    assertThat(BonePhantom.voxels(two)).isEqualTo(expected);
    for (String order : new String[] {"RAS", "SPL", "ASR"}) {
      LabelMap turned = BonePhantom.coarse(grid, 5);
      refine(scan.reoriented(AxisOrder.of(order)), turned.reoriented(AxisOrder.of(order)), 2);
      short[] labels = BonePhantom.voxels(turned);
      int other = 0;
      int bone = 0;
      for (int i = 0; i < labels.length; i++) {
        other += labels[i] != expected[i] ? 1 : 0;
        bone += labels[i] != 0 ? 1 : 0;
      }
      // Of points equally near to a voxel another one may come first; the fit is the same.
      assertThat(other).as(order).isLessThan(bone / 100);
      Fit same = BonePhantom.fit(one, FEMUR);
      Fit fit = BonePhantom.fit(turned, FEMUR);
      assertThat(fit.dice()).isCloseTo(same.dice(), within(0.001));
      assertThat(fit.meanDistance()).isCloseTo(same.meanDistance(), within(0.01));
    }
  }

  @Test
  void itNeedsTheScanAndCanBeCancelled() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {4, 4, 4}, 1, 1, 1);
    LabelMap map = new LabelMap(ArrayImgs.unsignedShorts(4, 4, 4), grid, BonePhantom.LABELS);
    map.voxels().getAt(1, 1, 1).set(1);
    assertThatThrownBy(() -> refine(null, map, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the scan");
    CancellationToken cancelled = CancellationToken.none();
    cancelled.cancel();
    Volume<?> scan = PLAIN.scan(grid, 1);
    assertThatThrownBy(
            () ->
                Postprocessor.apply(
                    scan, map, List.of(STEP), BonePhantom.LABELS, new ArrayList<>(), 1, cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
