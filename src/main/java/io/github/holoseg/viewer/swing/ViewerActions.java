package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.PlaneView;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.function.UnaryOperator;

/** The one table of what the keyboard does; the help window shows it. */
final class ViewerActions {
  private static final double ZOOM = 1.25;
  private static final double OPACITY = 0.1;
  private static final double THICKNESS = 1.25;
  private static final int PAGE = 10;
  private static final double TURN = Math.toRadians(5);

  private ViewerActions() {}

  static List<ViewerAction> all() {
    return List.of(
        ViewerAction.of("next", "slices", "UP | COMMA", p -> scroll(p, 1)),
        ViewerAction.of("previous", "slices", "DOWN | PERIOD", p -> scroll(p, -1)),
        ViewerAction.of("next10", "slices", "PAGE_UP | shift UP", p -> scroll(p, PAGE)),
        ViewerAction.of("previous10", "slices", "PAGE_DOWN | shift DOWN", p -> scroll(p, -PAGE)),
        ViewerAction.of("first", "slices", "HOME", p -> scroll(p, Integer.MAX_VALUE / 2)),
        ViewerAction.of("last", "slices", "END", p -> scroll(p, Integer.MIN_VALUE / 2)),
        ViewerAction.of("left", "crosshair", "LEFT", p -> step(p, -1, 0)),
        ViewerAction.of("right", "crosshair", "RIGHT", p -> step(p, 1, 0)),
        ViewerAction.of("above", "crosshair", "alt UP", p -> step(p, 0, -1)),
        ViewerAction.of("below", "crosshair", "alt DOWN", p -> step(p, 0, 1)),
        ViewerAction.of("centre", "crosshair", "C", ViewerActions::centre),
        ViewerAction.of("axial", "panes", "A", p -> p.focus(Plane.AXIAL)),
        ViewerAction.of("coronal", "panes", "shift C", p -> p.focus(Plane.CORONAL)),
        ViewerAction.of("sagittal", "panes", "S", p -> p.focus(Plane.SAGITTAL)),
        ViewerAction.of("oblique", "panes", "shift O", ViewerPanel::showOblique),
        ViewerAction.of("turnleft", "oblique", "menu LEFT", p -> turn(p, -TURN, 0)),
        ViewerAction.of("turnright", "oblique", "menu RIGHT", p -> turn(p, TURN, 0)),
        ViewerAction.of("turnup", "oblique", "menu shift UP", p -> turn(p, 0, -TURN)),
        ViewerAction.of("turndown", "oblique", "menu shift DOWN", p -> turn(p, 0, TURN)),
        ViewerAction.of("upright", "oblique", "menu HOME", ViewerActions::upright),
        ViewerAction.of(
            "maximise", "panes", "M | ENTER", p -> p.state().toggleMaximised(p.activePlane())),
        ViewerAction.of("in", "panes", "PLUS | EQUALS | ADD", p -> zoom(p, ZOOM)),
        ViewerAction.of("out", "panes", "MINUS | SUBTRACT", p -> zoom(p, 1 / ZOOM)),
        ViewerAction.of("fit", "panes", "0 | NUMPAD0", p -> p.state().resetViews()),
        ViewerAction.of("bone", "window", "1", p -> p.state().setWindow(Window.BONE)),
        ViewerAction.of("soft", "window", "2", p -> p.state().setWindow(Window.SOFT_TISSUE)),
        ViewerAction.of("lung", "window", "3", p -> p.state().setWindow(Window.LUNG)),
        ViewerAction.of("brain", "window", "4", p -> p.state().setWindow(Window.BRAIN)),
        ViewerAction.of("full", "window", "5", ViewerPanel::showAllValues),
        ViewerAction.of("mode", "labels", "O", ViewerActions::nextMode),
        ViewerAction.of("hide", "labels", "V", ViewerActions::toggleOverlay),
        ViewerAction.of("more", "labels", "menu UP", p -> opacity(p, OPACITY)),
        ViewerAction.of("less", "labels", "menu DOWN", p -> opacity(p, -OPACITY)),
        ViewerAction.of("jump", "labels", "J", ViewerPanel::jumpToActiveLabel),
        ViewerAction.of(
            "hideone", "labels", "shift V", p -> style(p, s -> s.withVisible(!s.visible()))),
        ViewerAction.of(
            "lockone", "labels", "shift L", p -> style(p, s -> s.withLocked(!s.locked()))),
        ViewerAction.of("search", "labels", "menu F", ViewerPanel::searchLabels),
        ViewerAction.of("slab", "shown", "T", ViewerActions::nextSlab),
        ViewerAction.of("thicker", "shown", "shift T", p -> thickness(p, THICKNESS)),
        ViewerAction.of("thinner", "shown", "menu shift T", p -> thickness(p, 1 / THICKNESS)),
        ViewerAction.of("convention", "shown", "N", ViewerActions::convention),
        ViewerAction.of("lines", "shown", "X", p -> marks(p, m -> m.withCrosshair(!m.crosshair()))),
        ViewerAction.of("letters", "shown", "L", p -> marks(p, m -> m.withLetters(!m.letters()))),
        ViewerAction.of("readout", "shown", "K", p -> marks(p, m -> m.withReadOut(!m.readOut()))),
        ViewerAction.of("smooth", "shown", "I", p -> marks(p, m -> m.withSmooth(!m.smooth()))),
        ViewerAction.of("cancel", "tools", "ESCAPE", ViewerPanel::cancelTool),
        ViewerAction.of("help", "help", "F1 | H", ViewerPanel::showHelp));
  }

