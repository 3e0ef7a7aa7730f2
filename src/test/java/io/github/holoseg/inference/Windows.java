package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import java.util.List;

/** Window plans for tests; the record has twelve parts and most tests care for three. */
final class Windows {
  static final SizeRule ANY = new SizeRule(1, 1, 0);

  private Windows() {}

  static WindowPlan nnunet(int[] patch, double overlap, Integer... mirror) {
    return new WindowPlan(
        patch,
        overlap,
        Placement.EVEN,
        Blend.GAUSSIAN_NNUNET,
        0.125,
        new int[3],
        PadMode.CONSTANT,
        0,
        List.of(mirror),
        Accumulate.FLOAT16,
        Whole.NEVER,
        List.of(ANY, ANY, ANY),
        false);
  }

  static WindowPlan monai(int[] patch, double overlap, Blend blend, PadMode pad, double value) {
    return new WindowPlan(
        patch,
        overlap,
        Placement.FIXED_STEP,
        blend,
        0.125,
        new int[3],
        pad,
        value,
        List.of(),
        Accumulate.FLOAT32,
        Whole.NEVER,
        List.of(ANY, ANY, ANY),
        false);
  }

  static WindowPlan halo(int[] patch, int[] halo, SizeRule rule) {
    return new WindowPlan(
        patch,
        0,
        Placement.EVEN,
        Blend.CROP_HALO,
        0.125,
        halo,
        PadMode.CONSTANT,
        0,
        List.of(),
        Accumulate.FLOAT32,
        Whole.NEVER,
        List.of(rule, rule, rule),
        false);
  }

  static WindowPlan whole(WindowPlan window, Whole whole) {
    return new WindowPlan(
        window.patch(),
        window.overlap(),
        window.placement(),
        window.blend(),
        window.sigma(),
        window.halo(),
        window.padMode(),
        window.padValue(),
        window.mirrorAxes(),
        window.accumulate(),
        whole,
        window.size(),
        window.padHalo());
  }

  static WindowPlan accumulate(WindowPlan window, Accumulate accumulate) {
    return new WindowPlan(
        window.patch(),
        window.overlap(),
        window.placement(),
        window.blend(),
        window.sigma(),
        window.halo(),
        window.padMode(),
        window.padValue(),
        window.mirrorAxes(),
        accumulate,
        window.whole(),
        window.size(),
        window.padHalo());
  }
}
