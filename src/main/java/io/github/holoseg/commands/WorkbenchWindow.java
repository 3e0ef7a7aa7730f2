package io.github.holoseg.commands;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.Tasks;
import io.github.holoseg.batch.ViewTask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.viewer.swing.Viewing;
import io.github.holoseg.workbench.segment.HostImage;
import io.github.holoseg.workbench.swing.Workbenches;
import java.io.IOException;

/** Opens the workbench from ImageJ: with a file, with the active image, or empty. */
final class WorkbenchWindow {
  private WorkbenchWindow() {}

  /** Returns when the window is open; a macro goes on. */
  static Tasks.Done open(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Viewing.requireDisplay(); // before the scan is read
    ImageJHost host = new ImageJHost();
    if (arguments.optional(Parameter.INPUT).isPresent()) {
      Tasks.Done done = Tasks.run(arguments, progress, cancel);
      ViewTask.Viewed viewed = done.viewed();
      Workbenches.open(host, Workbenches.showing(viewed, arguments));
      return done;
    }
    HostImage image = host.activeImage().orElse(null);
    Workbenches.open(host, image == null ? Workbenches.EMPTY : frame -> frame.open(image));
    return new Tasks.Done(
        image == null ? "opened the workbench" : "viewing the image " + image.title(),
        null,
        null,
        null);
  }
}
