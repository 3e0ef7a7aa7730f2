package io.github.holoseg.model.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes names that can stand in comma-separated lists, each once. Not thread-safe. */
public final class LabelNames {
  private final Set<String> taken = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  /** The name itself if it can be used, else the nearest that can, and a note. */
  public String valid(String name) {
    String clean = name.replaceAll("[,\\p{Cntrl}]+", "_").strip();
    if (clean.isEmpty()) {
      clean = "label";
    }
    String unique = clean;
    for (int i = 2; !taken.add(unique); i++) {
      unique = clean + "_" + i;
    }
    if (!unique.equals(name)) {
      notes.add(
          "The label '"
              + name.replaceAll("\\p{Cntrl}", " ")
              + "' is called '"
              + unique
              + "' here.");
    }
    return unique;
  }

  /** One sentence for each changed name. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** A text as a model's id: letters, digits, '.', '_', '-'. */
  public static String id(String text, String otherwise) {
    String id = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[^A-Za-z0-9]+", "");
    id = id.isEmpty() ? otherwise : id;
    return id.length() > 100 ? id.substring(0, 100) : id;
  }
}
