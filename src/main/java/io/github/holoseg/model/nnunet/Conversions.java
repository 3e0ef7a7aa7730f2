package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.CacheFolders;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Converted checkpoints, kept in the first cache folder that can be written.
 *
 * <p>A conversion is named by the hash of all that it depends on: checkpoint, configuration,
 * trainer, channels, version of the converter. Beside the ONNX file lies its SHA-256; a file that
 * does not have it is made again. Both are written under temporary names and moved, the ONNX file
 * first: two processes that convert at once write the same bytes and may overtake each other
 * harmlessly. Thread-safe.
 */
final class Conversions {
  private final NetworkConverter converter;
  private final List<Path> caches;

  Conversions(NetworkConverter converter, List<Path> caches) {
    this.converter = converter;
    this.caches = List.copyOf(caches);
  }

  static Conversions standard(NetworkConverter converter) {
    return new Conversions(converter, CacheFolders.standard());
  }

  /**
   * The ONNX file of a checkpoint, complete and checked; made if it is not there.
   *
   * @param progress hears of a conversion; nothing if there is none to make
   * @throws java.util.concurrent.CancellationException soon after a cancel
   * @throws IOException if the checkpoint cannot be converted, or if no cache folder can be written
   */
  Weights of(
      Path checkpoint,
      NetworkConverter.Request request,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    String key = key(checkpoint, request, cancel);
    IOException failure = new IOException(checkpoint + ": its conversion cannot be stored");
    for (Path cache : caches) {
      Path folder = cache.resolve("nnunet");
      Path onnx = folder.resolve(key + ".onnx");
      Path hash = folder.resolve(key + ".sha256");
      Weights known = known(onnx, hash, cancel);
      if (known != null) {
        return known;
      }
      Path temporary;
      try {
        Files.createDirectories(folder);
        temporary = Files.createTempFile(folder, ".convert", ".tmp");
      } catch (IOException e) {
        failure = new IOException(failure.getMessage() + "; " + folder + ": " + e.getMessage(), e);
        continue;
      }
      return make(checkpoint, request, temporary, onnx, hash, progress, cancel);
    }
    throw failure;
  }

  private Weights make(
      Path checkpoint,
      NetworkConverter.Request request,
      Path temporary,
      Path onnx,
      Path hash,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    try {
      converter.convert(checkpoint, request, temporary, progress, cancel);
      String sha256 = WeightFiles.sha256(temporary, cancel);
      move(temporary, onnx);
      Files.writeString(temporary, sha256 + "\n");
      move(temporary, hash);
      return new Weights(onnx, sha256);
    } catch (IOException e) {
      // Where an open file cannot be replaced, another process has just put the same bytes there.
      Weights other = known(onnx, hash, cancel);
      if (other == null) {
        throw e;
      }
      return other;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Weights known(Path onnx, Path hash, CancellationToken cancel) throws IOException {
    if (!Files.isRegularFile(onnx) || !Files.isRegularFile(hash)) {
      return null;
    }
    String stated = Files.readString(hash, StandardCharsets.ISO_8859_1).strip();
    return WeightFiles.sha256(onnx, cancel).equals(stated) ? new Weights(onnx, stated) : null;
  }

  private String key(Path checkpoint, NetworkConverter.Request request, CancellationToken cancel)
      throws IOException {
    String all =
        String.join(
            "\n",
            converter.version(),
            WeightFiles.sha256(checkpoint, cancel),
            request.configuration().toString(),
            request.trainer(),
            request.inputs() + " " + request.heads());
    return WeightFiles.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
