package io.github.holoseg.workbench.segment;

import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
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
        public List<Action> actions() {
          return List.of();
        }

        @Override
        public void record(String macroLine) {}
      };

  /** The image that the user has in front. */
  Optional<HostImage> activeImage();

  /** What the host can do with labels, a result or corrected ones. */
  List<Action> actions();

  /** Tells the host's macro recorder, if one is open, what repeats a run. */
  void record(String macroLine);

  /** Something that a host does with a scan and its labels; called off the event thread. */
  interface Action {
    /** A few words for a button or a menu. */
    String title();

    /** Whether the host has the labels then and asks before they are lost. */
    boolean takesOver();

    /**
     * Takes as long as it needs; may ask the user.
     *
     * @param labels on the scan's grid, in any axis order
     * @throws IOException with a sentence for the user
     */
    void run(Volume<?> scan, LabelMap labels) throws IOException;
  }
}
