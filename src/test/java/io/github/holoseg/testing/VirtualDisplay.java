package io.github.holoseg.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A screen that nobody sees: Xvfb on a display that is free, and Java programs that run on it in a
 * process of their own, because the tests' own is headless.
 */
public final class VirtualDisplay implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Process server;
  private final String display;

  private VirtualDisplay(Process server, String display) {
    this.server = server;
    this.display = display;
  }

  /** Skips the test, by name, where there is no Xvfb. */
  public static VirtualDisplay open(int width, int height) throws IOException {
    assumeTrue(isInstalled(), "Xvfb is not installed");
    return start(width, height);
  }

  /** Whether there is an Xvfb to start. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "Xvfb")));
  }

  /**
   * Xvfb itself looks for a display number that is free, and tells it.
   *
   * @throws IOException if it does not start
   */
  public static VirtualDisplay start(int width, int height) throws IOException {
    Process server =
        new ProcessBuilder(
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                width + "x" + height + "x24",
                "-nolisten",
                "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    String number = out.readLine();
    if (number == null) {
      throw new IOException("Xvfb did not start, exit code " + waitFor(server));
    }
    return new VirtualDisplay(server, ":" + number.strip());
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Runs a class on the display, with this process's class path.
   *
   * @return what it printed
   * @throws IOException with what it printed, if it fails or takes longer
   */
  public String run(Class<?> main, int seconds, List<String> jvmArguments, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.awt.headless=false",
            "-Dholoseg.project=" + SharedData.project(),
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(jvmArguments);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path own = Files.createTempDirectory("holoseg-display");
    command.add(1, "-Djava.util.prefs.userRoot=" + own); // nobody's own settings are touched
    command.add(1, "-Duser.home=" + own); // and nobody's own unsaved work is offered
    try {
      return run(main.getSimpleName(), command, seconds, System.getenv(), own.resolve("log.txt"));
    } finally {
      try (Stream<Path> files = Files.walk(own)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Runs any command on the display.
   *
   * @param name what it is called in a message
   * @param environment all that the command's environment has, beside the display
   * @param log the file for what it prints
   * @return what it printed
   * @throws IOException with what it printed, if it fails or takes longer
   */
  public String run(
      String name, List<String> command, int seconds, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("DISPLAY", display);
    Process process = builder.start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String printed = Files.readString(log);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(name + (ended ? " failed:\n" : " took too long:\n") + printed);
    }
    return printed;
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
