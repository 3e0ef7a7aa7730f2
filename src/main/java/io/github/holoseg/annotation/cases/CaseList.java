package io.github.holoseg.annotation.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The cases of a folder, kept in the file {@value #FILE} there.
 *
 * <p>Others may change the file meanwhile, by hand or with this program: saving reads it again and
 * writes only what was changed here, field by field; working times add up. Not thread-safe.
 */
public final class CaseList {
  /** Name of the file in the folder. */
  public static final String FILE = "holoseg-cases.json";

  /** Name of the folder in it where labels of cases go that had none. */
  public static final String LABELS = "labels";

  private final Path file;
  private final Map<String, List<Consumer<ObjectNode>>> changes = new LinkedHashMap<>();
  private final List<Label> structures = new ArrayList<>(); // added since the last save
  private CaseFile saved;
  private List<AnnotationCase> cases;

  private CaseList(Path file) throws IOException {
    this.file = file;
    reload();
  }

  /**
   * The list of a folder; empty if the folder has none yet.
   *
   * @throws IOException one sentence, if its file cannot be understood
   */
  public static CaseList open(Path folder) throws IOException {
    return new CaseList(folder.resolve(FILE));
  }

  /** Reads what others wrote; changes made here since the last save are kept. */
  public void reload() throws IOException {
    saved = CaseFile.read(file);
    changes.forEach((id, list) -> list.forEach(change -> change.accept(saved.node(id))));
    if (!structures.isEmpty()) {
      saved.addStructures(structures);
    }
    cases = List.copyOf(saved.cases());
  }

  /**
   * Writes the changes into the file as it is now.
   *
   * @throws IOException one sentence; nothing is lost, saving may be tried again
   */
  public void save() throws IOException {
    reload();
    saved.write();
    changes.clear();
    structures.clear();
  }

  /** In the order of the file. */
  public List<AnnotationCase> cases() {
    return cases;
  }

  /** Entries that make no sense, one sentence each. */
  public List<String> problems() {
    return saved.problems();
  }

  /** Whether there is something to save. */
  public boolean isChanged() {
    return !changes.isEmpty() || !structures.isEmpty();
  }

  public Optional<AnnotationCase> find(String id) {
    return cases.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  /**
   * Adds a case if its image is not in the list yet.
   *
   * @param id wanted; a number is added if it is taken
   * @param labels null if there are none yet
   * @return the case's id
   */
  public String add(String id, Path image, Path labels) {
    Path path = image.toAbsolutePath().normalize();
    Optional<AnnotationCase> known = cases.stream().filter(c -> c.image().equals(path)).findFirst();
    if (known.isPresent()) {
      return known.get().id();
    }
    String free = id;
    for (int n = 2; find(free).isPresent(); n++) {
      free = id + "_" + n;
    }
    String relative = saved.relative(image);
    // If somebody has added another case of that name meanwhile, theirs stays.
    change(free, node -> node.put("image", node.path("image").asText(relative)));
    setStatus(free, CaseStatus.TO_DO);
    if (labels != null) {
      setLabels(free, labels);
    }
    return free;
  }

  public void setStatus(String id, CaseStatus status) {
    change(id, node -> node.put("status", status.key()));
  }

  public void setNotes(String id, String notes) {
    change(id, node -> node.put("notes", notes));
  }

  /** Says where the labels of a case are. */
  public void setLabels(String id, Path labels) {
    String relative = saved.relative(labels);
    change(id, node -> node.put("labels", relative));
  }

  /** The structures of all cases: what a case without labels begins with. */
  public List<Label> structures() {
    return saved.structures();
  }

  /**
   * Structures with those of a case added, which take the place of others with their value or name.
   *
   * @return in the order of their values
   */
  public static List<Label> merged(List<Label> known, List<Label> added) {
    Map<Integer, Label> all = new TreeMap<>();
    known.forEach(l -> all.put(l.value(), l));
    added.forEach(l -> all.values().removeIf(old -> old.name().equals(l.name())));
    added.forEach(l -> all.put(l.value(), l));
    return List.copyOf(all.values());
  }

  /** Adds the structures of a case; they take the place of others with their value or name. */
  public void addStructures(List<Label> labels) {
    structures.addAll(labels);
    saved.addStructures(labels);
  }

  /** Adds to the working time, whatever others have added. */
  public void addTime(String id, Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    change(id, node -> node.put("seconds", node.path("seconds").asLong(0) + seconds));
  }

  private void change(String id, Consumer<ObjectNode> change) {
    changes.computeIfAbsent(id, key -> new ArrayList<>()).add(change);
    change.accept(saved.node(id));
    cases = List.copyOf(saved.cases());
  }
}
