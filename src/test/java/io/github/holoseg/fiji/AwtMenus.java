package io.github.holoseg.fiji;

import java.awt.FontMetrics;
import java.awt.Frame;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;

/**
 * ImageJ's menu bar, which is AWT's: its items have no places that can be asked for. A click opens
 * the menu where AWT on X11 draws its title, the keyboard goes through it.
 */
final class AwtMenus {
  private static final int BAR_MARGIN = 3;
  private static final int ITEM_MARGIN = 10;
  private static final int ITEM_GAP = 2;
  private static final int SECONDS_FOR_THE_MENU = 15;

  private final Hand hand;
  private final Frame frame;

  AwtMenus(Hand hand, Frame frame) {
    this.hand = hand;
    this.frame = frame;
  }

  /**
   * Chooses an item of a menu in a menu.
   *
   * @param done what it leads to
   */
  void choose(String menu, String inner, String item, String picture, Hand.Condition done)
      throws Exception {
    Menu top = Hand.onUi(() -> menu(menu));
    Menu second = (Menu) Hand.onUi(() -> item(top, inner));
    MenuItem last = Hand.onUi(() -> item(second, item));
    hand.click(Hand.onUi(() -> place(menu)));
    go(top, second);
    hand.key(KeyEvent.VK_RIGHT);
    go(second, last);
    hand.picture(picture);
    hand.key(KeyEvent.VK_ENTER);
    if (hand.within(SECONDS_FOR_THE_MENU, done)) {
      System.out.println("robot: chose " + item + " with mouse and keyboard");
      return;
    }
    hand.key(KeyEvent.VK_ESCAPE);
    hand.key(KeyEvent.VK_ESCAPE);
    System.out.println("robot: chose " + item + " by its event: the menu's place is unknown");
    ActionEvent event =
        new ActionEvent(last, ActionEvent.ACTION_PERFORMED, last.getActionCommand());
    Hand.onUi(
        () -> {
          last.dispatchEvent(event);
          return null;
        });
    hand.until(item, done);
  }

  /** The first item is chosen when a menu opens. */
  private void go(Menu menu, MenuItem wanted) {
    int presses = 0;
    for (int i = 0; i < menu.getItemCount() && menu.getItem(i) != wanted; i++) {
      MenuItem item = menu.getItem(i);
      presses += item.isEnabled() && !"-".equals(item.getLabel()) ? 1 : 0;
    }
    for (int i = 0; i < presses; i++) {
      hand.key(KeyEvent.VK_DOWN);
    }
  }

  private Menu menu(String label) {
    MenuBar bar = frame.getMenuBar();
    for (int i = 0; i < bar.getMenuCount(); i++) {
      if (bar.getMenu(i).getLabel().equals(label)) {
        return bar.getMenu(i);
      }
    }
    throw new AssertionError("no menu " + label);
  }

  private static MenuItem item(Menu menu, String label) {
    for (int i = 0; i < menu.getItemCount(); i++) {
      if (menu.getItem(i).getLabel().equals(label)) {
        return menu.getItem(i);
      }
    }
    throw new AssertionError("no item " + label + " in the menu " + menu.getLabel());
  }

  private Point place(String label) {
    MenuBar bar = frame.getMenuBar();
    FontMetrics metrics = frame.getFontMetrics(bar.getFont());
    int x = BAR_MARGIN;
    for (int i = 0; i < bar.getMenuCount(); i++) {
      String text = bar.getMenu(i).getLabel();
      int width = metrics.stringWidth(text) + 2 * ITEM_MARGIN;
      if (text.equals(label)) {
        x += width / 2;
        break;
      }
      x += width + ITEM_GAP;
    }
    Rectangle at = new Rectangle(frame.getLocationOnScreen(), frame.getSize());
    return new Point(at.x + frame.getInsets().left + x, at.y + frame.getInsets().top - 12);
  }
}
