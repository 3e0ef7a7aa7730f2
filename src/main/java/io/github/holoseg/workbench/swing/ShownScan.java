package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.HostImage;
import java.io.IOException;

/** The scan in the window, for the segment dialog. */
record ShownScan(Volume<?> scan) implements HostImage {
  @Override
  public String title() {
    return scan.info().name();
  }

  @Override
  public Volume<?> volume(AxisOrder orientation) throws IOException {
    String assumed = scan.info().assumedOrientation().orElse(null);
    if (assumed != null && orientation != null && !assumed.equals(orientation.axisCodes())) {
      throw new IOException(Texts.get("orientation.reopen", orientation.axisCodes()));
    }
    return scan;
  }
}
