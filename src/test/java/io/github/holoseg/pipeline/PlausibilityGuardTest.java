package io.github.holoseg.pipeline;

import static io.github.holoseg.pipeline.PlausibilityFinding.Outcome.FAILED;
import static io.github.holoseg.pipeline.PlausibilityFinding.Outcome.NOT_EVALUATED;
import static io.github.holoseg.pipeline.PlausibilityFinding.Outcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.model.PlausibilityRule.Above;
import io.github.holoseg.model.PlausibilityRule.InsideFieldOfView;
import io.github.holoseg.model.PlausibilityRule.JointAtUpperEnd;
import io.github.holoseg.model.PlausibilityRule.LeftOf;
import io.github.holoseg.model.PlausibilityRule.Present;
import io.github.holoseg.model.PlausibilityRule.VolumeRange;
import io.github.holoseg.pipeline.PlausibilityFinding.Outcome;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

/**
 * Rules on a made-up body: on each side a shaft with a ball on top, which a shell (the hip) covers
 * from above with a gap of 3 mm; between them a block (the sacrum). Known in patient coordinates,
 * so that any grid shows it.
 */
class PlausibilityGuardTest {
  private static final List<Label> LABELS =
      List.of(
          Label.of(1, "femur_left"),
          Label.of(2, "femur_right"),
          Label.of(3, "hip_left"),
          Label.of(4, "hip_right"),
          Label.of(5, "sacrum"));

  private static final List<PlausibilityRule> RULES =
      List.of(
          new LeftOf("femur_left", "femur_right", 30),
          new LeftOf("femur_left", "sacrum", 0),
          new LeftOf("sacrum", "femur_right", 0),
          new Above("sacrum", "femur_left", 0),
          new JointAtUpperEnd("femur_left", "hip_left", 10),
          new JointAtUpperEnd("femur_right", "hip_right", 10),
          new VolumeRange("femur_left", 50, 500),
          new Present(List.of("femur_left", "sacrum")));

  /** The body of the patient; z up, mm. */
  private static int truth(double[] p) {
    boolean left = p[0] > 0;
    double x = Math.abs(p[0]);
    double ball = Math.hypot(Math.hypot(x - 80, p[1]), p[2] - 40);
    if (ball <= 22 || Math.hypot(x - 90, p[1]) <= 14 && p[2] < 40 && p[2] > -140) {
      return left ? 1 : 2;
    }
    if (ball >= 25 && ball <= 35 && p[2] > 40) {
      return left ? 3 : 4;
    }
    return x < 30 && Math.abs(p[1] - 30) < 20 && p[2] > 50 && p[2] < 110 ? 5 : 0;
  }

