package io.github.holoseg.model.totalsegmentator;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.volume.Label;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Makes TotalSegmentator's model of nnU-Net's models. Pure.
 *
 * <p>What TotalSegmentator 2.18.0 does around nnU-Net on the CPU (nnunet.py {@code
 * nnUNet_predict_image}, resampling.py {@code change_spacing}): turn to RAS; resample linearly with
 * the corner voxels aligned, cut to whole numbers (nothing at all if the spacing is exactly the
 * task's); nnU-Net with fold 0, no mirroring, the task's step; labels of each part through a table,
 * later parts over earlier ones; nearest neighbour back. The non-zero crop and the normalisation
 * are nnU-Net's, so they come after the resampling.
 */
final class TaskSpec {
  private static final ResampleSpec IMAGE = resampling(Interpolation.LINEAR, true);
  private static final ResampleSpec LABELS = resampling(Interpolation.NEAREST, false);

  /** The order of nnU-Net's steps after a resampling that comes first. */
  private static final List<StepKind> ORDER =
      List.of(StepKind.ORIENT, StepKind.RESAMPLE, StepKind.CROP, StepKind.NORMALIZE, StepKind.PAD);

  /**
   * Relative deviation of the plans' spacing from the task's at which nnU-Net would begin to
   * resample once more; far below half a voxel in 10 000.
   */
  private static final double SAME_SPACING = 1e-5;

  private TaskSpec() {}

  private static ResampleSpec resampling(Interpolation interpolation, boolean truncate) {
    return new ResampleSpec(
        interpolation, Coordinates.CORNER_ALIGNED, Separate.NEVER, Interpolation.NEAREST, truncate);
  }

  /**
   * The model of a task.
   *
   * @param networks nnU-Net's models by their index among the task's parts; parts that nobody asks
   *     for may be missing
   * @throws IllegalArgumentException if a network does not fit the task; the sentence says how
   */
  static ModelSpec of(Task task, SortedMap<Integer, ModelSpec> networks) {
    List<Integer> indices = List.copyOf(networks.keySet());
    List<ModelSpec> parts =
        indices.stream().map(index -> part(task, index, networks.get(index))).toList();
    ModelSpec outer = parts.get(0);
    String version = task.parts().get(indices.get(0)).release();
    return model(
        outer,
        task,
        task.id(),
        version,
        task.labels(),
        task.postprocess(),
        parts.subList(1, parts.size()),
        task.roi());
  }

  /** One part as a model of its own, with the label values of the task. */
  static ModelSpec part(Task task, int index, ModelSpec network) {
    Task.Part part = task.parts().get(index);
    ModelSpec fitted = fit(task, part, network);
    List<Label> labels =
        task.labels().stream().filter(label -> part.values().contains(label.value())).toList();
    return model(
        fitted,
        task,
        task.id() + (task.parts().size() == 1 ? "" : "-part" + (index + 1)),
        part.release(),
        labels,
        List.of(),
        List.of(),
        null);
  }

  /** Network, grid, tiles and decision as the task wants them. */
  private static ModelSpec fit(Task task, Task.Part part, ModelSpec model) {
    NetworkSpec network = model.network();
    requireClasses(part, model);
    if (task.spacing() != null) {
      requireSpacing(task, part, model);
    }
    NetworkSpec oneFold =
        task.allFolds() ? network : network.withWeights(network.weights().subList(0, 1));
    GeometrySpec own = model.geometry();
    GeometrySpec geometry =
        task.spacing() == null
            ? new GeometrySpec(
                "RAS", own.spacing(), own.spacingTolerance(), own.image(), own.scores(), null)
            : new GeometrySpec("RAS", task.spacing(), 0, IMAGE, LABELS, task.split());
    WindowSpec window = model.window();
    DecisionSpec decision = model.decision();
    return new ModelSpec(
        model.id(),
        model.version(),
        model.name(),
        model.description(),
        model.notice(),
        model.source(),
        model.license(),
        model.citations(),
        oneFold,
        geometry,
        model.crop(),
        task.spacing() == null ? model.order() : ORDER,
        model.intensity(),
        new WindowSpec(
            window.patch(),
            1 - task.step(),
            window.placement(),
            window.blend(),
            window.sigma(),
            window.halo(),
            window.padMode(),
            window.padValue(),
            List.of(),
            window.accumulate(),
            window.whole(),
            window.padHalo()),
        new DecisionSpec(
            decision.activation(),
            decision.rule(),
            decision.threshold(),
            values(part, network.outputChannels()),
            task.spacing() != null,
            decision.activationFirst()),
        List.of(),
        List.of(),
        model.inputRange(),
        task.modality());
  }

  /**
   * Classes beyond the table are auxiliary ones, which the original removes (postprocessing.py).
   */
  private static int[] values(Task.Part part, int channels) {
    int[] values = new int[channels];
    for (int c = 0; c < part.values().size(); c++) {
      values[c] = part.values().get(c);
    }
    return values;
  }

  private static void requireClasses(Task.Part part, ModelSpec model) {
    int channels = model.network().outputChannels();
    boolean plain = model.decision().rule() == Rule.ARGMAX && model.cascade() == null;
    if (!plain || channels < part.values().size()) {
      throw new IllegalArgumentException(
          part.folder()
              + ": the network is not that of TotalSegmentator's data set "
              + part.dataset()
              + ": it has "
              + channels
              + " classes decided by "
              + model.decision().rule()
              + (model.cascade() == null ? "" : " in a cascade")
              + ", expected are "
              + part.values().size()
              + " decided by ARGMAX; download the weights again.");
    }
  }

  private static void requireSpacing(Task task, Task.Part part, ModelSpec model) {
    double[] plan = model.geometry().spacing();
    boolean same = plan != null;
    for (int axis = 0; same && axis < 3; axis++) {
      same = Math.abs(plan[axis] / task.spacing()[axis] - 1) <= SAME_SPACING;
    }
    if (!same) {
      throw new IllegalArgumentException(
          part.folder()
              + ": the network's spacing is "
              + Arrays.toString(plan)
              + " mm, TotalSegmentator's task '"
              + task.name()
              + "' resamples to "
              + Arrays.toString(task.spacing())
              + " mm; to resample twice is not supported.");
    }
  }

  private static ModelSpec model(
      ModelSpec fitted,
      Task task,
      String id,
      String version,
      List<Label> labels,
      List<PostprocessStep> postprocess,
      List<ModelSpec> parts,
      RoiSpec roi) {
    return new ModelSpec(
        id,
        version.replaceFirst("^v", "").replaceFirst("-weights$", ""),
        "TotalSegmentator " + id.substring(Task.ID.length()),
        description(task, labels),
        "Not for clinical use",
        "totalsegmentator",
        task.license(),
        task.citations(),
        fitted.network(),
        fitted.geometry(),
        fitted.crop(),
        fitted.order(),
        fitted.intensity(),
        fitted.window(),
        fitted.decision(),
        postprocess,
        labels,
        fitted.inputRange(),
        task.modality(),
        parts,
        null,
        List.of(),
        roi,
        List.of());
  }

  private static String description(Task task, List<Label> labels) {
    String grid =
        task.spacing() == null
            ? ""
            : " on a grid of "
                + String.join(
                    " x ",
                    Arrays.stream(task.spacing()).distinct().count() == 1
                        ? List.of(text(task.spacing()[0]))
                        : Arrays.stream(task.spacing()).mapToObj(TaskSpec::text).toList())
                + " mm";
    return "TotalSegmentator's task "
        + task.name()
        + ": "
        + labels.size()
        + (labels.size() == 1 ? " structure in " : " structures in ")
        + task.modality()
        + grid
        + ".";
  }

  private static String text(double mm) {
    return mm == Math.rint(mm) ? Long.toString((long) mm) : Double.toString(mm);
  }
}
