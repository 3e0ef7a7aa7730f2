package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.annotation.RecoveryInfo;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.Autosaver;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.WorkbenchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import javax.swing.JOptionPane;

/**
 * Offers what a crash left behind, newest first: to open it, to keep it for later, or to delete it.
 * Labels of an image that was in no file are given to the image if it is open again, and can be
 * saved as a file if not.
 */
final class RecoveryOffer {
  /** Corners of two grids that are the same may differ by this much. */
  private static final double SAME_MM = 0.01;

  private static final int OPEN = 0;
  private static final int DELETE = 2;

  private final WorkbenchFrame frame;

  RecoveryOffer(WorkbenchFrame frame) {
    this.frame = frame;
  }

  /**
   * Offers one after the other until one is opened.
   *
   * @return whether there was something to offer
   */
  boolean all() throws IOException {
    Recovery left = Autosaver.leftBehind();
    for (Recovery.Found found : left.found()) {
      if (offer(found)) {
        break;
      }
    }
    return !left.found().isEmpty();
  }

  /** Offers labels of a scan, now that it is open again. */
  void forScan(OpenScan scan) throws IOException {
    for (Recovery.Found found : Autosaver.leftBehind().found()) {
      if (belongs(found.info(), scan) && offer(found)) {
        return;
      }
    }
  }

  /** Whether labels are of an open scan: of the same file, or of an image that was in none. */
  private static boolean belongs(RecoveryInfo info, OpenScan scan) {
    Path file = info.scanPath().orElse(null);
    return file == null
        ? scan.source().isEmpty() && fits(info, scan)
        : scan.isFrom(file) && isOnGrid(info, scan); // of several series of a folder, the same
  }

  private static boolean fits(RecoveryInfo info, OpenScan scan) {
    return info.caseName().equals(scan.volume().info().name()) && isOnGrid(info, scan);
  }

  private static boolean isOnGrid(RecoveryInfo info, OpenScan scan) {
    return info.geometry().isSameGrid(scan.desk().session().labels().geometry(), SAME_MM);
  }

  /** Whether it was opened, or is written to a file. */
  private boolean offer(Recovery.Found found) throws IOException {
    RecoveryInfo info = found.info();
    WorkbenchModel model = frame.model();
    Path scan = info.scanPath().orElse(null);
    Optional<OpenScan> image = model.current().filter(s -> belongs(info, s));
    boolean asFile = scan == null && image.isEmpty();
    String name = scan == null ? info.caseName() : scan.toString();
    int answer = ask(asFile ? "image" : "found", name, info);
    if (answer == DELETE) {
      found.delete();
    } else if (answer == OPEN && asFile) {
      Optional<Path> file = LabelFileChooser.ask(frame, null, info.caseName());
      file.ifPresent(f -> model.recovered().save(found, f));
      return file.isPresent();
    } else if (answer == OPEN) {
      image.ifPresentOrElse(
          s -> model.recovered().into(s, found), () -> model.recovered().open(scan, found));
      return true;
    }
    return false;
  }

  private int ask(String key, String name, RecoveryInfo info) {
    DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM);
    String written = format.format(info.written().atZone(ZoneId.systemDefault()));
    return Choice.ask(
        frame,
        Texts.get("recovery.title"),
        Texts.get("recovery." + key, name, written),
        JOptionPane.QUESTION_MESSAGE,
        "recovery." + key + ".open",
        "recovery.later",
        "recovery.delete");
  }
}
