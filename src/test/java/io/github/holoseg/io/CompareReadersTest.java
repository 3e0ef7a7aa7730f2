package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Every volume of the shared data as Holoseg and as other programs read it (compare_readers.py):
 * equal, or different in exactly the way that {@code golden/compare/differences.json} lists with
 * its reason. A difference that is listed but gone fails, too.
 */
@Tag("slow")
class CompareReadersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> READERS =
      Map.of("dicom", "dicom", "nifti", "nifti", "nrrd", "nrrd", "metaimage", "metaimage");

  @TempDir Path temporary;

  @TestFactory
  List<DynamicTest> dicom() throws IOException {
    return tests("dicom");
  }

  @TestFactory
  List<DynamicTest> nifti() throws IOException {
    return tests("nifti");
  }

  @TestFactory
  List<DynamicTest> nrrd() throws IOException {
    return tests("nrrd");
  }

  @TestFactory
  List<DynamicTest> metaimage() throws IOException {
    return tests("metaimage");
  }

  private List<DynamicTest> tests(String kind) throws IOException {
    Map<String, List<JsonNode>> cases = new LinkedHashMap<>();
    for (JsonNode entry : resource(kind + ".json").get("entries")) {
      cases.computeIfAbsent(entry.get("case").asText(), k -> new ArrayList<>()).add(entry);
    }
    JsonNode listed = resource("differences.json").get(kind);
    List<DynamicTest> tests = new ArrayList<>();
    cases.forEach(
        (name, entries) ->
            tests.add(DynamicTest.dynamicTest(name, () -> compare(kind, name, entries, listed))));
    return tests;
  }

  private void compare(String kind, String name, List<JsonNode> entries, JsonNode listed)
      throws IOException {
    if (!VolumeReaders.keys().contains(READERS.get(kind))) {
      throw new TestAbortedException("there is no reader '" + kind + "' yet");
    }
    ComparedReader ours = null;
    String refusal = null;
    try {
      ours =
          new ComparedReader(
              VolumeReaders.read(
                  source(entries.get(0)),
                  options(entries.get(0)),
                  ProgressListener.NONE,
                  CancellationToken.none()));
    } catch (VolumeFormatException e) {
      refusal = e.getMessage();
    }
    List<String> found = new ArrayList<>();
    for (JsonNode entry : entries) {
      Set<String> differences = new TreeSet<>();
      if (entry.has("error")) {
        if (ours != null) {
          differences.add("they refuse");
        }
      } else if (ours == null) {
        differences.add("we refuse");
      } else {
        differences = ours.differences(entry);
      }
      for (String difference : differences) {
        found.add(entry.get("program").asText() + ": " + difference);
      }
    }
    List<String> expected = new ArrayList<>();
    for (JsonNode row : listed) {
      if (!concerns(row, name)) {
        continue;
      }
      row.get("differences").forEach(d -> expected.add(d.asText()));
      for (JsonNode entry : entries) {
        String values = entry.get("program").asText() + ": values";
        if (row.has("within") && row.get("differences").toString().contains(values)) {
          assertThat(ours.isWithin(entry, row.get("within").asDouble())).as(values).isTrue();
        }
      }
    }
    assertThat(found).as("refused: %s", refusal).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static boolean concerns(JsonNode row, String name) {
    for (JsonNode pattern : row.get("cases")) {
      if (name.matches(pattern.asText())) {
        return true;
      }
    }
    return false;
  }

  private Path source(JsonNode entry) throws IOException {
    Path file = SharedData.shared(entry.get("path").asText());
    if (!entry.path("alone").asBoolean()) {
      return file;
    }
    // In a folder of its own: beside its like it would be read as one slice of their series.
    Path folder = Files.createTempDirectory(temporary, "alone");
    return Files.copy(file, folder.resolve(file.getFileName()));
  }

  private static ReadOptions options(JsonNode entry) {
    JsonNode volume = entry.path("volume");
    JsonNode series = entry.path("series");
    return ReadOptions.DEFAULT
        .withVolume(volume.isInt() ? volume.asInt() : -1)
        .withSeries(series.isTextual() ? series.asText() : null);
  }

  private static JsonNode resource(String name) throws IOException {
    try (InputStream in = CompareReadersTest.class.getResourceAsStream("/golden/compare/" + name)) {
      return JSON.readTree(in);
    }
  }
}
