package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.Edit;
import io.github.holoseg.workbench.Texts;
import java.util.Locale;

/** Says what a step did, or what kept it from doing anything. */
final class EditReport {
  private EditReport() {}

  /**
   * One sentence or two.
   *
   * @param name of the step
   * @param edit after all was written
   * @param voxelVolume mm³
   */
  static String of(String name, Edit edit, double voxelVolume) {
    long changed = edit.changedVoxels();
    long refused = edit.refusedVoxels();
    if (changed == 0) {
      return refused > 0 ? Texts.get("edit.refused", name) : Texts.get("edit.nothing", name);
    }
    String ml = String.format(Locale.ROOT, "%.2f", changed * voxelVolume / 1000);
    String did = Texts.get("edit.did", name, Long.toString(changed), ml);
    boolean isLimited = edit.rules().hu() != null; // then it is meant that some stay
    return refused == 0 || isLimited
        ? did
        : did + " " + Texts.get("edit.kept", Long.toString(refused));
  }
}
