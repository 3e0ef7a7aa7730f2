package io.github.holoseg.commands;

import ij.Macro;
import ij.plugin.PlugIn;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.UsageException;
import java.util.Optional;

/**
 * Holoseg in the menus of ImageJ 1.x; {@code plugins.config} names one entry for each {@link
 * Operation}. It is the menu entry in Fiji, too: the SciJava commands of the same labels are not
 * {@code visible}, so that imagej-legacy ({@code LegacyService.getScriptsAndNonLegacyCommands})
 * does not put them in its place, and the same windows open in every ImageJ.
 *
 * <p>Options come from the macro and are read by our own parser, or from a dialog when a person is
 * there. Nothing waits for a person when nobody is there.
 */
public final class HolosegPlugIn implements PlugIn {
  /**
   * @param word {@link Operation#word()}
   */
  @Override
  public void run(String word) {
    Operation operation = Operation.of(word);
    String options = Macro.getOptions();
    Arguments arguments;
    try {
      if (options == null && ImageJ1.isInteractive() && operation == Operation.SEGMENT) {
        SegmentWindow.open();
        return;
      }
      boolean asks = operation != Operation.VIEW; // whose window asks by itself
      if (options == null && asks && ImageJ1.isInteractive() && !operation.parameters().isEmpty()) {
        Optional<Arguments> entered = OperationDialog.ask(operation);
        if (entered.isEmpty()) {
          return;
        }
        arguments = entered.get();
      } else {
        arguments =
            Arguments.parse(
                operation, options == null ? "" : options, OpenImage.standsFor(operation));
      }
    } catch (UsageException e) {
      ImageJ1.fail(e.getMessage());
      return;
    }
    String failure = ImageJ1.run(arguments);
    if (failure != null) {
      ImageJ1.fail(failure);
    }
  }
}
