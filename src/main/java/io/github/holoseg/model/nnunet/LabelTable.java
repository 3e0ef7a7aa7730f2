package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.document.LabelNames;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code labels} of dataset.json as nnU-Net's LabelManager understands them.
 *
 * <p>Plain labels: one score channel for each distinct value, {@code ignore} left out; the voxel
 * value of the result is the channel's index. If any label lists more than one value, all are
 * regions: one channel for each but the background, in the order of the file, and channel i paints
 * {@code regions_class_order[i]}.
 *
 * @param heads score channels
 * @param decision how they become labels
 * @param labels the structures
 * @param values every foreground value of the training labels, ascending: a cascade's channels
 * @param notes what was changed or is odd, for the model's description
 */
record LabelTable(
    int heads,
    DecisionSpec decision,
    List<Label> labels,
    List<Integer> values,
    List<String> notes) {

  private static final String IGNORE = "ignore";
  private static final String BACKGROUND = "background";
  private static final int MAX = 65535;

  LabelTable {
    labels = List.copyOf(labels);
    values = List.copyOf(values);
    notes = List.copyOf(notes);
  }

  static LabelTable of(Field dataset) throws IOException {
    Field field = dataset.get("labels");
    Map<String, Field> fields = field.fields();
    Field background = fields.get(BACKGROUND);
    if (background == null || background.isList() || background.whole(0, MAX) != 0) {
      throw field.bad("must have \"background\": 0");
    }
    Map<String, TreeSet<Integer>> sets = new LinkedHashMap<>();
    TreeSet<Integer> all = new TreeSet<>();
    boolean regions = false;
    for (Map.Entry<String, Field> e : fields.entrySet()) {
      if (e.getKey().equals(IGNORE)) {
        continue;
      }
      TreeSet<Integer> values = values(e.getValue());
      regions |= e.getValue().isList() && e.getValue().items().size() > 1;
      sets.put(e.getKey(), values);
      all.addAll(values);
    }
    requireIgnoreOnTop(fields, all);
    List<Integer> foreground = all.stream().filter(v -> v != 0).toList();
    if (foreground.isEmpty()) {
      throw field.bad("must have a label beside the background");
    }
    return regions
        ? regions(dataset, sets, foreground)
        : plain(field, sets, new ArrayList<>(all), foreground);
  }

  private static TreeSet<Integer> values(Field field) throws IOException {
    TreeSet<Integer> values = new TreeSet<>();
    if (!field.isList()) {
      values.add(field.whole(0, MAX));
      return values;
    }
    for (Field item : field.items()) {
      values.add(item.whole(0, MAX));
    }
    if (values.isEmpty()) {
      throw field.bad("must list at least one value");
    }
    return values;
  }

  private static void requireIgnoreOnTop(Map<String, Field> fields, TreeSet<Integer> all)
      throws IOException {
    Field ignore = fields.get(IGNORE);
    if (ignore != null && ignore.whole(0, MAX) != all.last() + 1) {
      throw ignore.bad("must be " + (all.last() + 1) + ", one above the highest label");
    }
  }

  private static LabelTable plain(
      Field field, Map<String, TreeSet<Integer>> sets, List<Integer> all, List<Integer> foreground)
      throws IOException {
    LabelNames names = new LabelNames();
    List<Label> labels = new ArrayList<>();
    int[] classValues = new int[all.size()];
    for (int index = 1; index < all.size(); index++) {
      int value = all.get(index);
      String name =
          sets.entrySet().stream()
              .filter(e -> e.getValue().contains(value))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      labels.add(Label.of(index, names.valid(name)));
      classValues[index] = index;
    }
    List<String> notes = new ArrayList<>(names.notes());
    if (all.get(0) != 0 || all.get(all.size() - 1) != all.size() - 1) {
      notes.add("The values of its labels have gaps; results count them 1, 2, … as nnU-Net.");
    }
    DecisionSpec decision =
        new DecisionSpec(Activation.NONE, Rule.ARGMAX, 0, classValues, false, false);
    return new LabelTable(all.size(), decision, labels, foreground, notes);
  }

  private static LabelTable regions(
      Field dataset, Map<String, TreeSet<Integer>> sets, List<Integer> foreground)
      throws IOException {
    List<String> heads = new ArrayList<>();
    sets.forEach(
        (name, values) -> {
          if (values.size() > 1 || values.first() != 0) {
            heads.add(name);
          }
        });
    List<Field> order = dataset.get("regions_class_order").items(heads.size());
    LabelNames names = new LabelNames();
    List<Label> labels = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    int[] classValues = new int[heads.size()];
    for (int i = 0; i < classValues.length; i++) {
      classValues[i] = order.get(i).whole(0, MAX);
      if (classValues[i] != 0 && used.add(classValues[i])) {
        labels.add(Label.of(classValues[i], names.valid(heads.get(i))));
      }
    }
    if (labels.isEmpty()) {
      throw dataset.get("regions_class_order").bad("must have a value above 0");
    }
    DecisionSpec decision =
        new DecisionSpec(Activation.SIGMOID, Rule.REGIONS, 0.5, classValues, false, false);
    return new LabelTable(heads.size(), decision, labels, foreground, names.notes());
  }
}
