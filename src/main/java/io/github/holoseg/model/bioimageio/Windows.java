package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.model.document.Field;
import java.util.List;
import java.util.Optional;

/**
 * How a scan is cut into tiles. A stated halo is given up by each tile, and surrounds the scan as
 * bioimageio.core does. Without one the scan goes through in one pass, as there, or, if the network
 * takes one size only, in tiles that overlap by half.
 */
final class Windows {
  private static final int CUBE = 128;
  private static final int SLICE = 1024;
  private static final int WHOLE_SLICE = 8192;
  private static final double OVERLAP = 0.5;
  private static final double SIGMA = 0.125;
  private static final String AXES = "xyz";

  private Windows() {}

  /**
   * @param sizes that the network takes along x, y, z
   * @param notes gets sentences for people
   */
  static WindowSpec of(
      Description description,
      Settings settings,
      List<SizeRule> sizes,
      List<IntensityStep> intensity,
      List<String> notes)
      throws ModelFormatException {
    boolean flat = description.input().space().size() == 2;
    int[] halo = settings.halo() != null ? settings.halo() : halo(description.output());
    boolean some = halo[0] + halo[1] + halo[2] > 0 || settings.halo() != null;
    boolean fixed = false;
    for (Axis axis : description.input().space()) {
      fixed |= sizes.get(AXES.indexOf(axis.id())).fixed() > 0;
    }
    int[] patch = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = sizes.get(axis);
      int free = flat ? some || fixed ? SLICE : WHOLE_SLICE : CUBE;
      patch[axis] = rule.atLeast(Math.max(free, 4 * halo[axis]));
      if (settings.patch() != null) {
        patch[axis] = settings.patch()[axis];
        if (!rule.allows(patch[axis])) {
          throw block(description)
              .get("patch")
              .bad("the network does not take " + patch[axis] + " along " + AXES.charAt(axis));
        }
      }
      if (2 * halo[axis] >= patch[axis]) {
        throw description
            .output()
            .field()
            .error(
                "has a halo of "
                    + halo[axis]
                    + " along "
                    + AXES.charAt(axis)
                    + ", which leaves nothing of a tile of "
                    + patch[axis]);
      }
    }
    Field pad = description.input().field();
    PadMode mode = padMode(description, intensity);
    double value = mode == PadMode.CONSTANT ? padValue(pad) : 0;
    boolean interiors = some || !fixed;
    if (!interiors) {
      notes.add("It takes one size only and states no halo: tiles overlap by half here.");
    }
    Whole whole = flat || !interiors ? Whole.NEVER : some ? Whole.AUTO : Whole.ALWAYS;
    if (settings.patch() != null && !some && !flat) {
      whole = Whole.NEVER;
      interiors = false;
    }
    return new WindowSpec(
        patch,
        interiors ? 0 : OVERLAP,
        Placement.FIXED_STEP,
        interiors ? Blend.CROP_HALO : Blend.GAUSSIAN_MONAI,
        interiors ? 0 : SIGMA,
        interiors ? halo : new int[3],
        mode,
        value,
        List.of(),
        Accumulate.FLOAT32,
        whole,
        interiors && some && description.isNew());
  }

  private static Field block(Description description) throws ModelFormatException {
    return description.root().get("config").get("holoseg");
  }

  private static int[] halo(Tensor output) {
    int[] halo = new int[3];
    output.space().forEach(axis -> halo[AXES.indexOf(axis.id())] = axis.halo());
    return halo;
  }

  private static PadMode padMode(Description description, List<IntensityStep> intensity)
      throws ModelFormatException {
    Optional<Field> pad = description.input().field().find("pad");
    if (pad.isEmpty()) {
      return PadMode.SYMMETRIC;
    }
    Field mode = pad.get().get("mode");
    return switch (mode.text()) {
      case "symmetric" -> PadMode.SYMMETRIC;
      case "reflect" -> PadMode.REFLECT;
      case "edge" -> PadMode.EDGE;
      case "constant" -> {
        if (!intensity.isEmpty()) {
          throw mode.bad(
              "must be symmetric, reflect or edge where values are changed before the network");
        }
        yield PadMode.CONSTANT;
      }
      default -> throw mode.bad("must be symmetric, reflect, edge or constant");
    };
  }

  private static double padValue(Field input) throws ModelFormatException {
    Field pad = input.get("pad");
    return pad.number("value", 0);
  }
}
