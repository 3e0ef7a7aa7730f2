package io.github.holoseg.model;

import java.util.List;

/**
 * Something that is true of every patient, checked on the finished label map. A result that breaks
 * it is kept, with a warning that holds the numbers. Places are in the patient (LPS, mm), so that a
 * rule means the same on every grid; label names refer to the model's labels.
 *
 * <p>A rule about a structure that is not there is not evaluated, except {@link Present}.
 */
public sealed interface PlausibilityRule {
  /** What a model's description calls it. */
  String rule();

  /** The structures that it is about, the one that is judged first. */
  List<String> labels();

  /**
   * The centroid of one structure lies to the patient's left of another's.
   *
   * @param margin mm by which it does at least
   */
  record LeftOf(String label, String reference, double margin) implements PlausibilityRule {
    @Override
    public String rule() {
      return "leftOf";
    }

    @Override
    public List<String> labels() {
      return List.of(label, reference);
    }
  }

  /**
   * The centroid of one structure lies nearer to the patient's head than another's.
   *
   * @param margin mm by which it does at least
   */
  record Above(String label, String reference, double margin) implements PlausibilityRule {
    @Override
    public String rule() {
      return "above";
    }

    @Override
    public List<String> labels() {
      return List.of(label, reference);
    }
  }

  /**
   * A structure meets another one at its upper end: the femur's head, not its shaft, lies in the
   * hip. The part of {@code label} within {@code distance} of {@code reference} lies above the
   * centroid of {@code label}, or at most {@code distance} below it. The tolerance is for scans
   * that show the joint only; without such a part, as in a scan that begins below the joint, the
   * rule is not evaluated.
   *
   * @param distance mm between voxel centres, above 0
   */
  record JointAtUpperEnd(String label, String reference, double distance)
      implements PlausibilityRule {
    @Override
    public String rule() {
      return "jointAtUpperEnd";
    }

    @Override
    public List<String> labels() {
      return List.of(label, reference);
    }
  }

  /**
   * The volume lies in a range. A structure that reaches the border of the scan may be smaller.
   *
   * @param min ml, 0: no lower limit
   * @param max ml, infinite: no upper limit
   */
  record VolumeRange(String label, double min, double max) implements PlausibilityRule {
    @Override
    public String rule() {
      return "volumeRange";
    }

    @Override
    public List<String> labels() {
      return List.of(label);
    }
  }

  /** Each of the structures has a voxel. */
  record Present(List<String> labels) implements PlausibilityRule {
    public Present {
      labels = List.copyOf(labels);
    }

    @Override
    public String rule() {
      return "present";
    }
  }

  /** None of the structures reaches the border of the scan. */
  record InsideFieldOfView(List<String> labels) implements PlausibilityRule {
    public InsideFieldOfView {
      labels = List.copyOf(labels);
    }

    @Override
    public String rule() {
      return "insideFieldOfView";
    }
  }
}
