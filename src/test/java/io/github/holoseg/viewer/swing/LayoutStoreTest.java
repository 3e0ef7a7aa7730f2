package io.github.holoseg.viewer.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.AxisOrder;
import java.awt.Rectangle;
import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

class LayoutStoreTest {
  private final ViewerSnapshot standard =
      ViewerSnapshot.of(Scans.scene(new ShortType(), AxisOrder.of("LPS")), Window.BONE);

  @Test
  void whatIsSavedComesBack() {
    InMemory node = new InMemory();
    Rectangle bounds = new Rectangle(20, 30, 1000, 700);
    LayoutStore.Division division = new LayoutStore.Division(0.4, 0.7, 280);
    ViewerSnapshot changed =
        standard
            .withConvention(Convention.NEUROLOGICAL)
            .withMarks(new Marks(false, true, false, true, false))
            .withOverlay(new Overlay(OverlayMode.OUTLINE, 0.8));
    new LayoutStore(node).save(bounds, division, changed);
    LayoutStore again = new LayoutStore(node);
    assertThat(again.bounds(new Rectangle())).isEqualTo(bounds);
    assertThat(again.division()).isEqualTo(division);
    assertThat(again.applied(standard)).isEqualTo(changed);
  }

  @Test
  void nothingOrNonsenseIsTheStandard() {
    assertThat(new LayoutStore(new InMemory()).applied(standard)).isEqualTo(standard);
    InMemory node = new InMemory();
    node.put("overlay", "PLAID");
    node.put("opacity", "7");
    node.put("convention", "?");
    node.put("width", "-4");
    assertThat(new LayoutStore(node).applied(standard)).isEqualTo(standard);
    assertThat(new LayoutStore(node).bounds(new Rectangle(0, 0, 900, 600)).width).isPositive();
  }

  @Test
  void hiddenLabelsAreNotHiddenNextTime() {
    InMemory node = new InMemory();
    new LayoutStore(node)
        .save(
            new Rectangle(0, 0, 900, 600),
            new LayoutStore.Division(0.5, 0.5, 300),
            standard.withOverlay(new Overlay(OverlayMode.NONE, 0.5)));
    assertThat(new LayoutStore(node).applied(standard).overlay().mode())
        .isEqualTo(standard.overlay().mode());
  }

  /** Preferences that touch nothing on the machine. */
  private static final class InMemory extends AbstractPreferences {
    private final Map<String, String> values = new HashMap<>();

    InMemory() {
      super(null, "");
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    protected String getSpi(String key) {
      return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {}

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return new String[0];
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
