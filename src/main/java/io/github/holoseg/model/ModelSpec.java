package io.github.holoseg.model;

import io.github.holoseg.volume.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * A model and everything that a run with it needs. Immutable.
 *
 * @param id unique among installed models, letters, digits, '.', '_', '-'
 * @param version the model's own version
 * @param name for people
 * @param description one or two sentences for people, what it finds and how
 * @param notice shown wherever the model appears, for example {@code Not for clinical use}
 * @param source where it comes from: {@code native}, {@code nnunet}, {@code totalsegmentator},
 *     {@code monai}, {@code bioimageio}
 * @param license SPDX identifier or text, may be empty
 * @param citations what to cite
 * @param network the ONNX file or files and their tensors
 * @param geometry axis order and spacing that the network expects
 * @param crop what part of the scan is used
 * @param order the preprocessing steps in the order in which they are done
 * @param intensity value operations of the {@link StepKind#NORMALIZE} step, in order
 * @param window how the grid is cut into tiles and the results are blended
 * @param decision from scores to labels
 * @param postprocess steps on the label map, in order
 * @param labels the structures, display order
 * @param inputRange values (HU) that the network was made for, {min, max}; null if not stated
 * @param modality the modality that the network was made for: {@code CT}, {@code MR} or {@code any}
 * @param parts further complete models whose labels are painted over this one's, in order, where
 *     they are not 0 (TotalSegmentator's part models); {@code labels} lists those of all. A part
 *     has no parts of its own.
 * @param cascade what an earlier, coarser model of the same task adds to the input; null if nothing
 * @param tests golden values that the model carries, for {@code models verify}
 * @param roi which coarse model finds the region to work on; null: none is named
 * @param checks what is true of every patient; a result that breaks it comes with a warning
 */
public record ModelSpec(
    String id,
    String version,
    String name,
    String description,
    String notice,
    String source,
    String license,
    List<String> citations,
    NetworkSpec network,
    GeometrySpec geometry,
    CropSpec crop,
    List<StepKind> order,
    List<IntensityStep> intensity,
    WindowSpec window,
    DecisionSpec decision,
    List<PostprocessStep> postprocess,
    List<Label> labels,
    double[] inputRange,
    String modality,
    List<ModelSpec> parts,
    CascadeSpec cascade,
    List<GoldenTest> tests,
    RoiSpec roi,
    List<PlausibilityRule> checks) {

  public ModelSpec {
    citations = List.copyOf(citations);
    order = List.copyOf(order);
    intensity = List.copyOf(intensity);
    postprocess = List.copyOf(postprocess);
    labels = List.copyOf(labels);
    parts = List.copyOf(parts);
    tests = List.copyOf(tests);
    checks = List.copyOf(checks);
  }

  /** A single network without golden values. */
  public ModelSpec(
      String id,
      String version,
      String name,
      String description,
      String notice,
      String source,
      String license,
      List<String> citations,
      NetworkSpec network,
      GeometrySpec geometry,
      CropSpec crop,
      List<StepKind> order,
      List<IntensityStep> intensity,
      WindowSpec window,
      DecisionSpec decision,
      List<PostprocessStep> postprocess,
      List<Label> labels,
      double[] inputRange,
      String modality) {
    this(
        id,
        version,
        name,
        description,
        notice,
        source,
        license,
        citations,
        network,
        geometry,
        crop,
        order,
        intensity,
        window,
        decision,
        postprocess,
        labels,
        inputRange,
        modality,
        List.of(),
        null,
        List.of(),
        null,
        List.of());
  }

  /** The same with another way of running it. */
  public ModelSpec with(
      NetworkSpec otherNetwork,
      WindowSpec otherWindow,
      List<PostprocessStep> otherPostprocess,
      List<ModelSpec> otherParts,
      CascadeSpec otherCascade) {
    return new ModelSpec(
        id,
        version,
        name,
        description,
        notice,
        source,
        license,
        citations,
        otherNetwork,
        geometry,
        crop,
        order,
        intensity,
        otherWindow,
        decision,
        otherPostprocess,
        labels,
        inputRange,
        modality,
        otherParts,
        otherCascade,
        tests,
        roi,
        checks);
  }

  /** The same on another grid. */
  public ModelSpec withGeometry(GeometrySpec other) {
    return new ModelSpec(
        id,
        version,
        name,
        description,
        notice,
        source,
        license,
        citations,
        network,
        other,
        crop,
        order,
        intensity,
        window,
        decision,
        postprocess,
        labels,
        inputRange,
        modality,
        parts,
        cascade,
        tests,
        roi,
        checks);
  }

  /** The same with other golden values. */
  public ModelSpec withTests(List<GoldenTest> others) {
    return new ModelSpec(
        id,
        version,
        name,
        description,
        notice,
        source,
        license,
        citations,
        network,
        geometry,
        crop,
        order,
        intensity,
        window,
        decision,
        postprocess,
        labels,
        inputRange,
        modality,
        parts,
        cascade,
        others,
        roi,
        checks);
  }

  /** Its own network and those of its parts and of its cascade, in the order in which they run. */
  public List<NetworkSpec> networks() {
    List<NetworkSpec> all = new ArrayList<>();
    if (cascade != null) {
      all.addAll(cascade.previous().networks());
    }
    all.add(network);
    parts.forEach(part -> all.addAll(part.networks()));
    return all;
  }
}
