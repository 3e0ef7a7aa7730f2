/**
 * A {@link io.github.holoseg.viewer.ViewerSnapshot} as pixels, without AWT: {@link
 * io.github.holoseg.viewer.image.PlaneRenderer} is what the window shows, and what a test or a
 * server can make without a display.
 */
package io.github.holoseg.viewer.image;
