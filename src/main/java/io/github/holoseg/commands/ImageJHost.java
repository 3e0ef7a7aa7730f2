package io.github.holoseg.commands;

import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.commands.image.LabelImages;
import io.github.holoseg.commands.image.LabelRois;
import io.github.holoseg.commands.image.VolumeImages;
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
    actions.add(new Named("Show in ImageJ", ImageJHost::show));
    actions.add(new Named("To ROI Manager", ImageJHost::toRoiManager));
    BigDataViewer.find(ImageJHost.class.getClassLoader())
        .ifPresent(viewer -> actions.add(new Named("Show in BigDataViewer", viewer::show)));
    return actions;
  }

  /** The labels as an image in their colours, and the scan with an overlay of them. */
  private static void show(Segmented segmented) {
    int threads = segmented.options().threadCount();
    String name = segmented.volume().info().name();
    LabelImages.toImage(segmented.result().labels(), name + " labels").show();
    ImagePlus scan = VolumeImages.toImage(segmented.volume(), threads);
    scan.setOverlay(LabelRois.toOverlay(segmented.result().labels(), null));
    scan.show();
  }

  private static void toRoiManager(Segmented segmented) {
    RoiManager manager = RoiManager.getRoiManager();
    LabelRois.each(segmented.result().labels(), null, manager::addRoi);
  }

  @Override
  public void record(String macroLine) {
    if (Recorder.record) {
      Recorder.recordString(macroLine + "\n");
    }
  }

  private interface Work {
    void run(Segmented segmented) throws IOException;
  }

  private record Named(String title, Work work) implements Action {
    @Override
    public void run(Segmented segmented) throws IOException {
      work.run(segmented);
    }
  }
}
