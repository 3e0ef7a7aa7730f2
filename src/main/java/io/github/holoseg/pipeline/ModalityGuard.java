package io.github.holoseg.pipeline;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Whether a scan is of the kind that a model was made for. */
final class ModalityGuard {
  private ModalityGuard() {}

  /**
   * @return a warning for the report, or nothing
   * @throws IOException if the file names another modality than the model's and {@code force} is
   *     not set
   */
  static List<String> check(VolumeInfo info, ModelSpec spec, boolean force) throws IOException {
    String wanted = spec.modality() == null ? "any" : spec.modality().toUpperCase(Locale.ROOT);
    Modality found = info.modality();
    if (wanted.equals("ANY") || found.name().equals(wanted)) {
      return List.of();
    }
    if (found == Modality.UNKNOWN) {
      return List.of(
          "the file does not say what kind of scan it is; it is taken as " + wanted + " values");
    }
    String sentence =
        "'%s' is a scan of kind %s, the model '%s' is made for %s"
            .formatted(info.name(), found, spec.id(), wanted);
    if (!force) {
      throw new IOException(sentence + "; use force to run it all the same");
    }
    return List.of(sentence + "; it was run because force was set");
  }
}
