package io.github.holoseg.commands;

import io.github.holoseg.testing.SharedData;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ImageJ 1.54p in a Java of its own, without a display, with a plugins folder as a user has it: a
 * jar with our {@code plugins.config} and the macros of {@code plugins/}. The classes come from the
 * class path.
 */
final class ImageJProcess {
  private static final int PATIENCE_SECONDS = 180;

  private final Path home;

  /** What came out. */
  record Output(int exitCode, String text) {}

  /**
   * @param home an empty folder
   */
  ImageJProcess(Path home) throws IOException {
    this.home = home;
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    Path macros = SharedData.project().resolve("macros/Holoseg");
    Path target = Files.createDirectories(home.resolve("macros/Holoseg"));
    try (Stream<Path> files = Files.list(macros)) {
      for (Path macro : files.toList()) {
        Files.copy(macro, target.resolve(macro.getFileName().toString()));
      }
    }
    try (OutputStream file = Files.newOutputStream(plugins.resolve("Holoseg_-test.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("plugins.config"));
      jar.write(HolosegPlugIn.class.getResourceAsStream("/plugins.config").readAllBytes());
    }
  }

  /** A macro that came with the plugin. */
  Path macro(String name) {
    return home.resolve("macros/Holoseg").resolve(name);
  }

  /** With ij1-patcher as Java agent: {@code run(…)} works without a display. */
  Output patched(Path macro, String argument) throws Exception {
    List<String> options =
        List.of(
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-javaagent:" + jar("ij1-patcher") + "=init");
    return run(options, macro, argument);
  }

  /** ImageJ as it is: only {@code call(…)} works without a display. */
  Output plain(Path macro, String argument) throws Exception {
    return run(List.of(), macro, argument);
  }

  private Output run(List<String> options, Path macro, String argument) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.awt.headless=true",
            "-Dplugins.dir=" + home,
            // what a killed one leaves goes with the test's folder
            // never into the models and the cache of whoever runs the tests
            "-Dholoseg.models=" + Files.createDirectories(home.resolve("own models")),
            "-Dholoseg.cache=" + home.resolve("own cache"),
            "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
            "-cp",
            classPath(),
            "ij.ImageJ",
            "-ijpath",
            home.toString(),
            "-batch",
            macro.toString(),
            argument));
    Path log = home.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("ImageJ does not end:\n" + Files.readString(log));
    }
    return new Output(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }

  private static List<String> entries() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static String classPath() {
    return entries().stream()
        .filter(e -> !e.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(String name) {
    return entries().stream()
        .filter(e -> Path.of(e).getFileName().toString().startsWith(name + "-"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not on the test class path"));
  }
}
