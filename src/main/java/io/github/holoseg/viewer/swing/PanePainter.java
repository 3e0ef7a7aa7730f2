package io.github.holoseg.viewer.swing;

/** Paints over every plane, whatever tool is active; called on the event thread. */
@FunctionalInterface
public interface PanePainter {
  void paint(PlaneCanvas canvas);
}
