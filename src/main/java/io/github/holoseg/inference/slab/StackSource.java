package io.github.holoseg.inference.slab;

import java.nio.FloatBuffer;

/** A stored tensor. */
record StackSource(Stack stack) implements Source {
  @Override
  public int channels() {
    return stack.channels;
  }

  @Override
  public int[] size() {
    return stack.size;
  }

  @Override
  public boolean isBlocked() {
    return true;
  }

  @Override
  public int sliceFloats() {
    return stack.sliceFloats();
  }

  @Override
  public void read(int slice, FloatBuffer target, int at) {
    stack.read(slice, target, at);
  }
}
