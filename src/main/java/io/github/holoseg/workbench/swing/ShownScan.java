package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.HostImage;

/** The scan in the window, for the segment dialog. */
record ShownScan(Volume<?> scan) implements HostImage {
  @Override
  public String title() {
    return scan.info().name();
  }

  @Override
  public Volume<?> volume(AxisOrder orientation) {
    return scan;
  }
}
