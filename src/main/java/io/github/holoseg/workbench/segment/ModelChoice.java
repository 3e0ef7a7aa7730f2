package io.github.holoseg.workbench.segment;

import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.List;

/**
 * A model that can be chosen.
 *
 * @param id by which it is run
 * @param name for people
 * @param description one or a few sentences; may be empty
 * @param notice what the user has to know before using it; may be empty
 * @param labels its structures in display order
 */
public record ModelChoice(
    String id, String name, String description, String notice, List<Label> labels) {
  public ModelChoice {
    labels = List.copyOf(labels);
  }

  /** The usable models of the user's repository. */
  public static List<ModelChoice> installed() throws IOException {
    return of(ModelRepository.standard().list());
  }

  static List<ModelChoice> of(List<InstalledModel> models) {
    return models.stream().filter(InstalledModel::isUsable).map(ModelChoice::of).toList();
  }

  private static ModelChoice of(InstalledModel model) {
    ModelSpec spec = model.spec();
    return new ModelChoice(
        model.id(), spec.name(), spec.description(), spec.notice(), spec.labels());
  }

  @Override
  public String toString() {
    return name == null || name.isBlank() ? id : name + " (" + id + ")";
  }
}
