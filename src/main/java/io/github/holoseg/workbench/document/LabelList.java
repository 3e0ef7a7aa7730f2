package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import java.util.ArrayList;
import java.util.List;

/** The structures of an open scan's labels: adds, renames and removes them. */
public final class LabelList {
  private final OpenScan scan;
  private int highest; // value ever given: undo may bring back voxels of a label that was removed

  LabelList(OpenScan scan) {
    this.scan = scan;
    seen(labels());
  }

  /** Values of these labels are not given again. */
  void seen(EditableLabels others) {
    int most = others.labels().stream().mapToInt(Label::value).max().orElse(0);
    highest = Math.max(highest, most);
  }

  private EditableLabels labels() {
    return scan.desk().session().labels();
  }

  /**
   * Adds a structure with the next free value and selects it.
   *
   * @param name as {@link Label#name()}
   * @throws IllegalArgumentException if there is one of that name, or no value is free
   */
  public Label add(String name) {
    requireFree(name, 0);
    Label label = Label.of(highest + 1, name);
    List<Label> more = new ArrayList<>(labels().labels());
    more.add(label);
    highest = label.value();
    name(more);
    scan.state().setActiveLabel(label.value());
    return label;
  }

  /**
   * Gives a structure another name; its voxels, colour and code stay as they are.
   *
   * @param name as {@link Label#name()}
   * @throws IllegalArgumentException if another one has that name
   */
  public void rename(int value, String name) {
    requireFree(name, value);
    List<Label> named = new ArrayList<>(labels().labels());
    named.replaceAll(l -> l.value() == value ? new Label(value, name, l.argb(), l.concept()) : l);
    name(named);
  }

  /**
   * Takes a structure without voxels out of the list.
   *
   * @throws IllegalArgumentException if it has voxels, or is the last one
   */
  public void remove(int value) {
    List<Label> less = labels().labels().stream().filter(l -> l.value() != value).toList();
    if (less.isEmpty()) {
      throw new IllegalArgumentException(Texts.get("label.last"));
    }
    if (labels().hasVoxels(value)) {
      throw new IllegalArgumentException(Texts.get("label.hasVoxels"));
    }
    name(less);
    if (scan.state().snapshot().activeLabel() == value) {
      scan.state().setActiveLabel(scan.firstLabel());
    }
  }

  private void requireFree(String name, int value) {
    boolean isTaken =
        labels().labels().stream().anyMatch(l -> l.name().equals(name) && l.value() != value);
    if (name.isBlank() || isTaken) {
      throw new IllegalArgumentException(Texts.get("label.taken", name));
    }
  }

  private void name(List<Label> named) {
    if (!labels().labels().equals(named)) {
      labels().setLabels(named);
      scan.state().setLabels(labels().view());
      scan.namesChanged();
    }
  }
}
