package io.github.holoseg.io;

import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;

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

  /** Whether the file name asks for this format. */
  boolean accepts(Path target);

  /**
   * @param provenance one line of text kept in the file where the format has room for it
   * @throws IOException naming the target
   */
  void export(LabelMap labels, String provenance, Path target) throws IOException;
}
