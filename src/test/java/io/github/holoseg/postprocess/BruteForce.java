package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import java.util.Arrays;

/**
 * The way back for one voxel at a time with every score of the volume at hand: the plain reading of
 * the specification that the streaming code is compared with.
 */
final class BruteForce {
  private final GridMapping mapping;
  private final DecisionSpec decision;
  private final ResampleSpec scores;
  private final float[] values;
  private final int separate;
  private final boolean half;

  /**
   * @param scores class, z, y, x of the kept grid
   * @param separate the separated grid axis, −1 for none
   */
  BruteForce(ModelSpec model, GridMapping mapping, float[] scores, int separate, boolean half) {
    this.mapping = mapping;
    this.decision = model.decision();
    this.scores = model.geometry().scores();
    this.values = scores;
    this.separate = separate;
    this.half = half;
  }

  /** Labels of the turned scan, axis 0 fastest. */
  int[] labels() {
    int[] size = mapping.turnedSize();
    int[] labels = new int[size[0] * size[1] * size[2]];
    int[] min = mapping.sourceCrop().min();
    int[] box = mapping.sourceCrop().size();
    for (int z = 0; z < box[2]; z++) {
      for (int y = 0; y < box[1]; y++) {
        for (int x = 0; x < box[0]; x++) {
          int at = ((z + min[2]) * size[1] + y + min[1]) * size[0] + x + min[0];
          labels[at] = label(new int[] {x, y, z});
        }
      }
    }
    return labels;
  }

  private int label(int[] output) {
    boolean interpolated = !decision.labelsFirst();
    double[] u = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      u[axis] = position(axis, output[axis]);
    }
    double[] found = new double[decision.classValues().length];
    boolean inside = false;
    for (int corner = 0; corner < 8; corner++) {
      double[] weight = new double[3];
      int[] sample = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        int up = corner >> axis & 1;
        double floor = Math.floor(u[axis]);
        weight[axis] = up == 1 ? u[axis] - floor : 1 - (u[axis] - floor);
        int last = mapping.resampledSize()[axis] - 1;
        sample[axis] =
            Math.max(0, Math.min(last, (int) floor + up)) - mapping.gridCrop().min()[axis];
      }
      if (weight[0] * weight[1] * weight[2] > 0 && isKept(sample)) {
        inside = true;
        for (int c = 0; c < found.length; c++) {
          found[c] += score(c, sample, interpolated) * weight[2] * weight[1] * weight[0];
        }
      }
    }
    return inside ? decide(found) : 0;
  }

  private double position(int axis, int o) {
    int n = mapping.resampledSize()[axis];
    int m = mapping.sourceCrop().size()[axis];
    // With first voxels aligned, as many voxels of another spacing lie at other places.
    boolean aligned = scores.coordinates() == ResampleSpec.Coordinates.FIRST_VOXEL;
    if (n == m && !aligned) {
      return o;
    }
    double u =
        switch (scores.coordinates()) {
          case HALF_PIXEL -> (o + 0.5) * ((double) n / m) - 0.5;
          case TORCH -> (float) n / m * (o + 0.5f) - 0.5f;
          case CORNER_ALIGNED -> m == 1 ? 0 : o * ((n - 1.0) / (m - 1));
          case FIRST_VOXEL ->
              (o - mapping.placement().first()[axis])
                  * (mapping.sourceSpacing()[axis] / mapping.gridSpacing()[axis]);
        };
    Interpolation kind = axis == separate ? scores.separateInterpolation() : scores.interpolation();
    if (kind == Interpolation.NEAREST && aligned && Math.abs(u - Math.floor(u) - 0.5) < 1e-9) {
      // halfway: PyTorch's choice, which the golden cases hold
      double ratio = mapping.sourceSpacing()[axis] / mapping.gridSpacing()[axis];
      return new TorchNearest(n, m, ratio, -mapping.placement().first()[axis] * ratio).sample(o);
    }
    return kind == Interpolation.NEAREST ? Math.max(0, Math.min(n - 1, Math.floor(u + 0.5))) : u;
  }

  private boolean isKept(int[] sample) {
    int[] kept = mapping.gridCrop().size();
    for (int axis = 0; axis < 3; axis++) {
      if (sample[axis] < 0 || sample[axis] >= kept[axis]) {
        return false;
      }
    }
    return true;
  }

  private float raw(int c, int[] at) {
    int[] kept = mapping.gridCrop().size();
    return values[((c * kept[2] + at[2]) * kept[1] + at[1]) * kept[0] + at[0]];
  }

  private double score(int c, int[] at, boolean interpolated) {
    if (!interpolated || !decision.activationFirst()) {
      return raw(c, at);
    }
    return switch (decision.activation()) {
      case NONE -> raw(c, at);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-raw(c, at))));
      case SOFTMAX -> {
        double sum = 0;
        for (int k = 0; k < decision.classValues().length; k++) {
          sum += Math.exp(raw(k, at));
        }
        yield (float) (Math.exp(raw(c, at)) / sum);
      }
    };
  }

  private int decide(double[] found) {
    double[] v = Arrays.stream(found).map(half ? BruteForce::half : x -> (float) x).toArray();
    if (decision.rule() == Rule.ARGMAX) {
      int best = 0;
      for (int c = 1; c < v.length; c++) {
        best = v[c] > v[best] ? c : best;
      }
      return decision.classValues()[best];
    }
    double sum = Arrays.stream(v).map(Math::exp).sum();
    int label = 0;
    for (int c = 0; c < v.length; c++) {
      boolean later = !decision.activationFirst() || decision.labelsFirst();
      double p =
          !later || decision.activation() == Activation.NONE
              ? v[c]
              : decision.activation() == Activation.SIGMOID
                  ? 1 / (1 + Math.exp(-v[c]))
                  : Math.exp(v[c]) / sum;
      label = p > (float) decision.threshold(c) ? decision.classValues()[c] : label;
    }
    return label;
  }

  /** The nearest half, of two equally near the one with an even last bit; by trying neighbours. */
  static double half(double x) {
    double exponent = Math.max(-14, Math.getExponent(x));
    double step = Math.pow(2, exponent - 10);
    double below = Math.floor(x / step) * step;
    double up = x - below;
    double down = below + step - x;
    boolean belowIsEven = Math.floorMod((long) (below / step), 2L) == 0;
    return up < down || up == down && belowIsEven ? below : below + step;
  }
}
