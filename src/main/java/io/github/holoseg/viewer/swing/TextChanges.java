package io.github.holoseg.viewer.swing;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** Hears of every change of a text while it is typed. */
public final class TextChanges implements DocumentListener {
  private final Runnable listener;

  private TextChanges(Runnable listener) {
    this.listener = listener;
  }

  /** Tells somebody from now on, on the event thread. */
  public static void of(JTextComponent field, Runnable listener) {
    field.getDocument().addDocumentListener(new TextChanges(listener));
  }

  @Override
  public void insertUpdate(DocumentEvent e) {
    listener.run();
  }

  @Override
  public void removeUpdate(DocumentEvent e) {
    listener.run();
  }

  @Override
  public void changedUpdate(DocumentEvent e) {
    listener.run();
  }
}
