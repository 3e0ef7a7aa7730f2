package io.github.holoseg.commands;

import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import io.github.holoseg.commands.image.LabelImages;
import io.github.holoseg.commands.image.LabelRois;
import io.github.holoseg.commands.image.LabelTable;
import io.github.holoseg.commands.image.VolumeImages;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.HostImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ImageJ around the workbench: its active image, its images and ROIs, its macro recorder. */
final class ImageJHost implements Host {
  @Override
  public Optional<HostImage> activeImage() {
    ImagePlus image = WindowManager.getCurrentImage();
    return image == null ? Optional.empty() : Optional.of(new ImageJImage(image));
  }

  @Override
  public List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    actions.add(new Named("Show in ImageJ", true, ImageJHost::show));
    actions.add(new Named("To ROI Manager", false, ImageJHost::toRoiManager));
    actions.add(new Named("Results table", false, ImageJHost::toTable));
    actions.add(new Named("Mask...", false, MaskDialog::show));
    BigDataViewer.find(ImageJHost.class.getClassLoader())
        .ifPresent(viewer -> actions.add(new Named("Show in BigDataViewer", false, viewer::show)));
    return actions;
  }

  /** The labels as an image in their colours, and the scan with an overlay of them. */
  private static void show(Volume<?> scan, LabelMap labels) {
    ImagePlus found = LabelImages.toImage(labels, scan.info().name() + " labels");
    found.changes = true; // ImageJ asks before it closes the window
    found.show();
    ImagePlus image = VolumeImages.toImage(scan, threads());
    image.setOverlay(LabelRois.toOverlay(labels, null));
    image.show();
  }

  private static void toRoiManager(Volume<?> scan, LabelMap labels) {
    RoiManager manager = RoiManager.getRoiManager();
    LabelRois.each(labels, null, manager::addRoi);
  }

  private static void toTable(Volume<?> scan, LabelMap labels) {
    List<LabelStatistics> structures =
        LabelStatistics.of(labels, scan, threads(), CancellationToken.none());
    LabelTable.of(structures, labels.geometry()).show(scan.info().name() + " structures");
  }

  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public void record(String macroLine) {
    if (Recorder.record) {
      Recorder.recordString(macroLine + "\n");
    }
  }

  private interface Work {
    void run(Volume<?> scan, LabelMap labels) throws IOException;
  }

  private record Named(String title, boolean takesOver, Work work) implements Action {
    @Override
    public void run(Volume<?> scan, LabelMap labels) throws IOException {
      work.run(scan, labels);
    }
  }
}
