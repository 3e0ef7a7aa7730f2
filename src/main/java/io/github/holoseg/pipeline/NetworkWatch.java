package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Sees what a run gives to its network and the blended scores before anything is decided; for tests
 * and measurements, a run of a user watches nothing.
 *
 * @param input hears the network's whole input grid
 * @param scores takes the sink of the scores, gives the one to be used in its place
 */
record NetworkWatch(Consumer<FloatGrid> input, UnaryOperator<ScoreSink> scores) {
  static final NetworkWatch NONE = new NetworkWatch(grid -> {}, UnaryOperator.identity());
}
