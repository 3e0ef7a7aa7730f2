package io.github.holoseg.pipeline;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.CtFinding.Kind;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a scan is of the kind that a model was made for. */
final class ModalityGuard {
  private ModalityGuard() {}

  /**
   * @return warnings for the report
   * @throws IOException if the file names another modality than the model's and {@code force} is
   *     not set
   */
  static List<String> check(Volume<?> volume, ModelSpec spec, SegmenterOptions options)
      throws IOException {
    String wanted = spec.modality() == null ? "any" : spec.modality().toUpperCase(Locale.ROOT);
    List<String> warnings = new ArrayList<>();
    if (wanted.equals("ANY")) {
      return warnings;
    }
    modality(volume.info(), spec, wanted, options.force(), warnings);
    if (wanted.equals(Modality.CT.name())) {
      CtGuard.examine(volume, options.threads()).stream()
          .filter(finding -> finding.kind() != Kind.OTHER_MODALITY)
          .forEach(finding -> warnings.add(finding.sentence()));
    }
    return warnings;
  }

  /** What the readers and {@link #check} say about all channels. */
  static Set<String> warnings(List<Volume<?>> channels, ModelSpec spec, SegmenterOptions options)
      throws IOException {
    Set<String> warnings = new LinkedHashSet<>();
    for (Volume<?> channel : channels) {
      warnings.addAll(channel.info().warnings());
      warnings.addAll(check(channel, spec, options));
    }
    boolean ownModel = spec.source() == null || spec.source().equals("native");
    if (!ownModel && spec.geometry().spacing() == null && !channels.isEmpty()) {
      double[] mm = channels.get(0).geometry().spacing();
      warnings.add(
          String.format(
              Locale.ROOT,
              "the model '%s' states no voxel size: it runs on the scan's own voxels of"
                  + " %.3g x %.3g x %.3g mm, which it may not be made for",
              spec.id(),
              mm[0],
              mm[1],
              mm[2]));
    }
    return warnings;
  }

  private static void modality(
      VolumeInfo info, ModelSpec spec, String wanted, boolean force, List<String> warnings)
      throws IOException {
    Modality found = info.modality();
    if (found.name().equals(wanted)) {
      return;
    }
    if (found == Modality.UNKNOWN) {
      if (!wanted.equals(Modality.CT.name())) { // for CT the values may tell
        warnings.add(
            "the file does not say what kind of scan it is; it is taken as " + wanted + " values");
      }
      return;
    }
    String sentence =
        "'%s' is a scan of kind %s, the model '%s' is made for %s"
            .formatted(info.name(), found, spec.id(), wanted);
    if (!force) {
      throw new IOException(sentence + "; use force to run it all the same");
    }
    warnings.add(sentence + "; it was run because force was set");
  }
}
