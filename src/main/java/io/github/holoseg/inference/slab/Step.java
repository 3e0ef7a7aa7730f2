package io.github.holoseg.inference.slab;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/** Part of a run through the network. */
interface Step {
  /**
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  void run(Workers workers, CancellationToken cancel);
}
