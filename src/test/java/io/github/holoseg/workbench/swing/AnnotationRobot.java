package io.github.holoseg.workbench.swing;

import static io.github.holoseg.testing.UiWaits.check;
import static io.github.holoseg.testing.UiWaits.onUi;
import static io.github.holoseg.testing.UiWaits.until;
import static io.github.holoseg.workbench.swing.WindowHand.named;

import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.swing.Theme;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.workbench.segment.Host;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JPopupMenu;
import javax.swing.JSpinner;
import javax.swing.MenuElement;

/**
 * An annotator's morning: opens a folder of two cases, one with labels of a batch, combines labels
 * by the dialog, finishes the case, and finds the structures again in the next one. Run by {@link
 * AnnotationRobotTest} as {@link WorkbenchRobot} is.
 */
public final class AnnotationRobot {
  private final WindowHand hand;
  private final Path folder;
  private WorkbenchFrame frame;

  private AnnotationRobot(Path folder, Path pictures) throws Exception {
    this.folder = folder;
    hand = new WindowHand(pictures);
  }

  /**
   * @param args folder for the pictures
   */
  public static void main(String[] args) throws Exception {
    if (!"false".equals(System.getProperty("java.awt.headless"))) {
      try (VirtualDisplay display = VirtualDisplay.start(1600, 1000)) {
        System.out.print(display.run(AnnotationRobot.class, 240, List.of("-Xmx2g"), args));
      }
      return;
    }
    try {
      EventQueue.invokeAndWait(Theme::useFlatLook);
      Path folder = Files.createTempDirectory("holoseg-cases");
      new AnnotationRobot(folder, Path.of(args[0])).all();
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void all() throws Exception {
    LabelMap truth = Phantom.truth(Phantom.ct().geometry());
    for (String name : new String[] {"anna", "bert"}) {
      Path scan = folder.resolve(name + ".nii.gz");
      VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    }
    Path batch = Files.createDirectory(folder.resolve("labels")).resolve("anna_labels.nii.gz");
    LabelMapExporters.forFile(batch).export(truth, "", batch);

    frame = Workbenches.open(Host.NONE, made -> made.openCases(folder));
    EventQueue.invokeAndWait(() -> frame.setBounds(0, 0, 1400, 940));
    until("the list", () -> onUi(() -> frame.cases().cases().size() == 2));
    hand.click(named(frame, "cases.next"));
    awaitCase("anna");
    int[] before = voxels();
    check(Arrays.equals(before, Voxels.ints(truth.voxels())), "the batch's labels are those");

    int[] apart = keepApart(before);
    hand.click(named(frame, "cases.finish"));
    awaitCase("bert");
    Path saved = batch.resolveSibling("anna.nii.gz");
    check(Arrays.equals(Voxels.ints(LabelMapReader.read(saved).voxels()), apart), "saved");
    check(Arrays.equals(Voxels.ints(LabelMapReader.read(batch).voxels()), before), "as it was");
    until("anna is done", () -> of("anna").status() == CaseStatus.DONE);
    check(of("bert").status() == CaseStatus.IN_WORK, "bert is in work");
    check(labels().equals(truth.labels().stream().map(l -> l.name()).toList()), "the structures");
    check(Arrays.stream(voxels()).allMatch(v -> v == 0), "bert has no labels yet");
    EventQueue.invokeAndWait(frame::dispose);
    System.out.println("robot: done");
  }

  private void awaitCase(String id) throws Exception {
    until(
        id + " is open",
        () ->
            onUi(
                () ->
                    !frame.model().isBusy()
                        && frame.viewer() != null
                        && frame
                            .model()
                            .current()
                            .map(s -> s.isFrom(folder.resolve(id + ".nii.gz")))
                            .orElse(false)));
    frame.viewer().awaitPictures();
    hand.robot().waitForIdle();
  }

  private AnnotationCase of(String id) throws Exception {
    return CaseList.open(folder).find(id).orElseThrow();
  }

  private int[] voxels() {
    return Voxels.ints(frame.model().current().orElseThrow().desk().session().snapshot().voxels());
  }

  private List<String> labels() throws Exception {
    return onUi(
        () ->
            frame.desk().session().labels().labels().stream().map(label -> label.name()).toList());
  }

  /** Subtracts the second label, with a margin, from the first one. */
  private int[] keepApart(int[] before) throws Exception {
    hand.click(named(frame, "bar.structure"));
    until("the menu", () -> entry("structure.combine") != null);
    hand.click(entry("structure.combine"));
    until("the dialog", () -> dialog() != null);
    CombineDialog dialog = dialog();
    Component apply = named(dialog, "combine.apply");
    JComboBox<?> operation = (JComboBox<?>) named(dialog, "combine.operation");
    EventQueue.invokeAndWait(() -> operation.setSelectedIndex(1)); // subtract
    check(!onUi(apply::isEnabled), "labels of one map do not overlap: it needs a margin");
    JSpinner margin = (JSpinner) named(dialog, "combine.margin");
    EventQueue.invokeAndWait(() -> margin.setValue(60.0));
    JList<?> list = (JList<?>) named(dialog, "choice.list");
    check(onUi(list::getSelectedIndex) == 0, "a label is selected");
    check(onUi(apply::isEnabled), "now it makes sense");
    hand.picture("workbench-combine");
    hand.click(apply);
    until("voxels are gone", () -> !Arrays.equals(voxels(), before));
    int[] after = voxels();
    int label = onUi(() -> frame.desk().activeLabel());
    for (int i = 0; i < after.length; i++) {
      boolean isGone = before[i] == label && after[i] == 0;
      check(after[i] == before[i] || isGone, "only voxels of the selected label are gone");
    }
    return after;
  }

  private static CombineDialog dialog() {
    for (Window window : Window.getWindows()) {
      if (window instanceof CombineDialog dialog && dialog.isShowing()) {
        return dialog;
      }
    }
    return null;
  }

  /** An entry of the menu that is open. */
  private static Component entry(String name) throws Exception {
    return onUi(
        () -> {
          for (MenuElement element :
              javax.swing.MenuSelectionManager.defaultManager().getSelectedPath()) {
            if (element instanceof JPopupMenu menu && menu.isShowing()) {
              return named(menu, name);
            }
          }
          return null;
        });
  }
}
