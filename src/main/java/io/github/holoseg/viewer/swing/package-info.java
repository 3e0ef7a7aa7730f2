/**
 * The viewer on the screen: {@link io.github.holoseg.viewer.swing.ViewerPanel} shows a {@link
 * io.github.holoseg.viewer.ViewerState}, {@link io.github.holoseg.viewer.swing.ViewerWindow} gives
 * it a frame. All of it is used on the event thread; pictures are made on a background thread.
 *
 * <p>To plug in: a {@link io.github.holoseg.viewer.swing.PlaneTool} for the mouse and for painting,
 * sections of the side bar, and entries of the table of actions.
 */
package io.github.holoseg.viewer.swing;
