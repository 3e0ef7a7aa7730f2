package io.github.holoseg.workbench.segment;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a segmentation is looked at while it runs: the viewer's window, or nothing. All calls come
 * from the thread of the user interface.
 */
public interface ResultView {
  /** Shows nothing. */
  ResultView NONE =
      new ResultView() {
        @Override
        public long[] crosshair(Volume<?> scan) {
          return null;
        }

        @Override
        public void scan(Volume<?> scan) {}

        @Override
        public void growing(LabelMap labels) {}

        @Override
        public void decided(LabelSlab slab) {}

        @Override
        public void finished(Segmented segmented, List<DoubtfulPlace> doubtful) {}

        @Override
        public void abandoned() {}
      };

  /** What the user should know before a run; empty if there is nothing to ask. */
  default Optional<String> beforeRun() {
    return Optional.empty();
  }

  /** The voxel of this scan that the user looks at; null if it is not shown. */
  long[] crosshair(Volume<?> scan);

  /** A scan was read that a plan or a run is about; it need not be shown. */
  void scan(Volume<?> scan);

  /** Labels of that scan, which grow from now on in place. */
  void growing(LabelMap labels);

  /** A part of the growing labels has changed. */
  void decided(LabelSlab slab);

  /**
   * The run is done; its labels take the place of the growing ones.
   *
   * @param doubtful where the networks hesitated, most doubtful first
   */
  void finished(Segmented segmented, List<DoubtfulPlace> doubtful);

  /** Whether the view has taken the last result, and asks before it is lost. */
  default boolean keepsResult() {
    return false;
  }

  /** The labels of the last run were written to a file, as they were found. */
  default void saved(Path file) {}

  /** The run failed or was cancelled; the growing labels are of no more use. */
  void abandoned();
}
