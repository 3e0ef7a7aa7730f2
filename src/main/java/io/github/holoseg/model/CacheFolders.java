package io.github.holoseg.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Where files that can be made again are kept, as each system has it; the best place first. */
public final class CacheFolders {
  /** System property that names the folder instead. */
  static final String PROPERTY = "holoseg.cache";

  private CacheFolders() {}

  /** Those of this process. */
  public static List<Path> standard() {
    return of(System::getenv, System::getProperty);
  }

  static List<Path> of(UnaryOperator<String> env, UnaryOperator<String> system) {
    String stated = system.apply(PROPERTY);
    if (isSet(stated)) {
      return List.of(Path.of(stated).toAbsolutePath());
    }
    List<Path> folders = new ArrayList<>();
    String os = String.valueOf(system.apply("os.name")).toLowerCase(Locale.ROOT);
    String home = system.apply("user.home");
    if (isSet(env.apply("XDG_CACHE_HOME"))) {
      folders.add(Path.of(env.apply("XDG_CACHE_HOME"), "holoseg"));
    } else if (os.startsWith("windows") && isSet(env.apply("LOCALAPPDATA"))) {
      folders.add(Path.of(env.apply("LOCALAPPDATA"), "Holoseg", "Cache"));
    } else if (os.startsWith("mac") && isSet(home)) {
      folders.add(Path.of(home, "Library", "Caches", "holoseg"));
    } else if (isSet(home)) {
      folders.add(Path.of(home, ".cache", "holoseg"));
    }
    String user = String.valueOf(system.apply("user.name")).replaceAll("[^A-Za-z0-9._-]", "_");
    folders.add(Path.of(system.apply("java.io.tmpdir"), "holoseg-" + user));
    return folders.stream().map(Path::toAbsolutePath).toList();
  }

  private static boolean isSet(String value) {
    return value != null && !value.isBlank();
  }
}
