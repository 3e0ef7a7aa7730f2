package io.github.holoseg.io;

import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes label maps in one format. Stateless and thread-safe; found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>Duties: the file holds the same values at the same places of the patient; it is written under
 * a temporary name in the target's folder and moved, so that a failure leaves an earlier file as it
 * was.
 */
public interface LabelMapExporter {
  /** Short lower-case name, for example {@code nifti}. */
  String key();

  /** The file name endings of this format, with the dot, for example {@code .nii.gz}. */
  List<String> endings();

  /** Whether the file name asks for this format; upper or lower case. */
  default boolean accepts(Path target) {
    String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
    return endings().stream().anyMatch(name::endsWith);
  }

  /**
   * @param provenance one line of text kept in the file where the format has room for it
   * @throws IOException naming the target
   */
  void export(LabelMap labels, String provenance, Path target) throws IOException;
}
