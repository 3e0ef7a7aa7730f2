package io.github.holoseg.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.model.CacheFolders;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.SpecDigest;
import io.github.holoseg.model.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where certificates are kept: one file for each model as it runs, runtime, provider and machine.
 * Another version of any of them has no certificate until it is verified. Thread-safe.
 */
final class Certificates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_LENGTH = 16;

  private final List<Path> folders;

  /**
   * @param folders the first that can be written is taken
   */
  Certificates(List<Path> folders) {
    this.folders = folders.stream().map(folder -> folder.resolve("certificates")).toList();
  }

  static Certificates standard() {
    return new Certificates(CacheFolders.standard());
  }

  /** System and processors; no name of the machine or of its user. */
  static String machine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  /** The id that a certificate for this has. */
  static String id(ModelSpec spec, String engine, String provider) {
    String all = String.join("\n", SpecDigest.of(spec), engine, provider, machine());
    return WeightFiles.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LENGTH);
  }

  static List<String> weights(ModelSpec spec) {
    return ModelParts.networks(spec, Set.of()).stream()
        .flatMap(network -> network.weights().stream())
        .map(Weights::sha256)
        .toList();
  }

  /** The certificate of a model as it ran; empty if there is none or it cannot be read. */
  Optional<Certificate> find(ModelSpec spec, String engine, String provider) {
    String id = id(spec, engine, provider);
    for (Path folder : folders) {
      Path file = folder.resolve(id + ".json");
      try {
        if (Files.isRegularFile(file)) {
          Certificate found = JSON.readValue(Files.readString(file), Certificate.class);
          if (found != null && id.equals(found.id()) && weights(spec).equals(found.weights())) {
            return Optional.of(found);
          }
        }
      } catch (IOException e) {
        // what cannot be read certifies nothing
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps it; an earlier one of the same id is replaced.
   *
   * @throws IOException if no folder can be written
   */
  Path write(Certificate certificate) throws IOException {
    IOException failure = null;
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
        Path file = folder.resolve(certificate.id() + ".json");
        byte[] text = Json.text(certificate).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
        return file;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure == null ? new IOException("there is no folder for certificates") : failure;
  }
}
