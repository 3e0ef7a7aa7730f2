package io.github.holoseg.viewer.swing;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.text.JTextComponent;

/** Binds actions to keys for as long as the keyboard is anywhere in a component. */
final class KeyBindings {
  private static final int COMMANDS =
      InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK | InputEvent.ALT_DOWN_MASK;

  private KeyBindings() {}

  static void bind(JComponent root, List<ViewerAction> actions, ViewerPanel panel) {
    for (ViewerAction action : actions) {
      for (String key : action.keys()) {
        KeyStroke stroke = stroke(key);
        root.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(stroke, action.id());
        root.getActionMap().put(action.id(), new Bound(action, panel));
      }
    }
  }

  /**
   * @throws IllegalArgumentException for a key that does not exist
   */
  static KeyStroke stroke(String key) {
    boolean mac = menuMask() == InputEvent.META_DOWN_MASK;
    KeyStroke stroke = KeyStroke.getKeyStroke(key.replace("menu", mac ? "meta" : "ctrl"));
    if (stroke == null) {
      throw new IllegalArgumentException("no such key: " + key);
    }
    return stroke;
  }

  private static int menuMask() {
    return java.awt.GraphicsEnvironment.isHeadless()
        ? InputEvent.CTRL_DOWN_MASK
        : Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
  }

  /** For people, for example {@code Ctrl+F  or  F3}. */
  static String text(List<String> keys) {
    return keys.stream()
        .map(key -> text(stroke(key)))
        .collect(Collectors.joining(Texts.get("key.or")));
  }

  static String text(KeyStroke stroke) {
    String modifiers = InputEvent.getModifiersExText(stroke.getModifiers());
    String name = "key." + KeyEvent.getKeyText(stroke.getKeyCode()).toLowerCase(Locale.ROOT);
    name = name.replace(' ', '_');
    String key = Texts.has(name) ? Texts.get(name) : KeyEvent.getKeyText(stroke.getKeyCode());
    return modifiers.isEmpty() ? key : modifiers + "+" + key;
  }

  /**
   * While somebody types into a field, keys without ctrl or cmd are letters: an action that is not
   * enabled leaves the key to the field.
   */
  private static final class Bound extends AbstractAction {
    private final transient ViewerAction action;
    private final transient ViewerPanel panel;

    Bound(ViewerAction action, ViewerPanel panel) {
      this.action = action;
      this.panel = panel;
    }

    @Override
    public boolean accept(Object sender) {
      return !isTyping() || isCommand();
    }

    private boolean isCommand() {
      return action.keys().stream().allMatch(k -> (stroke(k).getModifiers() & COMMANDS) != 0);
    }

    private static boolean isTyping() {
      Component owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
      return owner instanceof JTextComponent text && text.isEditable();
    }

    @Override
    public void actionPerformed(ActionEvent e) {
      action.body().accept(panel);
    }
  }
}
