package io.github.holoseg.model.torch;

/**
 * Bounds what a pickle makes the machine allocate. A byte or two of a pickle can ask for a new
 * container or repeat a value, so the size of the file is no bound. Every value is charged with
 * about its size in Java's memory before it is made; nothing is ever given back.
 */
final class PickleBudget {
  /** A pickle of nnU-Net's log of 4000 epochs with 117 classes costs about 150 MB by this count. */
  private static final long MOST = 512L << 20;

  static final int REFERENCE = 8;
  static final int NUMBER = 24;
  static final int TEXT = 56;
  static final int LIST = 80;
  static final int MAP = 180;
  static final int ENTRY = 56;

  private final long limit = Math.min(MOST, Runtime.getRuntime().maxMemory() / 2);
  private long left = limit;

  void charge(long bytes) throws Refusal {
    left -= bytes;
    if (left < 0) {
      throw new Refusal(
          "needs more than "
              + (limit >> 20)
              + " MB of memory beside the tensors, more than the description of a model takes");
    }
  }
}
