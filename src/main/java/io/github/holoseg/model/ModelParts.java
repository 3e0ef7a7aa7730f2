package io.github.holoseg.model;

import io.github.holoseg.volume.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The networks of a model with {@link ModelSpec#parts()}, each as a model of its own. */
public final class ModelParts {
  private ModelParts() {}

  /**
   * The outer network, then the parts, in the order in which they paint. None has parts; the outer
   * one has its own labels only and no postprocessing, which belongs to the merged label map.
   */
  public static List<ModelSpec> of(ModelSpec model) {
    if (model.parts().isEmpty()) {
      return List.of(model);
    }
    List<ModelSpec> all = new ArrayList<>();
    all.add(outer(model));
    all.addAll(model.parts());
    return all;
  }

  /**
   * Those that have one of these structures; only they run, and only their files are needed.
   *
   * @param names names of labels; empty: all
   * @throws IllegalArgumentException if the model has no label of such a name, with a sentence that
   *     lists those that it has
   */
  public static List<ModelSpec> needed(ModelSpec model, Set<String> names) {
    requireLabels(model, names);
    return of(model).stream().filter(part -> names.isEmpty() || hasAny(part, names)).toList();
  }

  /** The networks of {@link #needed}, with those of their cascades, in the order of running. */
  public static List<NetworkSpec> networks(ModelSpec model, Set<String> names) {
    return needed(model, names).stream().flatMap(part -> part.networks().stream()).toList();
  }

  private static void requireLabels(ModelSpec model, Set<String> names) {
    for (String name : names) {
      if (model.labels().stream().noneMatch(label -> label.name().equals(name))) {
        throw new IllegalArgumentException(
            "the model '%s' has no label '%s'; it has %s"
                .formatted(
                    model.id(),
                    name,
                    String.join(", ", model.labels().stream().map(Label::name).toList())));
      }
    }
  }

  private static boolean hasAny(ModelSpec part, Set<String> names) {
    return part.labels().stream().anyMatch(label -> names.contains(label.name()));
  }

  private static ModelSpec outer(ModelSpec model) {
    int[] values = model.decision().classValues();
    List<Label> own =
        model.labels().stream()
            .filter(label -> IntStream.of(values).anyMatch(value -> value == label.value()))
            .toList();
    return new ModelSpec(
        model.id(),
        model.version(),
        model.name(),
        model.description(),
        model.notice(),
        model.source(),
        model.license(),
        model.citations(),
        model.network(),
        model.geometry(),
        model.crop(),
        model.order(),
        model.intensity(),
        model.window(),
        model.decision(),
        List.of(),
        own,
        model.inputRange(),
        model.modality(),
        List.of(),
        model.cascade(),
        List.of(),
        null,
        List.of());
  }
}
