package io.github.holoseg.model.totalsegmentator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.totalsegmentator.Task.Part;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelColors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that there are. Read once from {@code tasks.json}, which
 * src/main/python/reference/totalsegmentator_tasks.py makes from the original package. Immutable
 * and thread-safe.
 */
public final class TaskTable {
  private final String address;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, Refusal> refused = new LinkedHashMap<>();

  /**
   * A task that is not offered.
   *
   * @param reason continues a sentence that begins with the task's name
   * @param instead a task that can be used instead, null if there is none
   */
  public record Refusal(String reason, String instead) {}

  private static final class Holder {
    static final TaskTable TABLE = read();
  }

  private TaskTable(JsonNode root) {
    address = root.path("address").asText();
    root.path("tasks").properties().forEach(e -> tasks.put(e.getKey(), task(root, e)));
    root.path("refused")
        .properties()
        .forEach(
            e -> {
              JsonNode node = e.getValue();
              String instead = node.path("instead").isNull() ? null : node.get("instead").asText();
              refused.put(e.getKey(), new Refusal(node.path("reason").asText(), instead));
            });
  }

  /** The one table. */
  public static TaskTable get() {
    return Holder.TABLE;
  }

  private static TaskTable read() {
    try (InputStream in = TaskTable.class.getResourceAsStream("tasks.json")) {
      return new TaskTable(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Holoseg's own jar is damaged; install it again", e);
    }
  }

  /** The releases page of the original project; ends with a slash. */
  public String address() {
    return address;
  }

  /** All that can be used, the most general first. */
  public List<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  /** All that are not offered, with the reason. */
  public Map<String, Refusal> refused() {
    return Map.copyOf(refused);
  }

  /**
   * The task of this name.
   *
   * @throws IllegalArgumentException with a sentence: why the task is not offered and what there is
   *     instead, or which tasks there are
   */
  public Task task(String name) {
    Task task = tasks.get(name);
    if (task != null) {
      return task;
    }
    Refusal refusal = refused.get(name);
    if (refusal != null) {
      throw new IllegalArgumentException(
          "TotalSegmentator's task '"
              + name
              + "' "
              + refusal.reason()
              + (refusal.instead() == null
                  ? "."
                  : "; 'holoseg models add " + Task.SOURCE + refusal.instead() + "' is open."));
    }
    throw new IllegalArgumentException(
        "TotalSegmentator has no task '"
            + name
            + "'; use one of "
            + String.join(", ", tasks.keySet())
            + ".");
  }

  /** The task that a data set's folder belongs to; of several the first. */
  Optional<Task> withFolder(String folder) {
    return tasks.values().stream()
        .filter(task -> task.parts().stream().anyMatch(part -> part.folder().equals(folder)))
        .findFirst();
  }

  private static Task task(JsonNode root, Map.Entry<String, JsonNode> entry) {
    JsonNode node = entry.getValue();
    List<Label> labels = labels(root, node.path("labels").asText());
    String modality = node.path("modality").asText();
    JsonNode citations = root.path("citations");
    return new Task(
        entry.getKey(),
        modality,
        node.path("license").asText(),
        List.of(citations.path(modality).asText(), citations.path("nnU-Net").asText()),
        labels,
        spacing(node.path("spacing")),
        node.path("step").asDouble(),
        String.join(
            "__",
            node.path("trainer").asText(),
            node.path("plans").asText(),
            node.path("configuration").asText()),
        node.path("folds").asText().equals("all"),
        parts(root, node.path("parts"), labels),
        roi(node),
        postprocess(node.path("postprocess")),
        split(root.path("split"), node));
  }

  /** Long scans are cut by themselves for tasks of several networks, for others when asked for. */
  private static SplitSpec split(JsonNode facts, JsonNode task) {
    if (task.path("spacing").isNull()) {
      return null;
    }
    int margin = facts.path("margin").asInt();
    return task.path("parts").size() > 1
        ? new SplitSpec(margin, facts.path("voxels").asLong(), facts.path("slices").asInt())
        : new SplitSpec(margin, SplitSpec.WHEN_ASKED, 0);
  }

  private static List<Label> labels(JsonNode root, String table) {
    List<Label> labels = new ArrayList<>();
    for (JsonNode item : root.path("tables").path(table)) {
      int value = labels.size() + 1;
      JsonNode facts = root.path("labels").path(item.asText());
      labels.add(
          facts.isMissingNode()
              ? new Label(value, item.asText(), LabelColors.colorOf(value), null)
              : new Label(
                  value,
                  item.asText(),
                  0xff000000 | Integer.parseInt(facts.path("color").asText().substring(1), 16),
                  new CodedConcept(
                      facts.path("scheme").asText(),
                      facts.path("code").asText(),
                      facts.path("meaning").asText())));
    }
    return labels;
  }

  private static double[] spacing(JsonNode node) {
    return node.isNull()
        ? null
        : new double[] {node.get(0).asDouble(), node.get(1).asDouble(), node.get(2).asDouble()};
  }

  private static List<Part> parts(JsonNode root, JsonNode nodes, List<Label> labels) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode node : nodes) {
      List<Integer> values = new ArrayList<>(List.of(0));
      if (node.has("labels")) {
        node.path("labels").forEach(name -> values.add(value(labels, name.asText())));
      } else {
        labels.forEach(label -> values.add(label.value()));
      }
      int dataset = node.path("dataset").asInt();
      JsonNode facts = root.path("datasets").path(Integer.toString(dataset));
      parts.add(
          new Part(dataset, facts.path("folder").asText(), facts.path("version").asText(), values));
    }
    return parts;
  }

  private static int value(List<Label> labels, String name) {
    return labels.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().value();
  }

  private static RoiSpec roi(JsonNode task) {
    if (task.has("crop")) {
      JsonNode crop = task.get("crop");
      List<String> names = new ArrayList<>();
      crop.path("labels").forEach(name -> names.add(name.asText()));
      return roi(crop.path("task").asText(), names, crop.path("margin").asDouble(), true);
    }
    return task.has("coarse")
        ? roi(task.get("coarse").asText(), List.of(), RoiSpec.DEFAULT_MARGIN, false)
        : null;
  }

  private static RoiSpec roi(String coarse, List<String> labels, double margin, boolean always) {
    return new RoiSpec(Task.ID + coarse, Task.SOURCE + coarse, labels, margin, always);
  }

  private static List<PostprocessStep> postprocess(JsonNode nodes) {
    List<PostprocessStep> steps = new ArrayList<>();
    for (JsonNode node : nodes) {
      List<String> names = new ArrayList<>();
      node.path("labels").forEach(name -> names.add(name.asText()));
      steps.add(
          node.path("op").asText().equals("keepLargest")
              ? new PostprocessStep.KeepLargest(names)
              : new PostprocessStep.RemoveSmall(names, node.path("minVolume").asDouble()));
    }
    return steps;
  }
}
