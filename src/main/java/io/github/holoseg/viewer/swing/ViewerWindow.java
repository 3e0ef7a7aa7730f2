package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JFrame;
import javax.swing.WindowConstants;

/** A window with a {@link ViewerPanel} that remembers its place. Used on the event thread. */
public final class ViewerWindow extends JFrame {
  private static final Dimension LEAST = new Dimension(760, 520);

  private final ViewerPanel panel;
  private final transient LayoutStore store;

  /**
   * Not visible yet.
   *
   * @param labels on the volume's grid; null for none
   */
  public ViewerWindow(Volume<?> volume, LabelMap labels) {
    this(new ViewerState(volume, labels), LayoutStore.standard());
  }

  public ViewerWindow(ViewerState state, LayoutStore store) {
    super(title(state));
    this.store = store;
    state.update(store::applied);
    panel = new ViewerPanel(state);
    panel.setDivision(store.division());
    setName("viewer");
    add(panel);
    setJMenuBar(new ViewerMenu(this, panel));
    setMinimumSize(LEAST);
    setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    setBounds(store.place());
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent e) {
            panel.focus(panel.activePlane());
          }

          @Override
          public void windowClosed(WindowEvent e) {
            panel.close();
          }

          @Override
          public void windowClosing(WindowEvent e) {
            save();
          }
        });
  }

  private static String title(ViewerState state) {
    return Texts.get("title", state.snapshot().scene().volume().info().name());
  }

  public ViewerPanel panel() {
    return panel;
  }

  private void save() {
    store.save(getBounds(), panel.division(), panel.state().snapshot());
  }
}
