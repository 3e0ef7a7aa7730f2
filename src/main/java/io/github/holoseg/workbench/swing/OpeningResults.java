package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.document.ScanResults;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.ResultView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where a segment dialog without a workbench shows its results: in one that is opened when there is
 * something to see, if the user wants to watch. On the event thread.
 */
final class OpeningResults implements ResultView {
  private final Host host;
  private final BooleanSupplier wanted;
  private final Consumer<WorkbenchFrame> opened;
  private WorkbenchFrame frame;
  private ScanResults results; // of the window
  private ResultView shown = NONE;

  /**
   * @param wanted whether a window may be opened
   * @param opened hears of a window that was
   */
  OpeningResults(Host host, BooleanSupplier wanted, Consumer<WorkbenchFrame> opened) {
    this.host = host;
    this.wanted = wanted;
    this.opened = opened;
  }

  /** The window that is open, if any. */
  private ResultView shown() {
    return frame != null && frame.isDisplayable() ? shown : NONE;
  }

  @Override
  public boolean keepsResult() {
    return shown().keepsResult();
  }

  @Override
  public Optional<String> beforeRun() {
    return shown().beforeRun();
  }

  @Override
  public long[] crosshair(Volume<?> scan) {
    return shown().crosshair(scan);
  }

  @Override
  public void scan(Volume<?> scan) {
    if (!wanted.getAsBoolean()) {
      shown = NONE;
      return;
    }
    if (frame == null || !frame.isDisplayable()) {
      frame = new WorkbenchFrame(host);
      results = new ScanResults(frame.model());
      frame.setVisible(true);
      opened.accept(frame);
    }
    shown = results;
    shown.scan(scan);
  }

  @Override
  public void growing(LabelMap labels) {
    shown().growing(labels);
  }

  @Override
  public void decided(LabelSlab slab) {
    shown().decided(slab);
  }

  @Override
  public void finished(Segmented segmented, List<DoubtfulPlace> doubtful) {
    shown().finished(segmented, doubtful);
  }

  @Override
  public void saved(Path file) {
    shown().saved(file);
  }

  @Override
  public void abandoned() {
    shown().abandoned();
  }
}
