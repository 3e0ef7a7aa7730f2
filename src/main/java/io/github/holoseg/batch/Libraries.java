package io.github.holoseg.batch;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Which files the libraries of Holoseg come from. Fiji brings some of them itself: unpacking our
 * zip over it can leave two versions in one folder, and which one Java takes is then chance.
 */
final class Libraries {
  /** A class of each library; the names are those of the files, without version. */
  private static final Map<String, String> CLASSES = new LinkedHashMap<>();

  static {
    CLASSES.put("imglib2", "net/imglib2/img/Img.class");
    CLASSES.put("onnxruntime", "ai/onnxruntime/OrtEnvironment.class");
    CLASSES.put("jackson-core", "com/fasterxml/jackson/core/JsonFactory.class");
    CLASSES.put("jackson-databind", "com/fasterxml/jackson/databind/ObjectMapper.class");
    CLASSES.put("protobuf-java", "com/google/protobuf/Message.class");
    CLASSES.put("picocli", "picocli/CommandLine.class");
    CLASSES.put("snakeyaml-engine", "org/snakeyaml/engine/v2/api/Load.class");
    CLASSES.put("miglayout-swing", "net/miginfocom/swing/MigLayout.class");
    CLASSES.put("miglayout-core", "net/miginfocom/layout/LC.class");
  }

  private Libraries() {}

  /** One finding with all files, and one for each library that lies there in several versions. */
  static List<Diagnosis.Finding> examine(ClassLoader loader) {
    List<Diagnosis.Finding> twice = new ArrayList<>();
    StringJoiner all = new StringJoiner(", ");
    CLASSES.forEach(
        (library, type) -> {
          List<String> files = files(loader, library, type);
          if (!files.isEmpty()) {
            all.add(files.get(0));
          }
          if (files.size() > 1) {
            twice.add(
                new Diagnosis.Finding(
                    library,
                    "several versions: " + String.join(", ", files),
                    false,
                    "keep one in jars/, in Fiji the one that Fiji brought, and start again"));
          }
        });
    List<Diagnosis.Finding> findings = new ArrayList<>();
    findings.add(new Diagnosis.Finding("libraries", all.toString(), true, ""));
    findings.addAll(twice);
    return findings;
  }

  /**
   * The library's own files, the one that Java takes first; a class that another file holds as a
   * part of itself is not counted.
   */
  private static List<String> files(ClassLoader loader, String library, String type) {
    Set<String> files = new LinkedHashSet<>();
    try {
      Enumeration<URL> found = loader.getResources(type);
      while (found.hasMoreElements()) {
        String file = file(found.nextElement());
        if (file.startsWith(library + "-")) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(files);
  }

  /** {@code a-1.0.jar} of {@code jar:file:/…/a-1.0.jar!/p/T.class}. */
  private static String file(URL url) {
    String path = url.toString();
    int end = path.indexOf("!/");
    return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
