package io.github.holoseg.postprocess;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cleans up a finished label map, in place: the steps that a model states, in their order. */
public final class Postprocessor {
  private Postprocessor() {}

  /**
   * Applies the steps one after the other to the map's own voxels.
   *
   * <p>Components and holes are face-connected (6 neighbours) if the step does not say otherwise.
   * {@code KeepLargest}: most voxels; of equals the one that holds the first voxel in storage order
   * (x fastest, then y, then z). {@code RemoveSmall}: components whose voxels, or voxels × voxel
   * volume in mm³, are below the limit. {@code FillHoles}: label by label in the order of the step
   * (or of the model), only background voxels are painted.
   *
   * @param map with writable voxels; an array or planar image is fastest
   * @param steps in order
   * @param modelLabels every label of the model: names in the steps refer to these. A label of
   *     which the map has no voxel is passed over.
   * @param threads at least 1; the result does not depend on it
   * @return how many voxels changed their value, summed over the steps
   * @throws IllegalArgumentException if a step names a label that the model does not have; nothing
   *     has been changed then
   * @throws java.util.concurrent.CancellationException after a cancel; the map is then cleaned in
   *     part
   */
  public static long apply(
      LabelMap map,
      List<PostprocessStep> steps,
      List<Label> modelLabels,
      int threads,
      CancellationToken cancel) {
    return apply(null, map, steps, modelLabels, new ArrayList<>(), threads, cancel);
  }

  /**
   * As above, for steps that look at the scan too.
   *
   * @param scan on the map's grid, HU
   * @param shifts where a row is added for each structure whose boundary was refined
   * @throws IllegalArgumentException also if the scan is null and a step needs it
   */
  public static long apply(
      Volume<?> scan,
      LabelMap map,
      List<PostprocessStep> steps,
      List<Label> modelLabels,
      List<BoundaryShift> shifts,
      int threads,
      CancellationToken cancel) {
    if (scan == null && steps.stream().anyMatch(PostprocessStep.RefineBoundary.class::isInstance)) {
      throw new IllegalArgumentException("The step RefineBoundary needs the scan.");
    }
    List<int[]> values = new ArrayList<>();
    for (PostprocessStep step : steps) {
      values.add(resolve(step, modelLabels));
    }
    VoxelRows voxels = VoxelRows.of(map.voxels());
    long changed = 0;
    double voxelVolume = map.geometry().voxelVolume();
    try (Workers workers = new Workers(threads)) {
      for (int i = 0; i < steps.size(); i++) {
        changed +=
            steps.get(i) instanceof PostprocessStep.RefineBoundary refine
                ? refine(scan, map, refine, values.get(i), shifts, workers, cancel)
                : apply(steps.get(i), voxels, values.get(i), voxelVolume, workers, cancel);
      }
    }
    return changed;
  }

  private static long refine(
      Volume<?> scan,
      LabelMap map,
      PostprocessStep.RefineBoundary step,
      int[] labels,
      List<BoundaryShift> shifts,
      Workers workers,
      CancellationToken cancel) {
    List<String> names = new ArrayList<>();
    for (int label : labels) {
      names.add(map.label(label).map(Label::name).orElse("label_" + label));
    }
    List<BoundaryShift> moved =
        BoundaryRefiner.refine(scan, map, labels, names, step.maxShift(), workers, cancel);
    shifts.addAll(moved);
    return moved.stream().mapToLong(shift -> shift.added() + shift.removed()).sum();
  }

  private static long apply(
      PostprocessStep step,
      VoxelRows voxels,
      int[] labels,
      double voxelVolume,
      Workers workers,
      CancellationToken cancel) {
    if (step instanceof PostprocessStep.KeepLargest largest) {
      return ComponentFilter.keepLargest(
          voxels, wanted(labels), largest.neighbours() == 26, workers, cancel);
    }
    if (step instanceof PostprocessStep.KeepLargestTogether) {
      return ComponentFilter.keepLargestTogether(voxels, wanted(labels), workers, cancel);
    }
    if (step instanceof PostprocessStep.RemoveSmall small) {
      boolean counted = small.minVoxels() > 0;
      return ComponentFilter.removeSmall(
          voxels,
          wanted(labels),
          counted ? small.minVoxels() : small.minVolume(),
          counted ? 1 : voxelVolume,
          workers,
          cancel);
    }
    if (step instanceof PostprocessStep.FillHoles) {
      return HoleFiller.fill(voxels, labels, workers, cancel);
    }
    throw new IllegalArgumentException("unknown postprocessing step " + step);
  }

  private static boolean[] wanted(int[] labels) {
    boolean[] wanted = new boolean[65536];
    for (int label : labels) {
      wanted[label] = true;
    }
    return wanted;
  }

  private static int[] resolve(PostprocessStep step, List<Label> modelLabels) {
    Map<String, Integer> byName = new LinkedHashMap<>();
    modelLabels.forEach(label -> byName.put(label.name(), label.value()));
    List<String> names = step.labels().isEmpty() ? List.copyOf(byName.keySet()) : step.labels();
    return names.stream()
        .distinct()
        .mapToInt(
            name -> {
              Integer value = byName.get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "Postprocessing step "
                        + step.getClass().getSimpleName()
                        + " names the label '"
                        + name
                        + "', which the model does not have; it has "
                        + byName.keySet()
                        + ".");
              }
              return value;
            })
        .toArray();
  }
}
