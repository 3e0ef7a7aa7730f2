package io.github.holoseg.io.nifti;

import io.github.holoseg.io.VolumeExporter;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes volumes as NIfTI-1, in the type they have, unscaled. */
public final class NiftiVolumeExporter implements VolumeExporter {
  @Override
  public String key() {
    return "nifti";
  }

  @Override
  public List<String> endings() {
    return NiftiWriter.ENDINGS;
  }

  @Override
  public void export(Volume<?> volume, Path target) throws IOException {
    String description = volume.info().properties().getOrDefault("description", "");
    new NiftiWriter(volume.geometry(), 0, description, "").write(volume.voxels(), false, target);
  }
}
