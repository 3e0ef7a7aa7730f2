package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridMapping;
import java.util.List;

/**
 * A scan made ready for a network.
 *
 * @param grid values in the network's order; computed on reading where no copy is needed
 * @param mapping the way back to the scan; of a piece, that of the slices that it decides
 * @param skipped slices at the beginning of the grid that only surround those of the mapping, as
 *     those behind them do
 * @param bytes memory that the grid holds beside the scan itself
 * @param warnings one sentence each, for the user
 */
public record Preprocessed(
    FloatGrid grid, GridMapping mapping, int skipped, long bytes, List<String> warnings) {
  public Preprocessed {
    warnings = List.copyOf(warnings);
  }
}
