package io.github.holoseg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelsTest {
  @TempDir Path temp;
  private final Map<String, byte[]> files = new HashMap<>();
  private final List<String> opened = new ArrayList<>();

  private synchronized InputStream open(String name) {
    opened.add(name);
    return files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null;
  }

  private BundledModels models(Path... caches) {
    files.put("m/model.onnx", "weights".getBytes(StandardCharsets.UTF_8));
    files.put("m/holoseg.json", "{}".getBytes(StandardCharsets.UTF_8));
    String sums = "";
    for (String name : List.of("m/holoseg.json", "m/model.onnx")) {
      sums += WeightFiles.sha256(files.get(name)) + "  " + name + "\n";
    }
    files.put("SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
    return new BundledModels(this::open, List.of(caches));
  }

  @Test
  void filesAreUnpackedOnceAndRepaired() throws IOException {
    BundledModels models = models(temp);
    assertThat(models.ids()).containsExactly("m");
    Path folder = models.folder("m");
    assertThat(folder).startsWith(temp).endsWith(Path.of("m"));
    assertThat(folder.resolve("model.onnx")).hasContent("weights");
    opened.clear();
    assertThat(models.folder("m")).isEqualTo(folder);
    assertThat(opened).containsExactly("SHA256SUMS");
    Files.writeString(folder.resolve("model.onnx"), "weig");
    assertThat(models.folder("m").resolve("model.onnx")).hasContent("weights");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("holoseg.json", "model.onnx");
    }
  }

  @Test
  void anotherVersionHasAnotherFolder() throws IOException {
    BundledModels models = models(temp);
    Path first = models.folder("m");
    files.put("m/model.onnx", "other".getBytes(StandardCharsets.UTF_8));
    files.put(
        "SHA256SUMS",
        (WeightFiles.sha256(files.get("m/model.onnx")) + "  m/model.onnx\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(models.folder("m")).isNotEqualTo(first);
    assertThat(first.resolve("model.onnx")).hasContent("weights");
  }

  @Test
  void theNextCacheIsTakenWhereOneCannotBeWritten() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path second = temp.resolve("second");
    assertThat(models(file, second).folder("m")).startsWith(second);
    assertThatThrownBy(() -> models(file).folder("m"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the bundled model 'm' cannot be unpacked")
        .hasMessageContaining(file.toString());
  }

  @Test
  void damagedResourcesAreNamed() {
    BundledModels models = models(temp);
    files.put("m/model.onnx", new byte[0]);
    assertThatThrownBy(() -> models.folder("m"))
        .hasMessageContaining("models/m/model.onnx in the Holoseg jar is damaged");
    files.remove("m/model.onnx");
    assertThatThrownBy(() -> models.folder("m"))
        .hasMessageContaining("models/m/model.onnx is not in the Holoseg jar");
    files.put("SHA256SUMS", "abc  ../x\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> models.folder("m")).hasMessageContaining("is no sum and file");
  }

  @Test
  void manyMayUnpackAtOnce() throws Exception {
    BundledModels models = models(temp);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        folders.add(threads.submit(() -> models.folder("m")));
      }
      for (Future<Path> folder : folders) {
        assertThat(folder.get().resolve("model.onnx")).hasContent("weights");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void cacheFollowsTheSystemsCustom() {
    Map<String, String> system = new HashMap<>();
    system.put("java.io.tmpdir", "/tmp");
    system.put("user.name", "a/b");
    Map<String, String> env = new HashMap<>();
    assertThat(CacheFolders.of(env::get, system::get)).containsExactly(path("/tmp/holoseg-a_b"));
    system.put("user.home", "/home/a");
    assertThat(CacheFolders.of(env::get, system::get).get(0))
        .isEqualTo(path("/home/a/.cache/holoseg"));
    system.put("os.name", "Mac OS X");
    assertThat(CacheFolders.of(env::get, system::get).get(0))
        .isEqualTo(path("/home/a/Library/Caches/holoseg"));
    env.put("XDG_CACHE_HOME", "/cache");
    assertThat(CacheFolders.of(env::get, system::get).get(0)).isEqualTo(path("/cache/holoseg"));
    system.put("holoseg.cache", "/mine");
    assertThat(CacheFolders.of(env::get, system::get)).containsExactly(path("/mine"));
  }

  private static Path path(String absolute) {
    return Path.of(absolute).toAbsolutePath();
  }
}
