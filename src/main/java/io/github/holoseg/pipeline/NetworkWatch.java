package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Sees what a run gives to its network and the blended scores before anything is decided; for tests
 * and measurements; and for a display the labels that are decided.
 *
 * @param input hears the network's whole input grid
 * @param scores takes the sink of the scores, gives the one to be used in its place
 * @param labels hears of decided labels; {@link LabelObserver#NONE}: nothing is copied
 */
record NetworkWatch(
    Consumer<FloatGrid> input, UnaryOperator<ScoreSink> scores, LabelObserver labels) {
  static final NetworkWatch NONE = of(LabelObserver.NONE);

  NetworkWatch(Consumer<FloatGrid> input, UnaryOperator<ScoreSink> scores) {
    this(input, scores, LabelObserver.NONE);
  }

  /** Sees the labels only. */
  static NetworkWatch of(LabelObserver labels) {
    return new NetworkWatch(grid -> {}, UnaryOperator.identity(), labels);
  }
}
