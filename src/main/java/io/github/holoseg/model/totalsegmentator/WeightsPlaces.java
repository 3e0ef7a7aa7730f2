package io.github.holoseg.model.totalsegmentator;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * Where weights come from: first the folder in which TotalSegmentator itself keeps them, then a
 * mirror that the user names, then the project's own release page.
 */
final class WeightsPlaces {
  /** System property with the address of a mirror, or a folder of zip files. */
  static final String PROPERTY = "holoseg.totalsegmentator";

  /** Environment variable of the same meaning. */
  static final String VARIABLE = "HOLOSEG_TOTALSEGMENTATOR";

  /** Key of the same meaning in {@code holoseg.properties}. */
  static final String PREFERENCE = "totalsegmentator";

  private final UnaryOperator<String> env;
  private final UnaryOperator<String> system;

  /**
   * @param env names to values, null where unset
   * @param system names to values, null where unset
   */
  WeightsPlaces(UnaryOperator<String> env, UnaryOperator<String> system) {
    this.env = env;
    this.system = system;
  }

  /**
   * A data set's folder that TotalSegmentator has downloaded before (config.py {@code
   * get_weights_dir}).
   */
  Optional<Path> present(Task.Part part) {
    for (Path folder : ownFolders()) {
      Path dataset = folder.resolve(part.folder());
      if (Files.isDirectory(dataset)) {
        return Optional.of(dataset);
      }
    }
    return Optional.empty();
  }

  private List<Path> ownFolders() {
    List<Path> folders = new ArrayList<>();
    String weights = env.apply("TOTALSEG_WEIGHTS_PATH");
    String home = env.apply("TOTALSEG_HOME_DIR");
    String user = system.apply("user.home");
    try {
      if (isSet(weights)) {
        folders.add(Path.of(weights));
      } else if (isSet(home)) {
        folders.add(Path.of(home, "nnunet", "results"));
      } else if (isSet(user)) {
        folders.add(Path.of(user, ".totalsegmentator", "nnunet", "results"));
      }
    } catch (InvalidPathException e) {
      return List.of(); // what is no path holds no weights
    }
    return folders;
  }

  /**
   * Where to fetch a data set's zip file.
   *
   * @param standard the project's own address, with a slash at its end
   * @throws IOException if a folder is named as mirror and does not hold the file
   */
  Download download(Task.Part part, String standard) throws IOException {
    String name = part.folder() + ".zip";
    String mirror = mirror();
    String base = isSet(mirror) ? mirror.strip() : standard;
    if (base.matches("(?i)(https?|file):.*")) {
      String slash = base.endsWith("/") ? "" : "/";
      return new Download(base + slash + part.release() + "/" + name, name, part.folder());
    }
    Path folder = Path.of(base);
    for (Path file : List.of(folder.resolve(part.release()).resolve(name), folder.resolve(name))) {
      if (Files.isRegularFile(file)) {
        return new Download(file.toUri().toString(), name, part.folder());
      }
    }
    throw new IOException(
        folder
            + ": there is no "
            + name
            + " in the folder that "
            + PROPERTY
            + " or "
            + VARIABLE
            + " names; put it there, or unset them.");
  }

  private String mirror() {
    String stated = system.apply(PROPERTY);
    if (!isSet(stated)) {
      stated = env.apply(VARIABLE);
    }
    return isSet(stated) ? stated : preference();
  }

  private String preference() {
    String config = env.apply("XDG_CONFIG_HOME");
    String home = system.apply("user.home");
    Path base = isSet(config) ? Path.of(config) : isSet(home) ? Path.of(home, ".config") : null;
    Path file = base == null ? null : base.resolve("holoseg").resolve("holoseg.properties");
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    Properties preferences = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      preferences.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return null; // told where the models folders are listed
    }
    return preferences.getProperty(PREFERENCE);
  }

  private static boolean isSet(String value) {
    return value != null && !value.isBlank();
  }
}
