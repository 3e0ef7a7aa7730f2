package io.github.holoseg.annotation.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.annotation.WholeFile;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The layout of an nnU-Net version 2 training set: {@code imagesTr/CASE_0000.nii.gz}, {@code
 * labelsTr/CASE.nii.gz} and {@code dataset.json}.
 *
 * <p>nnU-Net wants the labels numbered 1, 2, … without gaps. So label i of the list has the value i
 * + 1 in the files; its own value and colour are kept in an entry of our own, which nnU-Net passes
 * over.
 *
 * @param channels names of the image channels, {@code CT} for CT: nnU-Net normalises by them
 * @param labels in the order of their numbers; values and colours are those outside the set
 * @param fileEnding of images and labels, with the dot
 */
public record NnunetDataset(List<String> channels, List<Label> labels, String fileEnding) {
  /** The file that describes the set. */
  public static final String FILE = "dataset.json";

  private static final String OWN = "holoseg_labels";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public NnunetDataset {
    channels = List.copyOf(channels);
    labels = List.copyOf(labels);
    Set<String> names = new HashSet<>(Set.of("background", "ignore"));
    Set<Integer> values = new HashSet<>();
    for (Label label : labels) {
      if (!names.add(label.name()) || !values.add(label.value())) {
        throw new IllegalArgumentException(
            "label '" + label.name() + "' (" + label.value() + ") is there twice or is reserved");
      }
    }
    if (labels.isEmpty() || channels.isEmpty()) {
      throw new IllegalArgumentException("a training set needs a channel and a label");
    }
  }

  /** A CT set in compressed NIfTI. */
  public static NnunetDataset ofCt(List<Label> labels) {
    return new NnunetDataset(List.of("CT"), labels, ".nii.gz");
  }

  /** Where an image channel of a case lies. */
  public Path image(Path folder, String caseId, int channel) {
    return folder
        .resolve("imagesTr")
        .resolve(String.format(Locale.ROOT, "%s_%04d%s", caseId, channel, fileEnding));
  }

  /** Where the labels of a case lie. */
  public Path labels(Path folder, String caseId) {
    return folder.resolve("labelsTr").resolve(caseId + fileEnding);
  }

  /** A case id as nnU-Net takes it: letters, digits, point, minus and underscore. */
  public static String caseId(String name) {
    String id = name.replaceAll("[^A-Za-z0-9._-]+", "_");
    return id.isEmpty() ? "case" : id;
  }

  /** The number in the set's files for each value outside, 65536 entries; -1 for other values. */
  public int[] numbers() {
    int[] numbers = new int[1 << 16];
    java.util.Arrays.fill(numbers, -1);
    numbers[0] = 0;
    for (int i = 0; i < labels.size(); i++) {
      numbers[labels.get(i).value()] = i + 1;
    }
    return numbers;
  }

  /** The value outside for each number in the set's files, 65536 entries; -1 for other numbers. */
  public int[] values() {
    int[] values = new int[1 << 16];
    java.util.Arrays.fill(values, -1);
    values[0] = 0;
    for (int i = 0; i < labels.size(); i++) {
      values[i + 1] = labels.get(i).value();
    }
    return values;
  }

  /**
   * Writes {@code dataset.json}; do it last, so that a set without it is known to be unfinished.
   *
   * @param numTraining cases in the set
   */
  public void write(Path folder, int numTraining) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode names = root.putObject("channel_names");
    for (int i = 0; i < channels.size(); i++) {
      names.put(Integer.toString(i), channels.get(i));
    }
    ObjectNode numbers = root.putObject("labels");
    numbers.put("background", 0);
    for (int i = 0; i < labels.size(); i++) {
      numbers.put(labels.get(i).name(), i + 1);
    }
    root.put("numTraining", numTraining);
    root.put("file_ending", fileEnding);
    var own = root.putArray(OWN);
    for (Label label : labels) {
      own.addObject()
          .put("name", label.name())
          .put("value", label.value())
          .put("color", String.format(Locale.ROOT, "#%08x", label.argb()));
    }
    WholeFile.write(folder.resolve(FILE), out -> out.write(JSON.writeValueAsBytes(root)));
  }

  /**
   * Reads {@code dataset.json}, ours or nnU-Net's own.
   *
   * @throws IOException one sentence that names the file
   */
  public static NnunetDataset read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      JsonNode own = root.path(OWN);
      Map<Integer, Label> byNumber = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : root.required("labels").properties()) {
        String name = entry.getKey();
        if (name.equals("background") || name.equals("ignore")) {
          continue;
        }
        if (!entry.getValue().isInt()) {
          throw new IOException(
              file + ": label '" + name + "' is a region; only plain labels can be read back");
        }
        int number = entry.getValue().intValue();
        if (byNumber.put(number, label(own, name, number)) != null) {
          throw new IOException(file + ": two labels have the number " + number);
        }
      }
      List<Label> labels = new ArrayList<>(byNumber.values());
      if (!List.copyOf(byNumber.keySet()).equals(numbersTo(labels.size()))) {
        throw new IOException(
            file + ": the labels must be numbered 1, 2, … without gaps, not " + byNumber.keySet());
      }
      List<String> channels = new ArrayList<>();
      root.required("channel_names").forEach(name -> channels.add(name.asText()));
      return new NnunetDataset(channels, labels, root.required("file_ending").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(file + ": is no description of an nnU-Net set: " + e.getMessage(), e);
    }
  }

  private static List<Integer> numbersTo(int n) {
    return Stream.iterate(1, i -> i + 1).limit(n).toList();
  }

  private static Label label(JsonNode own, String name, int number) {
    for (JsonNode node : own) {
      if (node.path("name").asText().equals(name)) {
        int argb = Integer.parseUnsignedInt(node.path("color").asText("#").substring(1), 16);
        return new Label(node.path("value").asInt(), name, argb, null);
      }
    }
    return Label.of(number, name);
  }

  /**
   * The cases that have labels, in the order of the alphabet.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<String> cases(Path folder) throws IOException {
    Path labelsTr = folder.resolve("labelsTr");
    if (!Files.isDirectory(labelsTr)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(labelsTr)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(fileEnding) && !n.startsWith("."))
          .map(n -> n.substring(0, n.length() - fileEnding.length()))
          .sorted()
          .toList();
    }
  }
}
