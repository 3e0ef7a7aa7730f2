package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.ResultView;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A segmentation that grows in the scan that is open; another scan is opened for it. */
public final class ScanResults implements ResultView {
  private static final double SAME_MM = 0.01;

  private final WorkbenchModel model;
  private OpenScan target;
  private OpenScan.Moment found;

  public ScanResults(WorkbenchModel model) {
    this.model = model;
  }

  private static boolean isOf(OpenScan open, Volume<?> scan) {
    VolumeInfo shown = open.volume().info();
    VolumeInfo other = scan.info();
    boolean isSameFile =
        shown.source() != null
            && shown.source().equals(other.source())
            && Objects.equals(shown.seriesInstanceUid(), other.seriesInstanceUid())
            && shown.properties().equals(other.properties());
    return open.volume().geometry().isSameGrid(scan.geometry(), SAME_MM)
        && (isSameFile || open.volume().voxels() == scan.voxels());
  }

  /** The scan of the run, if the user still looks at it. */
  private Optional<OpenScan> target() {
    return model.current().filter(open -> open == target);
  }

  @Override
  public Optional<String> beforeRun() {
    return model.current().filter(o -> !o.isSaved()).map(o -> Texts.get("run.unsaved"));
  }

  @Override
  public long[] crosshair(Volume<?> scan) {
    return model
        .current()
        .filter(open -> isOf(open, scan))
        .map(
            open -> {
              LpsPoint p = open.state().snapshot().crosshair();
              double[] at = scan.geometry().toIndex(p.x(), p.y(), p.z());
              return new long[] {Math.round(at[0]), Math.round(at[1]), Math.round(at[2])};
            })
        .orElse(null);
  }

  @Override
  public void scan(Volume<?> scan) {
    OpenScan open = model.current().orElse(null);
    if (open == null || !isOf(open, scan)) {
      if (open != null && !open.isSaved()) {
        target = null; // a look at another scan is no reason to lose what is not saved
        model.say(Texts.get("run.notShown"));
        return;
      }
      model.open(scan, null);
    }
    target = model.current().orElseThrow();
    target.desk().pause(true); // until the run's labels are there, which take the place of edits
  }

  @Override
  public void growing(LabelMap labels) {
    target().ifPresent(open -> open.showOther(labels));
  }

  @Override
  public void decided(LabelSlab slab) {
    target().ifPresent(open -> open.state().labelsChanged());
  }

  @Override
  public void finished(Segmented segmented, List<DoubtfulPlace> doubtful) {
    found = null;
    target()
        .ifPresent(
            open -> {
              open.replaceLabels(segmented.result().labels());
              open.doubt(doubtful);
              found = open.moment();
            });
  }

  /** The result's desk may be gone since; then the user was asked about it. */
  @Override
  public boolean keepsResult() {
    return found != null;
  }

  @Override
  public void saved(Path file) {
    target()
        .filter(open -> found != null && open.desk().session() == found.session())
        .ifPresent(open -> model.wrote(open, file, found));
  }

  @Override
  public void abandoned() {
    target().ifPresent(OpenScan::showOwn);
  }
}
