package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {
  @TempDir Path temporary;

  @Test
  void onlyOldFoldersThatAreEmptyOrOursAreRemoved() throws Exception {
    Process ended = new ProcessBuilder(java(), "-version").start();
    ended.waitFor();
    Path empty = folder("onnxruntime-java1", null, true);
    Path young = folder("onnxruntime-java2", null, false);
    Path ours = folder("onnxruntime-java3", ended.pid(), true);
    Path running = folder("onnxruntime-java4", ProcessHandle.current().pid(), true);
    Path foreign = Files.createDirectory(temporary.resolve("onnxruntime-java5"));
    Files.createFile(foreign.resolve("libonnxruntime.so"));
    age(foreign);
    Path other = folder("something-else", null, true);
    new LibraryFolders(temporary).loaded();
    assertThat(empty).doesNotExist();
    assertThat(ours).doesNotExist();
    assertThat(Stream.of(young, running, foreign, other)).allMatch(Files::isDirectory);
  }

  @Test
  void aFolderMadeWhileLoadingIsMarked() throws IOException {
    LibraryFolders folders = new LibraryFolders(temporary);
    Path made = Files.createDirectory(temporary.resolve("onnxruntime-java9"));
    folders.loaded();
    assertThat(made.resolve("holoseg-process-" + ProcessHandle.current().pid())).exists();
    Files.delete(made.resolve("holoseg-process-" + ProcessHandle.current().pid()));
  }

  @Test
  @Tag("slow")
  void aProcessLeavesNothing() throws Exception {
    int code =
        new ProcessBuilder(
                java(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "doctor")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(code).isZero();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(p -> p.getFileName().toString().startsWith("onnx"))).isEmpty();
    }
  }

  private Path folder(String name, Long process, boolean old) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    if (process != null) {
      Files.createFile(folder.resolve("libonnxruntime.so"));
      LibraryFolders.mark(folder, process);
    }
    if (old) {
      age(folder);
    }
    return folder;
  }

  private static void age(Path folder) throws IOException {
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(folder, yesterday);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
