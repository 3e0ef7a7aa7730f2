package io.github.holoseg.fiji;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds windows and what is in them. On the event thread. */
final class Windows {
  private Windows() {}

  /** The showing window of this name; null if there is none. */
  static Window named(String name) {
    return first(window -> name.equals(window.getName()));
  }

  /** The showing window whose title begins so; null if there is none. */
  static Window titled(String title) {
    return first(window -> title(window).startsWith(title));
  }

  private static Window first(Predicate<Window> wanted) {
    return Arrays.stream(Window.getWindows())
        .filter(window -> window.isShowing() && wanted.test(window))
        .findFirst()
        .orElse(null);
  }

  /** The title that a person reads; empty for a window without one. */
  static String title(Window window) {
    String title =
        window instanceof Frame frame
            ? frame.getTitle()
            : window instanceof Dialog dialog ? dialog.getTitle() : "";
    return title == null ? "" : title;
  }

  /** Titles of the showing windows, and what an AWT message among them says. */
  static String open() {
    List<String> open = new ArrayList<>();
    for (Window window : Window.getWindows()) {
      if (window.isShowing()) {
        String said =
            all(window, Label.class).stream().map(Label::getText).collect(Collectors.joining(" "));
        open.add('"' + title(window) + '"' + (said.isBlank() ? "" : " (" + said.strip() + ")"));
      }
    }
    return String.join(", ", open);
  }

  /** The component of this name, wherever it is; null if there is none. */
  static Component find(Container in, String name) {
    return all(in, Component.class).stream()
        .filter(component -> name.equals(component.getName()))
        .findFirst()
        .orElse(null);
  }

  /** The first component of a class, depth first; null if there is none. */
  static <T extends Component> T find(Container in, Class<T> type) {
    return all(in, type).stream().findFirst().orElse(null);
  }

  /** The components of a class, depth first. */
  static <T extends Component> List<T> all(Container in, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : in.getComponents()) {
      if (type.isInstance(child)) {
        found.add(type.cast(child));
      }
      if (child instanceof Container container) {
        found.addAll(all(container, type));
      }
    }
    return found;
  }
}
