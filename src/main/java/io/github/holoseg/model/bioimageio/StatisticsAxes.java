package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.bioimageio.Axis.Kind;
import io.github.holoseg.model.document.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Over which values a step takes its statistics.
 *
 * @param allChannels over all channels together
 * @param perSlice over each slice along the slowest axis by itself
 * @param dataset over all samples: here of the scan as a whole
 */
record StatisticsAxes(boolean allChannels, boolean perSlice, boolean dataset) {

  static StatisticsAxes of(Step step, Description description) throws ModelFormatException {
    Tensor input = description.input();
    Optional<Field> stated = step.find("axes");
    boolean dataset;
    Set<String> ids = new HashSet<>();
    if (description.isNew()) {
      if (stated.isEmpty()) {
        return new StatisticsAxes(true, false, true);
      }
      for (Field id : stated.get().items()) {
        ids.add(id.text());
      }
      dataset = ids.contains("batch");
    } else {
      step.get("axes").text().chars().forEach(letter -> ids.add(String.valueOf((char) letter)));
      Field mode = step.get("mode");
      dataset = mode.text().equals("per_dataset");
      if (!dataset && !mode.text().equals("per_sample")) {
        throw mode.bad("must be per_sample, per_dataset or fixed");
      }
    }
    for (String id : ids) {
      if (input.axes().stream().noneMatch(axis -> axis.id().equals(id) || isBatch(axis, id))) {
        throw stated.orElseThrow().bad("has '" + id + "', which is no axis of the input");
      }
    }
    List<Axis> space = input.space();
    List<Axis> missing = space.stream().filter(axis -> !ids.contains(axis.id())).toList();
    boolean slices = missing.size() == 1 && space.size() == 3 && missing.get(0) == space.get(0);
    if (!missing.isEmpty() && !slices) {
      throw stated
          .orElseThrow()
          .bad(
              "must have all axes of space, or all but the slowest one, "
                  + space.get(0).id()
                  + " of three; statistics of single lines or voxels are not supported");
    }
    boolean channels = ids.contains(input.channel().id());
    return new StatisticsAxes(channels, slices || space.size() == 2 && !dataset, dataset);
  }

  private static boolean isBatch(Axis axis, String id) {
    return axis.kind() == Kind.BATCH && (id.equals("batch") || id.equals("b"));
  }

  /** Whether statistics of several channels are one. */
  boolean together(int channels) {
    return allChannels && channels > 1;
  }
}
