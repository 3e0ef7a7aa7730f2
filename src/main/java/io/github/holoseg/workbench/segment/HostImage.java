package io.github.holoseg.workbench.segment;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import java.io.IOException;

/** An image that is open in the program around us, as ImageJ's active one. */
public interface HostImage {
  /** Its name for people. */
  String title();

  /**
   * Its voxels in the patient. They may be shared with the image, which must not change meanwhile.
   *
   * @param orientation where the axes point if the image does not say; null: the usual is assumed,
   *     and the volume's info says so
   * @throws IOException with a sentence, for example for a colour image
   */
  Volume<?> volume(AxisOrder orientation) throws IOException;
}
