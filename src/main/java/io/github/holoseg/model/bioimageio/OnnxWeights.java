package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.model.onnx.NetworkFile;
import java.io.IOException;
import java.nio.file.Path;

/** The entry {@code onnx} of {@code weights}. */
final class OnnxWeights {
  private OnnxWeights() {}

  /**
   * @param check whether SHA-256 are worked out and compared
   */
  static NetworkFile read(Path folder, Description description, boolean check) throws IOException {
    Field weights = description.root().get("weights");
    if (!weights.isObject() || !weights.has("onnx")) {
      throw weights.error(
          "has no onnx, only "
              + String.join(", ", weights.fields().keySet())
              + "; networks of other kinds are not run. With Python, bioimageio.core and the"
              + " network's own framework, add it once: bioimageio add-weights PACKAGE NEW_PACKAGE"
              + " --target-format onnx");
    }
    Field onnx = weights.get("onnx");
    PackageFile file = PackageFile.of(onnx);
    file.in(folder, check);
    NetworkFile network = NetworkFile.read(folder, file.source(), check);
    if (onnx.has("external_data")) {
      PackageFile data = PackageFile.of(onnx.get("external_data"));
      Path path = data.in(folder, check);
      boolean used =
          network.weights().externalData().stream().map(DataFile::file).anyMatch(path::equals);
      if (!used) {
        throw data.field()
            .bad("which the ONNX file does not name; it must lie beside it under the name in it");
      }
    }
    fits(network, description, file);
    return network;
  }

  private static void fits(NetworkFile network, Description description, PackageFile file)
      throws ModelFormatException {
    Tensor input = description.input();
    int axes = input.space().size();
    if (network.spatialAxes() != axes) {
      throw file.field()
          .bad("whose network has " + network.spatialAxes() + " axes of space, not " + axes);
    }
    fits(file, "input", network.inputChannels(), input.channel());
    fits(file, "output", network.outputChannels(), description.output().channel());
  }

  private static void fits(PackageFile file, String role, int found, Axis channel)
      throws ModelFormatException {
    if (found >= 0 && found != channel.fixed()) {
      throw file.field()
          .bad(
              "whose "
                  + role
                  + " has "
                  + found
                  + " channels; the description says "
                  + channel.fixed());
    }
  }
}
