package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeExporter;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes volumes as NRRD, in the type they have; CT and MR are noted in the pair {@code modality}.
 */
public final class NrrdVolumeExporter implements VolumeExporter {
  @Override
  public String key() {
    return "nrrd";
  }

  @Override
  public List<String> endings() {
    return List.of(".nrrd");
  }

  @Override
  public void export(Volume<?> volume, Path target) throws IOException {
    Modality modality = volume.info().modality();
    boolean named = modality == Modality.CT || modality == Modality.MR;
    new NrrdWriter(volume.geometry())
        .pair("modality", named ? modality.name() : "")
        .write(new VoxelOutput(volume.voxels(), false), target);
  }
}
