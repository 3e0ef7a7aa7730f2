package io.github.holoseg.model;

import java.util.List;

/**
 * Which coarse model finds the region of a scan that a model works on: TotalSegmentator's {@code
 * roi_subset} and the {@code crop} of its tasks (python_api.py).
 *
 * @param model id of the coarse model
 * @param source what {@code models add} takes to install it, for example {@code
 *     totalsegmentator:total_fastest}; empty if there is no such source
 * @param labels its structures whose common box is the region; empty: the structures that the user
 *     asks for
 * @param margin mm added on each side of the box
 * @param always whether the model is made for the region only; false: only when the user asks
 */
public record RoiSpec(
    String model, String source, List<String> labels, double margin, boolean always) {
  /** mm, where a model says nothing: TotalSegmentator's {@code crop_addon} for its own crops. */
  public static final double DEFAULT_MARGIN = 20;

  public RoiSpec {
    labels = List.copyOf(labels);
  }
}
