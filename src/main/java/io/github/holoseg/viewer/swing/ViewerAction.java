package io.github.holoseg.viewer.swing;

import java.util.List;
import java.util.function.Consumer;
import javax.swing.KeyStroke;

/**
 * Something that a key does.
 *
 * @param id names the texts {@code action.<id>} and the group {@code group.<group>}
 * @param group heading in the help window
 * @param keys as {@link KeyStroke#getKeyStroke(String)} reads them; {@code menu} stands for ctrl,
 *     or cmd on a Mac
 * @param body what it does
 */
public record ViewerAction(
    String id, String group, List<String> keys, String title, Consumer<ViewerPanel> body) {

  /** An action of the viewer, its title from the viewer's bundle. */
  static ViewerAction of(String id, String group, String keys, Consumer<ViewerPanel> body) {
    return new ViewerAction(
        id, Texts.get("group." + group), List.of(keys.split(" \\| ")), Texts.get("action." + id),
        body);
  }
}