  private static LabelMap body(VolumeGeometry grid) {
    Img<UnsignedShortType> voxels = ArrayImgs.unsignedShorts(grid.size());
    Cursor<UnsignedShortType> cursor = voxels.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor
          .get()
          .set(
              truth(
                  grid.toPhysical(
                      cursor.getIntPosition(0),
                      cursor.getIntPosition(1),
                      cursor.getIntPosition(2))));
    }
    return new LabelMap(voxels, grid, LABELS);
  }

  /** From x, y, z to further ones, mm; LPS axes of 4 x 4 x 5 mm. */
  private static VolumeGeometry grid(double x0, double x1, double z0, double z1) {
    double[] spacing = {4, 4, 5};
    long[] size = {(long) ((x1 - x0) / 4), 30, (long) ((z1 - z0) / 5)};
    double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    return new VolumeGeometry(size, spacing, new double[] {x0, -60, z0}, axes);
  }

  private static final VolumeGeometry WHOLE = grid(-130, 130, -160, 120);

  private static LabelMap swapped(LabelMap map, int a, int b) {
    for (UnsignedShortType voxel : map.voxels()) {
      int value = voxel.get();
      voxel.set(value == a ? b : value == b ? a : value);
    }
    return map;
  }

  private static List<PlausibilityFinding> evaluate(LabelMap map, PlausibilityRule... rules) {
    return PlausibilityGuard.evaluate(map, List.of(rules), 2, CancellationToken.none());
  }

  private static List<Outcome> outcomes(LabelMap map) {
    return evaluate(map, RULES.toArray(new PlausibilityRule[0])).stream()
        .map(PlausibilityFinding::outcome)
        .toList();
  }

  @Test
  void aTrueResultKeepsEveryRuleInEveryAxisOrder() {
    LabelMap body = body(WHOLE);
    for (AxisOrder order : AxisOrder.all()) {
      assertThat(outcomes(body.reoriented(order))).containsOnly(PASSED);
    }
  }

  @Test
  void anObliqueGridShowsTheSame() {
    double a = Math.toRadians(40);
    double b = Math.toRadians(30);
    double[][] turned = {
      {Math.cos(b), -Math.sin(b) * Math.cos(a), Math.sin(b) * Math.sin(a)},
      {Math.sin(b), Math.cos(b) * Math.cos(a), -Math.cos(b) * Math.sin(a)},
      {0, Math.sin(a), Math.cos(a)}
    };
    long[] size = {90, 90, 90};
    double[] spacing = {4, 4, 5};
    double[] c =
        new VolumeGeometry(size, spacing, new double[3], turned).toPhysical(44.5, 44.5, 44.5);
    VolumeGeometry grid =
        new VolumeGeometry(size, spacing, new double[] {-c[0], -c[1], -c[2] - 20}, turned);
    assertThat(outcomes(body(grid))).containsOnly(PASSED);
    assertThat(outcomes(swapped(body(grid), 1, 2))).startsWith(FAILED, FAILED, FAILED);
  }

  @Test
  void exchangedSidesAreAWarningWithTheNumbers() {
    List<PlausibilityFinding> findings =
        evaluate(swapped(swapped(body(WHOLE), 1, 2), 3, 4), RULES.toArray(new PlausibilityRule[0]));
    assertThat(findings.stream().map(PlausibilityFinding::outcome))
        .containsExactly(FAILED, FAILED, FAILED, PASSED, PASSED, PASSED, PASSED, PASSED);
    assertThat(PlausibilityGuard.warnings(findings))
        .hasSize(3)
        .first()
        .asString()
        .matches(
            "implausible result: the centroid of femur_left lies 17\\d\\.\\d mm to the patient's"
                + " right of that of femur_right \\(L -8\\d\\.\\d and 8\\d\\.\\d mm\\); expected is"
                + " more than 30 mm to the left, so sides may be swapped");
  }

  /** Only the femurs, or a scan of one hip: the sacrum and the joint still tell. */
  @Test
  void oneExchangedSideIsFoundInAScanOfOneHip() {
    LabelMap cropped = body(grid(20, 130, -160, 120));
    assertThat(outcomes(cropped))
        .containsExactly(
            NOT_EVALUATED, PASSED, NOT_EVALUATED, PASSED, PASSED, NOT_EVALUATED, PASSED, PASSED);
    for (UnsignedShortType voxel : cropped.voxels()) {
      voxel.set(voxel.get() == 1 ? 2 : voxel.get());
    }
    assertThat(evaluate(cropped, new LeftOf("sacrum", "femur_right", 0)).get(0).outcome())
        .isEqualTo(FAILED);
  }

  /** Cut above the head's middle, in the neck, in the shaft; only the head; only the joint. */
  @Test
  void theJointRuleHoldsForEveryPartOfATrueFemur() {
    JointAtUpperEnd rule = new JointAtUpperEnd("femur_left", "hip_left", 10);
    for (double bottom = -160; bottom < 60; bottom += 5) {
      for (double top = bottom + 10; top <= 120; top += 5) {
        PlausibilityFinding finding = evaluate(body(grid(20, 130, bottom, top)), rule).get(0);
        assertThat(finding.outcome()).as("%s to %s: %s", bottom, top, finding).isNotEqualTo(FAILED);
      }
    }
    assertThat(evaluate(body(grid(20, 130, -160, 20)), rule).get(0))
        .isEqualTo(
            new PlausibilityFinding(
                "jointAtUpperEnd", rule.labels(), NOT_EVALUATED, "hip_left has no voxel"));
  }

  @Test
  void aFemurUpsideDownIsFound() {
    LabelMap body = body(WHOLE);
    Img<UnsignedShortType> turned = ArrayImgs.unsignedShorts(WHOLE.size());
    Cursor<UnsignedShortType> cursor = turned.localizingCursor();
    long last = WHOLE.size(2) - 1;
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor
          .get()
          .set(
              body.voxels()
                  .getAt(
                      cursor.getLongPosition(0),
                      cursor.getLongPosition(1),
                      last - cursor.getLongPosition(2))
                  .get());
    }
    PlausibilityFinding finding =
        evaluate(
                new LabelMap(turned, WHOLE, LABELS),
                new JointAtUpperEnd("femur_left", "hip_left", 10))
            .get(0);
    assertThat(finding.outcome()).isEqualTo(FAILED);
    assertThat(finding.finding())
        .matches("femur_left meets hip_left \\d+\\.\\d mm below its centroid; expected is .*");
  }

  @Test
  void volumesAtTheBorderMayBeSmall() {
    VolumeRange rule = new VolumeRange("femur_left", 100, 500);
    PlausibilityFinding cut = evaluate(body(grid(20, 130, 0, 120)), rule).get(0);
    assertThat(cut.outcome()).isEqualTo(PASSED);
    assertThat(cut.finding()).contains("reaches the border of the scan");
    LabelMap holed = body(WHOLE);
    for (UnsignedShortType voxel : holed.voxels()) {
      voxel.set(voxel.get() == 1 ? 0 : voxel.get());
    }
    holed.voxels().getAt(40, 15, 30).set(1);
    PlausibilityFinding small = evaluate(holed, rule).get(0);
    assertThat(small.outcome()).isEqualTo(FAILED);
    assertThat(small.finding()).isEqualTo("femur_left has 0.1 ml; expected are 100 to 500 ml");
    PlausibilityFinding large = evaluate(body(WHOLE), new VolumeRange("femur_left", 0, 100)).get(0);
    assertThat(large.finding()).matches("femur_left has 1\\d\\d\\.\\d ml; expected .* most 100 ml");
  }

  @Test
  void whatIsMissingOrCutIsNamed() {
    LabelMap cut = body(grid(-130, 130, 0, 120));
    assertThat(evaluate(cut, new InsideFieldOfView(List.of("femur_left", "sacrum"))).get(0))
        .isEqualTo(
            new PlausibilityFinding(
                "insideFieldOfView",
                List.of("femur_left", "sacrum"),
                FAILED,
                "truncated by the border of the scan: femur_left (I)"));
    assertThat(evaluate(body(grid(20, 130, -160, -10)), new Present(List.of("sacrum"))).get(0))
        .isEqualTo(
            new PlausibilityFinding(
                "present", List.of("sacrum"), FAILED, "no voxel of sacrum was found (0.0 ml)"));
  }

  /** A part model that did not run cannot have found anything. */
  @Test
  void whatWasNotLookedForIsNotMissing() {
    LabelMap body = body(WHOLE);
    LabelMap some = new LabelMap(body.voxels(), WHOLE, LABELS.subList(0, 2));
    assertThat(evaluate(some, new Present(List.of("sacrum"))).get(0).outcome())
        .isEqualTo(NOT_EVALUATED);
    assertThat(evaluate(some, new LeftOf("femur_left", "sacrum", 0)).get(0).finding())
        .isEqualTo("sacrum was not looked for");
  }
}
