package io.github.holoseg.commands;

import ij.ImagePlus;
import io.github.holoseg.commands.image.ImagePlusVolumes;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.HostImage;
import java.io.IOException;

/** An image of ImageJ as the workbench takes it. */
record ImageJImage(ImagePlus image) implements HostImage {
  @Override
  public String title() {
    return image.getTitle();
  }

  @Override
  public Volume<?> volume(AxisOrder orientation) throws IOException {
    return ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT.withOrientation(orientation));
  }
}
