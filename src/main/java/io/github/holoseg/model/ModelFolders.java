package io.github.holoseg.model;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where models are looked for, in this order:
 *
 * <ol>
 *   <li>the system property {@value #PROPERTY}, for hosts and tests;
 *   <li>the environment variable {@value #VARIABLE};
 *   <li>the user's preference {@code models} in {@code holoseg.properties};
 *   <li>{@code models} in the Fiji or ImageJ folder;
 *   <li>{@code .holoseg/models} in the user's home.
 * </ol>
 *
 * <p>The first three take several folders, separated as in {@code PATH}. Pure: everything comes
 * from the given environment and properties. Immutable.
 */
final class ModelFolders {
  static final String PROPERTY = "holoseg.models";
  static final String VARIABLE = "HOLOSEG_MODELS";

  private final List<Path> folders;
  private final List<String> warnings;
  private final Path installFolder;

  private ModelFolders(List<Path> folders, List<String> warnings, Path installFolder) {
    this.installFolder = installFolder;
    this.folders = List.copyOf(folders);
    this.warnings = List.copyOf(warnings);
  }

  /** The folders that exist, first come first; none twice. */
  List<Path> folders() {
    return folders;
  }

  /**
   * Where models are installed: the first of the folders that the user has named and that can be
   * written, else {@code ~/.holoseg/models}. Not the host's folder, which goes with the host. Null
   * if there is no home either.
   */
  Path installFolder() {
    return installFolder;
  }

  /** One sentence for each place that was asked for and cannot be used. */
  List<String> warnings() {
    return warnings;
  }

  /**
   * @param env names to values, null where unset
   * @param system names to values, null where unset
   * @param jar the jar or folder that this program runs from, null if unknown
   */
  static ModelFolders of(UnaryOperator<String> env, UnaryOperator<String> system, Path jar) {
    Set<Path> found = new LinkedHashSet<>();
    List<String> warnings = new ArrayList<>();
    addStated(system.apply(PROPERTY), "system property " + PROPERTY, found, warnings);
    addStated(env.apply(VARIABLE), "environment variable " + VARIABLE, found, warnings);
    String home = system.apply("user.home");
    addPreference(env, home, found, warnings);
    // A folder that is a model itself cannot take others.
    Path install =
        found.stream()
            .filter(folder -> Files.isWritable(folder))
            .filter(folder -> !Files.isRegularFile(folder.resolve("holoseg.json")))
            .findFirst()
            .orElse(null);
    for (Path folder : hostFolders(system, jar)) {
      if (Files.isDirectory(folder)) {
        found.add(folder);
      }
    }
    if (home != null) {
      Path own = Path.of(home, ".holoseg", "models").toAbsolutePath().normalize();
      if (Files.isDirectory(own)) {
        found.add(own);
      }
      install = install == null ? own : install;
    }
    return new ModelFolders(List.copyOf(found), warnings, install);
  }

  private static void addStated(
      String value, String origin, Set<Path> found, List<String> warnings) {
    if (value == null) {
      return;
    }
    for (String part : value.split(java.util.regex.Pattern.quote(File.pathSeparator))) {
      if (part.isBlank()) {
        continue;
      }
      try {
        Path folder = Path.of(part.strip()).toAbsolutePath().normalize();
        if (Files.isDirectory(folder)) {
          found.add(folder);
          continue;
        }
      } catch (InvalidPathException e) {
        // told below, as a folder that does not exist
      }
      warnings.add(
          "the folder '" + part.strip() + "' of the " + origin + " does not exist; correct it");
    }
  }

  /** {@code holoseg.properties}, encoded in UTF-8; in it, {@code \} is written {@code \\}. */
  private static void addPreference(
      UnaryOperator<String> env, String home, Set<Path> found, List<String> warnings) {
    String config = env.apply("XDG_CONFIG_HOME");
    Path base =
        config != null && !config.isBlank()
            ? Path.of(config)
            : home == null ? null : Path.of(home, ".config");
    Path file = base == null ? null : base.resolve("holoseg").resolve("holoseg.properties");
    if (file == null || !Files.isRegularFile(file)) {
      return;
    }
    Properties preferences = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      preferences.load(in);
    } catch (IOException | IllegalArgumentException e) {
      warnings.add("the preferences " + file + " cannot be read: " + e.getMessage());
      return;
    }
    addStated(preferences.getProperty("models"), "preference models in " + file, found, warnings);
  }

  private static List<Path> hostFolders(UnaryOperator<String> system, Path jar) {
    List<Path> folders = new ArrayList<>();
    for (String key : List.of("fiji.dir", "imagej.dir", "plugins.dir")) {
      String value = system.apply(key);
      if (value != null && !value.isBlank()) {
        Path dir = Path.of(value).toAbsolutePath().normalize();
        // ImageJ takes either its own folder or the plugins folder itself for plugins.dir.
        boolean plugins = key.equals("plugins.dir") && dir.endsWith("plugins");
        folders.add((plugins ? dir.getParent() : dir).resolve("models"));
      }
    }
    // plugins/Holoseg_.jar, plugins/Holoseg/Holoseg_.jar, jars/Holoseg_.jar
    Path dir = jar == null ? null : jar.getParent();
    for (int level = 0; level < 2 && dir != null && dir.getParent() != null; level++) {
      if (dir.endsWith("plugins") || dir.endsWith("jars")) {
        folders.add(dir.getParent().resolve("models"));
      }
      dir = dir.getParent();
    }
    return folders;
  }

  /** The jar that a class was loaded from, null if it came from elsewhere. */
  static Path jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      return location == null ? null : Path.of(location.toURI()).toAbsolutePath();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }
}
