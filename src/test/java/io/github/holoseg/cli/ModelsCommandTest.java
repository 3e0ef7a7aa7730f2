package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models …} from an nnU-Net archive to a certificate that a segmentation's report names. */
class ModelsCommandTest {
  private static final Path GOLDEN = SharedData.project().resolve("src/test/resources/golden");
  private static final String DATASET = "Dataset901_plain_old";
  private static final String TRAINING = "nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres";

  @TempDir Path temp;
  private final Map<String, String> before = new HashMap<>();
  private Path zip;
  private String out;
  private String err;

  @BeforeEach
  void ownFolders() throws IOException {
    set("holoseg.models", Files.createDirectories(temp.resolve("models")).toString());
    set("holoseg.cache", temp.resolve("cache").toString());
    zip = temp.resolve("export.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(file)) {
      Path training = GOLDEN.resolve("nnunet/models").resolve(DATASET).resolve(TRAINING);
      pack(training, DATASET + "/" + TRAINING + "/", archive);
      pack(
          GOLDEN.resolve("verify/holoseg-tests"),
          DATASET + "/" + TRAINING + "/holoseg-tests/",
          archive);
    }
  }

  private void set(String key, String value) {
    before.put(key, System.setProperty(key, value));
  }

  @AfterEach
  void restore() {
    before.forEach(
        (key, value) -> {
          if (value == null) {
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
  }

  private static void pack(Path folder, String prefix, ZipOutputStream archive) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
        archive.putNextEntry(
            new ZipEntry(prefix + folder.relativize(one).toString().replace('\\', '/')));
        archive.write(Files.readAllBytes(one));
      }
    }
  }

  private int run(String... args) {
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    ByteArrayOutputStream e = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(o, true, StandardCharsets.UTF_8),
            new PrintStream(e, true, StandardCharsets.UTF_8),
            CancellationToken.none(),
            args);
    out = o.toString(StandardCharsets.UTF_8);
    err = e.toString(StandardCharsets.UTF_8);
    return code;
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }

  @Test
  void fromAnArchiveToACertificate() throws IOException {
    assertThat(run("models", "add", zip.toString(), "--id=plain")).as(() -> err).isZero();
    assertThat(out).startsWith("Installed plain 1 in " + temp.toRealPath().resolve("models"));
    assertThat(run("models", "list")).isZero();
    assertThat(out).contains("plain 1  ").contains("bundled with Holoseg");
    String listed = out;
    assertThat(run("models")).isZero();
    assertThat(out).isEqualTo(listed);

    assertThat(run("models", "add", zip.toString(), "--id=plain")).isEqualTo(1);
    assertThat(err).contains("there is a model 'plain' already");

    assertThat(run("models", "show", "plain", "--json")).as(() -> err).isZero();
    assertThat(json().at("/tests/0").asText()).isEqualTo("small");
    assertThat(json().at("/origin/id").asText()).startsWith(DATASET);
    assertThat(json().at("/labels/0/name").asText()).isEqualTo("a");
    assertThat(json().at("/estimate/memory").asLong()).isGreaterThan(100L << 20);
    assertThat(json().at("/estimate/seconds").isNull()).isTrue();

    Path scan = GOLDEN.resolve("verify/holoseg-tests/small/small.nii.gz");
    assertThat(run("models", "show", "plain", "--input=" + scan, "--time", "--device=cpu"))
        .as(() -> err)
        .isZero();
    assertThat(out).contains("for " + scan).containsPattern("time +about \\d+ s on CPU");

    Path labels = temp.resolve("out/labels.nii.gz");
    String[] segment = {
      "segment", scan.toString(), "-o", labels.toString(), "-m", "plain", "--device=cpu", "--json"
    };
    assertThat(run(segment)).as(() -> err).isZero();
    assertThat(json().at("/verification/verdict").asText())
        .isEqualTo("not verified on this machine");

    assertThat(run("models", "verify", "plain", "--device=cpu", "--json")).as(() -> err).isZero();
    String id = json().at("/id").asText();
    assertThat(json().at("/verdict").asText()).isEqualTo("verified");
    assertThat(json().at("/cases/0/labels/agreement").asDouble()).isGreaterThanOrEqualTo(0.9999);

    assertThat(run(segment)).isZero();
    assertThat(json().at("/verification/verdict").asText()).isEqualTo("verified");
    assertThat(json().at("/verification/certificate").asText()).isEqualTo(id);
    assertThat(json().at("/verification/device").asText()).startsWith("CPU");
    String[] faster =
        Stream.concat(Stream.of(segment), Stream.of("--overlap=0.2")).toArray(String[]::new);
    assertThat(run(faster)).isZero(); // another way to run it was not verified
    assertThat(json().at("/verification/certificate").isNull()).isTrue();

    assertThat(run("models", "remove", "plain")).isZero();
    assertThat(run("models", "verify", "plain")).isEqualTo(2);
    assertThat(err).contains("there is no model 'plain'");
  }

  @Test
  void anArchiveItselfIsAModel() throws IOException {
    assertThat(run("models", "verify", zip.toString(), "--device=cpu")).as(() -> err).isZero();
    assertThat(out).contains("Verified: " + DATASET);
    try (Stream<Path> files = Files.list(temp.resolve("models"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void wrongUseAndFailuresHaveTheirCodes() {
    for (List<String> args :
        List.of(
            List.of("models", "add"),
            List.of("models", "ad"),
            List.of("models", "remove"),
            List.of("models", "remove", "nothing"),
            List.of("models", "show", "nothing"),
            List.of("models", "add", "x", "--checksum=12"),
            List.of("models", "add", "x", "--limit=much"),
            List.of("models", "add", "x", "--id=../x"),
            List.of("models", "add", "totalsegmentator:nothing"))) {
      assertThat(run(args.toArray(String[]::new))).as(args.toString()).isEqualTo(2);
      assertThat(out).isEmpty();
    }
    for (List<String> args :
        List.of(
            List.of("models", "add", temp.resolve("none.zip").toString()),
            List.of("models", "add", "ftp://127.0.0.1/x.zip"),
            List.of("models", "remove", "bone"),
            List.of("models", "verify", "bone"),
            List.of("models", "add", temp.toString()))) {
      assertThat(run(args.toArray(String[]::new))).as(args.toString()).isEqualTo(1);
      assertThat(err.strip().lines().filter(l -> l.startsWith("holoseg: "))).hasSize(1);
    }
    assertThat(run("models", "verify", "bone", "--json")).isEqualTo(1);
    assertThat(out).contains("\"status\" : \"failed\"");
  }
}
