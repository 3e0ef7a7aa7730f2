package io.github.holoseg.cli;

import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Lists the installed models, broken ones with what is wrong with them. */
final class ModelsVerb implements Verb {
  /** So many names of structures are written out for people; the rest is counted. */
  private static final int NAMES_SHOWN = 8;

  private final String word;
  private final List<Verb> children;

  /**
   * @param children what follows {@code models}
   */
  ModelsVerb(String word, List<Verb> children) {
    this.word = word;
    this.children = children;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public List<Verb> children() {
    return children;
  }

  @Override
  public String summary() {
    return children.isEmpty()
        ? "list the installed models"
        : "list the installed models; add, remove, show and verify them";
  }

  /** What {@code models --json} prints. */
  record ModelsJson(List<String> folders, List<String> warnings, List<ModelJson> models) {}

  /**
   * A model; {@code problem} is null if it can be used.
   *
   * @param bundled whether it came with Holoseg
   */
  record ModelJson(
      String id,
      String version,
      String name,
      String description,
      String notice,
      String license,
      boolean bundled,
      String folder,
      List<String> labels,
      String problem) {}

  @Override
  public Answer run(ParseResult parsed, Console console, CancellationToken cancel)
      throws IOException {
    ModelRepository repository = ModelRepository.standard();
    List<ModelJson> models = repository.list().stream().map(ModelsVerb::describe).toList();
    ModelsJson json =
        new ModelsJson(
            repository.folders().stream().map(Path::toString).toList(),
            repository.warnings(),
            models);
    repository.warnings().forEach(w -> console.say("Warning: " + w));
    return Answer.done(text(json), json);
  }

  private static ModelJson describe(InstalledModel model) {
    ModelSpec spec = model.spec();
    if (spec == null) {
      return new ModelJson(
          model.id(),
          null,
          null,
          null,
          null,
          null,
          model.bundled(),
          model.folder().toString(),
          List.of(),
          model.problem());
    }
    return new ModelJson(
        model.id(),
        spec.version(),
        spec.name(),
        spec.description(),
        spec.notice(),
        spec.license(),
        model.bundled(),
        model.folder().toString(),
        spec.labels().stream().map(Label::name).toList(),
        model.problem());
  }

  private static String text(ModelsJson json) {
    List<String> lines = new ArrayList<>();
    for (ModelJson m : json.models()) {
      lines.add(m.id() + (m.version() == null ? "" : " " + m.version() + "  " + m.name()));
      if (m.problem() != null) {
        lines.add("  cannot be used: " + m.problem());
      }
      if (m.version() != null) {
        lines.add("  " + m.description());
        lines.add("  finds: " + names(m.labels()));
        lines.add("  " + m.notice());
      }
      lines.add("  " + (m.bundled() ? "bundled with Holoseg" : "in " + m.folder()));
    }
    lines.add("");
    lines.add(
        json.folders().isEmpty()
            ? "There is no models folder yet; 'holoseg models add' makes one."
            : "Folders searched: " + String.join(", ", json.folders()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String names(List<String> labels) {
    String shown = labels.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    int more = labels.size() - NAMES_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
