package io.github.holoseg.model.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.UnknownModelException;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.totalsegmentator.Task;
import io.github.holoseg.model.totalsegmentator.TotalSegmentatorCatalog;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelInstallerTest {
  private static final Path NNUNET =
      SharedData.project().resolve("src/test/resources/golden/nnunet/models");

  @TempDir Path temp;
  private Path models;

  @BeforeEach
  void folder() throws IOException {
    temp = temp.toRealPath();
    models = temp.resolve("models");
  }

  private ModelRepository repository() {
    return ModelRepository.of(List.of(models));
  }

  private ModelInstaller installer() {
    return new ModelInstaller(repository(), models, "1.2.3");
  }

  private InstalledModel add(String source) throws IOException {
    return add(InstallRequest.of(source));
  }

  private InstalledModel add(InstallRequest request) throws IOException {
    return installer().add(request, ProgressListener.NONE, CancellationToken.none());
  }

  private static InstallRequest request(
      String source, String id, String configuration, String checksum, boolean replace) {
    return new InstallRequest(source, id, configuration, checksum, 1 << 24, replace);
  }

  /** A model of our own format, a copy of the bundled one. */
  private Path nativeModel(String name, String id) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    for (String file : List.of("model.onnx", "holoseg.json")) {
      try (var in = ModelRepository.class.getResourceAsStream("/models/bone/" + file)) {
        Files.write(folder.resolve(file), in.readAllBytes());
      }
    }
    Path json = folder.resolve("holoseg.json");
    Files.writeString(
        json, Files.readString(json).replace("\"id\": \"bone\"", "\"id\": \"" + id + "\""));
    return folder;
  }

  private Path zip(Path folder, String prefix) throws IOException {
    Path file = temp.resolve(folder.getFileName() + ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> walk = Files.walk(folder)) {
      for (Path one : walk.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(
            new ZipEntry(prefix + folder.relativize(one).toString().replace('\\', '/')));
        zip.write(Files.readAllBytes(one));
      }
    }
    return file;
  }

  /** Everything in the models folder but what the installer keeps for itself. */
  private Set<String> installed() throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(models)) {
      try (Stream<Path> list = Files.list(models)) {
        list.map(p -> p.getFileName().toString())
            .filter(n -> !n.equals(InstallFolder.HIDDEN))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** What the installer keeps for itself, but the lock and what was fetched in part. */
  private List<Path> left() throws IOException {
    Path hidden = models.resolve(InstallFolder.HIDDEN);
    if (!Files.isDirectory(hidden)) {
      return List.of();
    }
    try (Stream<Path> list = Files.walk(hidden)) {
      return list.filter(p -> !p.equals(hidden))
          .filter(p -> !p.endsWith("lock") && !p.endsWith("downloads"))
          .toList();
    }
  }

  @Test
  void aFolderOfOurOwnFormatIsCopiedWithItsOrigin() throws IOException {
    Path source = nativeModel("mine", "femur");
    InstalledModel model = add(source.toString());
    assertThat(model.id()).isEqualTo("femur");
    assertThat(model.folder()).isEqualTo(models.resolve("femur"));
    ModelSpec loaded = repository().load("femur");
    assertThat(loaded.network().weights().get(0).file()).startsWith(model.folder());
    Origin origin = Origin.of(model.folder()).orElseThrow();
    assertThat(origin.source()).isEqualTo(source.toString());
    assertThat(origin.holoseg()).isEqualTo("1.2.3");
    assertThat(origin.format()).isEqualTo("holoseg");
    String list =
        WeightFiles.sha256(source.resolve("holoseg.json"))
            + "  holoseg.json\n"
            + WeightFiles.sha256(source.resolve("model.onnx"))
            + "  model.onnx\n";
    assertThat(origin.sha256())
        .isEqualTo(WeightFiles.sha256(list.getBytes(StandardCharsets.UTF_8)));
    FolderTree.delete(source); // the installed one depends on nothing else
    assertThat(repository().load("femur").id()).isEqualTo("femur");
    assertThat(left()).isEmpty();
  }

  @Test
  void aZipAsNnunetExportsItIsConverted() throws IOException {
    Path folder = NNUNET.resolve("Dataset901_plain_old");
    Path zip = zip(folder, "Dataset901_plain_old/");
    InstalledModel model = add(request(zip.toString(), "", "", WeightFiles.sha256(zip), false));
    assertThat(model.id()).isEqualTo("Dataset901_plain_old-3d_fullres-nnUNetTrainerNoMirroring");
    assertThat(model.format()).isEqualTo("holoseg");
    assertThat(Origin.of(model.folder()).orElseThrow().sha256()).isEqualTo(WeightFiles.sha256(zip));
    assertThat(Origin.of(model.folder()).orElseThrow().format()).isEqualTo("nnunet");
    try (Stream<Path> files = Files.walk(model.folder())) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".pth"));
    }
    ModelSpec direct = repository().load(folder.toString());
    ModelSpec loaded = repository().load(model.id());
    assertThat(loaded.network().weights().get(0).sha256())
        .isEqualTo(direct.network().weights().get(0).sha256());
    assertThat(repository().load(zip.toString()).id()).isEqualTo(model.id());
  }

  @Test
  void ofSeveralModelsOneIsNamed() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    Path one = nativeModel("source/one", "one");
    Path two = nativeModel("source/deep/two", "two");
    assertThat(one).exists();
    assertThatThrownBy(() -> add(request(source.toString(), "", "three", "", false)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("holds no model 'three'; it holds one, deep/two");
    assertThat(add(request(source.toString(), "", "deep/two", "", false)).id()).isEqualTo("two");
    assertThat(add(request(source.toString(), "1st", "one", "", false)).id()).isEqualTo("1st");
    nativeModel("source/other", "other");
    assertThatThrownBy(() -> add(source.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("holds several models, one, other; name one: configuration=…");
    assertThat(two).exists();
    assertThat(installed()).containsExactly("1st", "two");
  }

  /** Appends a metadata entry: field 14 of ModelProto with fields 1 and 2. */
  static byte[] withMetadata(byte[] onnx, String key, String value) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    field(entry, 1, key.getBytes(StandardCharsets.UTF_8));
    field(entry, 2, value.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(onnx);
    field(out, 14, entry.toByteArray());
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    out.write(number << 3 | 2);
    int length = bytes.length;
    while (length > 127) {
      out.write(length & 127 | 128);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(bytes);
  }

  @Test
  void anOnnxFileWithItsDescriptionIsAModel() throws IOException {
    Path source = nativeModel("source", "single");
    ObjectMapper json = new ObjectMapper();
    ObjectNode description = (ObjectNode) json.readTree(source.resolve("holoseg.json").toFile());
    ObjectNode network = (ObjectNode) description.get("network");
    byte[] onnx = Files.readAllBytes(source.resolve("model.onnx"));
    Path alone = Files.createDirectories(temp.resolve("alone")).resolve("my net.onnx");

    Files.write(alone, onnx);
    assertThatThrownBy(() -> add(alone.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(alone + ": does not say spacing")
        .hasMessageContaining("docs/model-format.md");
    Files.write(alone, withMetadata(onnx, "holoseg", description.toString()));
    assertThatThrownBy(() -> repository().load(alone.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("/network without weights");
    network.remove("weights");
    Files.write(alone, withMetadata(onnx, "holoseg", description.toString()));
    assertThat(repository().load(alone.toString()).id()).isEqualTo("single");

    InstalledModel model = add(alone.toString());
    assertThat(model.folder()).isEqualTo(models.resolve("single"));
    assertThat(repository().load("single").network().weights().get(0).sha256())
        .isEqualTo(WeightFiles.sha256(alone));
    assertThat(Origin.of(model.folder()).orElseThrow().format()).isEqualTo("onnx");
    Files.write(alone, withMetadata(onnx, "holoseg", "{"));
    assertThatThrownBy(() -> repository().load(alone.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(alone + ": is no valid JSON");
  }

  @Test
  void addressesAreFetched() throws IOException {
    Path zip = zip(nativeModel("mine", "web"), "");
    byte[] bytes = Files.readAllBytes(zip);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        e -> {
          boolean page = e.getRequestURI().getPath().equals("/page");
          byte[] answer = page ? "<html>log in</html>".getBytes(StandardCharsets.UTF_8) : bytes;
          e.sendResponseHeaders(200, answer.length);
          e.getResponseBody().write(answer);
          e.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThatThrownBy(() -> add(request(base + "/a b.zip", "", "", "0".repeat(64), false)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its SHA-256 is " + WeightFiles.sha256(zip) + ", not 0000");
      assertThatThrownBy(() -> add(base + "/page"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("neither a folder nor a zip archive");
      assertThat(installed()).isEmpty();
      assertThat(left()).isEmpty();
      InstalledModel model = add(base + "/a b.zip");
      assertThat(model.id()).isEqualTo("web");
      assertThat(Origin.of(model.folder()).orElseThrow().source()).isEqualTo(base + "/a b.zip");
    } finally {
      server.stop(0);
    }
    assertThat(add(request(zip.toUri().toString(), "local", "", "", false)).id())
        .isEqualTo("local");
    assertThat(left()).isEmpty();
  }

  /** A mirror on this machine has a small network under the name of one of the data sets. */
  @Test
  void aTaskOfTotalSegmentatorIsFetchedFromAMirror() throws IOException {
    TotalSegmentatorCatalog catalog = new TotalSegmentatorCatalog();
    Task task =
        catalog.names().stream()
            .map(catalog::task)
            .filter(t -> t.spacing() == null && t.parts().size() == 1)
            .filter(t -> t.parts().get(0).values().size() <= 5)
            .findFirst()
            .orElseThrow();
    Task.Part part = task.parts().get(0);
    Path zip =
        zip(
            NNUNET.resolve(
                "Dataset901_plain_old/nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres"),
            part.folder() + "/" + task.folder() + "/");
    byte[] bytes = Files.readAllBytes(zip);
    List<String> asked = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        e -> {
          asked.add(e.getRequestURI().getPath());
          e.sendResponseHeaders(200, bytes.length);
          e.getResponseBody().write(bytes);
          e.close();
        });
    server.start();
    String before =
        System.setProperty(
            "holoseg.totalsegmentator", "http://127.0.0.1:" + server.getAddress().getPort());
    String home = System.setProperty("user.home", temp.toString());
    try {
      InstalledModel model = add("totalsegmentator:" + task.name());
      assertThat(asked).containsExactly("/" + part.release() + "/" + part.folder() + ".zip");
      assertThat(model.id()).isEqualTo("totalsegmentator-" + task.name());
      assertThat(repository().load(model.id()).labels()).isEqualTo(task.labels());
      assertThat(Origin.of(model.folder()).orElseThrow().source())
          .isEqualTo("totalsegmentator:" + task.name());
      assertThat(left()).isEmpty();
    } finally {
      server.stop(0);
      System.setProperty("user.home", home);
      if (before == null) {
        System.clearProperty("holoseg.totalsegmentator");
      } else {
        System.setProperty("holoseg.totalsegmentator", before);
      }
    }
  }

  @Test
  void sourcesThatAreNoneAreTold() {
    for (String source :
        new String[] {
          "",
          "/no/such/file.zip",
          "ftp://host/x.zip",
          "http:///x",
          "file:///no/such",
          "a\0b",
          "jar:file:/x!/",
          "http://[",
          "https://"
        }) {
      assertThatThrownBy(() -> add(source))
          .as(source)
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("Exception");
    }
    assertThatThrownBy(() -> add("totalsegmentator:nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> add(request(".", "../x", "", "", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no id");
  }

  @Test
  void anIdThatIsThereIsReplacedOnlyOnDemand() throws IOException {
    Path first = nativeModel("first", "x");
    add(first.toString());
    Path second = nativeModel("second", "x");
    Path json = second.resolve("holoseg.json");
    Files.writeString(
        json, Files.readString(json).replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"9\""));
    assertThatThrownBy(() -> add(second.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is a model 'x' already, in " + models.resolve("x"));
    assertThat(repository().load("x").version()).isNotEqualTo("9");
    add(request(second.toString(), "", "", "", true));
    assertThat(repository().load("x").version()).isEqualTo("9");
    assertThat(installed()).containsExactly("x");
    assertThat(left()).isEmpty();
  }

  @Test
  void whatHolosegDidNotInstallIsNeitherReplacedNorRemoved() throws IOException {
    Files.createDirectories(models);
    Path own = nativeModel("models/own", "own");
    Path source = nativeModel("source", "own");
    assertThatThrownBy(() -> add(request(source.toString(), "", "", "", true)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(own + ": was not installed by 'models add'");
    assertThatThrownBy(() -> installer().remove("own"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("may be the only copy");
    Files.createDirectories(models.resolve("y"));
    Path other = nativeModel("other", "y");
    assertThatThrownBy(() -> add(other.toString())).hasMessageContaining("is in the way");
    assertThat(repository().load("own").id()).isEqualTo("own");
  }

  @Test
  void whatWasAddedCanBeRemoved() throws IOException {
    add(nativeModel("mine", "gone").toString());
    assertThat(installer().remove("gone")).isEqualTo(models.resolve("gone"));
    assertThat(installed()).isEmpty();
    assertThat(left()).isEmpty();
    assertThatThrownBy(() -> installer().remove("gone")).isInstanceOf(UnknownModelException.class);
  }

  /** A program that dies at any step leaves nothing, or the older model. */
  @Test
  void aFailureAtAnyStepLeavesWhatWasThere() throws IOException {
    add(nativeModel("old", "x").toString());
    Path zip = zip(nativeModel("new", "x"), "x/");
    List<String> steps = new ArrayList<>();
    for (int fail = 0; ; fail++) {
      int at = fail;
      List<String> seen = new ArrayList<>();
      ModelInstaller installer =
          new ModelInstaller(
              repository(),
              models,
              "1",
              1000,
              step -> {
                seen.add(step);
                if (seen.size() == at + 1) {
                  throw new IOException("the disk is full");
                }
              });
      InstallRequest request = request(zip.toString(), "", "", "", true);
      if (!steps.isEmpty() && fail == steps.size()) {
        installer.add(request, ProgressListener.NONE, CancellationToken.none());
        break;
      }
      assertThatThrownBy(
              () -> installer.add(request, ProgressListener.NONE, CancellationToken.none()))
          .hasMessage("the disk is full");
      steps = fail == 0 ? List.of("fetch", "unpack", "convert", "describe", "move") : steps;
      assertThat(seen).last().isEqualTo(steps.get(fail));
      assertThat(installed()).containsExactly("x");
      assertThat(left()).isEmpty();
      assertThat(repository().load("x").id()).isEqualTo("x");
    }
    assertThat(Origin.of(models.resolve("x")).orElseThrow().source()).isEqualTo(zip.toString());
  }

  /** What a program leaves that is killed: nothing of it is a model, and the next run clears it. */
  @Test
  void whatAKilledProgramLeftIsClearedAndAReplacedModelComesBack() throws IOException {
    add(nativeModel("mine", "x").toString());
    Path hidden = models.resolve(InstallFolder.HIDDEN);
    Path half = Files.createDirectories(hidden.resolve("work-1/model"));
    Files.copy(models.resolve("x/holoseg.json"), half.resolve("holoseg.json"));
    Path old = Files.createDirectories(hidden.resolve("work-2/old"));
    Files.move(models.resolve("x"), old.resolve("x")); // killed between the two renames
    assertThat(repository().list()).isEmpty();
    add(nativeModel("other", "y").toString());
    assertThat(repository().load("x").id()).isEqualTo("x");
    assertThat(installed()).containsExactly("x", "y");
    assertThat(left()).isEmpty();
  }

  @Test
  void aCancelLeavesNothing() throws IOException {
    Path source = nativeModel("mine", "x");
    CancellationToken cancel = new CancellationToken();
    ProgressListener stop = (stage, done, total) -> cancel.cancel();
    assertThatThrownBy(() -> installer().add(InstallRequest.of(source.toString()), stop, cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(installed()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void oneProgramAtATimeChangesAModelsFolder() throws Exception {
    Path source = nativeModel("mine", "x");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Thread first =
        new Thread(
            () -> {
              try {
                new ModelInstaller(
                        repository(),
                        models,
                        "1",
                        1000,
                        step -> {
                          inside.countDown();
                          try {
                            go.await();
                          } catch (InterruptedException e) {
                            throw new IOException(e);
                          }
                        })
                    .add(
                        InstallRequest.of(source.toString()),
                        ProgressListener.NONE,
                        CancellationToken.none());
              } catch (IOException | RuntimeException e) {
                failures.add(e);
              }
            });
    first.start();
    inside.await();
    assertThatThrownBy(() -> add(source.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another Holoseg is changing the models there");
    go.countDown();
    first.join();
    assertThat(failures).isEmpty();
    assertThat(installed()).containsExactly("x");
  }

  /** A real second process holds the lock. */
  @Test
  void anotherProcessIsWaitedForByThePerson() throws Exception {
    Path source = nativeModel("mine", "x");
    Path lock = Files.createDirectories(models.resolve(InstallFolder.HIDDEN)).resolve("lock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                lock.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('L');
      assertThatThrownBy(() -> add(source.toString()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another Holoseg");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(add(source.toString()).id()).isEqualTo("x"); // the lock died with it
  }

  /** Locks a file until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws Exception {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.write('L');
        System.out.flush();
        Thread.sleep(lock.isValid() ? 60_000 : 0);
      }
    }
  }
}