  private static void turn(ViewerPanel p, double aboutDown, double aboutRight) {
    p.showOblique();
    p.state().update(s -> s.withOblique(s.oblique().turned(aboutDown, aboutRight)));
  }

  private static void upright(ViewerPanel p) {
    p.showOblique();
    p.state().setOblique(Oblique.CORONAL);
  }

  private static void scroll(ViewerPanel p, int slices) {
    p.state().scroll(p.activePlane(), p.activePlane() == Plane.AXIAL ? slices : -slices);
  }

  /** By one voxel of the picture, whatever way it is turned. */
  private static void step(ViewerPanel p, int right, int down) {
    Plane plane = p.activePlane();
    p.state()
        .update(
            s -> {
              PlaneFrame frame = PlaneFrame.of(s, plane, 100, 100);
              VolumeGeometry g = s.scene().geometry();
              double[] spacing = g.spacing();
              double least = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
              double across = plane.isOrthogonal() ? spacing[plane.across()] : least;
              double along = plane.isOrthogonal() ? spacing[plane.down()] : least;
              LpsPoint by =
                  frame.right().times(right * across).plus(frame.down().times(down * along));
              return s.withCrosshair(s.crosshair().plus(by));
            });
  }

  /** Brings the crosshair to the middle of every pane. */
  private static void centre(ViewerPanel p) {
    p.state()
        .update(
            s -> {
              ViewerSnapshot next = s;
              for (Plane plane : Plane.values()) {
                PlaneFrame frame = PlaneFrame.of(s, plane, 101, 101);
                double[] at = frame.toPixel(s.crosshair());
                double[] from = frame.fromMiddle(at[0], at[1]);
                PlaneView view = s.view(plane);
                next = next.withView(plane, view.panned(from[0], from[1]));
              }
              return next;
            });
  }

  private static void zoom(ViewerPanel p, double factor) {
    p.state().zoom(p.activePlane(), factor, 0, 0);
  }

  private static void nextMode(ViewerPanel p) {
    OverlayMode[] modes = {OverlayMode.BOTH, OverlayMode.FILL, OverlayMode.OUTLINE};
    p.state()
        .update(
            s -> {
              int next = 0;
              for (int i = 0; i < modes.length; i++) {
                next = s.overlay().mode() == modes[i] ? (i + 1) % modes.length : next;
              }
              return s.withOverlay(new Overlay(modes[next], s.overlay().opacity()));
            });
  }

  private static void toggleOverlay(ViewerPanel p) {
    p.state()
        .update(
            s -> {
              boolean none = s.overlay().mode() == OverlayMode.NONE;
              OverlayMode mode = none ? OverlayMode.BOTH : OverlayMode.NONE;
              return s.withOverlay(new Overlay(mode, s.overlay().opacity()));
            });
  }

  /** Changes the selected label. */
  private static void style(ViewerPanel p, UnaryOperator<LabelStyle> change) {
    int label = p.state().snapshot().activeLabel();
    if (label != 0) {
      p.state().style(label, change);
    }
  }

  private static void opacity(ViewerPanel p, double by) {
    p.state()
        .update(
            s -> {
              double opacity = Math.max(0, Math.min(1, s.overlay().opacity() + by));
              return s.withOverlay(new Overlay(s.overlay().mode(), opacity));
            });
  }

  private static void nextSlab(ViewerPanel p) {
    SlabMode[] modes = SlabMode.values();
    p.state()
        .update(
            s -> {
              SlabMode mode = modes[(s.slab().mode().ordinal() + 1) % modes.length];
              return s.withSlab(new Slab(mode, s.slab().thickness()));
            });
  }

  private static void thickness(ViewerPanel p, double factor) {
    p.state()
        .update(
            s -> {
              double mm = Math.max(0.1, Math.min(500, s.slab().thickness() * factor));
              return s.withSlab(new Slab(s.slab().mode(), mm));
            });
  }

  private static void convention(ViewerPanel p) {
    ViewerState state = p.state();
    boolean radiological = state.snapshot().convention() == Convention.RADIOLOGICAL;
    state.setConvention(radiological ? Convention.NEUROLOGICAL : Convention.RADIOLOGICAL);
  }

  private static void marks(ViewerPanel p, UnaryOperator<Marks> change) {
    p.state().update(s -> s.withMarks(change.apply(s.marks())));
  }
}
