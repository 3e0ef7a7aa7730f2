package io.github.holoseg.workbench.segment;

import io.github.holoseg.batch.Segmented;
import java.util.Optional;

/** The program that the workbench runs in; with {@link #NONE} it stands alone. */
public interface Host {
  /** Nobody around us. */
  Host NONE =
      new Host() {
        @Override
        public Optional<HostImage> activeImage() {
          return Optional.empty();
        }

        @Override
        public boolean showsImages() {
          return false;
        }

        @Override
        public void show(Segmented segmented) {}

        @Override
        public void record(String macroLine) {}
      };

  /** The image that the user has in front. */
  Optional<HostImage> activeImage();

  /** Whether {@link #show} does something. */
  boolean showsImages();

  /** Opens the result as images of the host. */
  void show(Segmented segmented);

  /** Tells the host's macro recorder, if one is open, what repeats a run. */
  void record(String macroLine);
}
