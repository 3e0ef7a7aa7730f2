package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.VolumeExporter;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes volumes as MetaImage, in the type they have; CT and MR are noted in {@code Modality}. */
public final class MetaImageVolumeExporter implements VolumeExporter {
  @Override
  public String key() {
    return "metaimage";
  }

  @Override
  public List<String> endings() {
    return MetaWriter.ENDINGS;
  }

  @Override
  public void export(Volume<?> volume, Path target) throws IOException {
    Modality modality = volume.info().modality();
    boolean named = modality == Modality.CT || modality == Modality.MR;
    String more = named ? "Modality = MET_MOD_" + modality + "\n" : "";
    new MetaWriter(volume.geometry(), more).write(new VoxelOutput(volume.voxels(), false), target);
  }
}
