package io.github.holoseg.viewer.swing;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DaemonThreads;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.LabelStyles;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.surface.SurfaceMesh;
import io.github.holoseg.viewer.surface.SurfaceMeshes;
import io.github.holoseg.viewer.surface.SurfaceScene;
import java.awt.event.HierarchyEvent;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;

/**
 * Keeps the surfaces of a pane those of the state's labels: meshes are made in the background while
 * the pane is seen, after a pause when labels change; colour, opacity and visibility follow at
 * once. The crosshair is marked; a double click on a surface sets it. For the event thread.
 */
final class SurfaceLink implements AutoCloseable {
  private static final long PAUSE_MILLIS = 600;
  private static final int MOST_BLOCKS = 160;

  private final SurfacePane pane;
  private final ViewerState state;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.inTheBackground("holoseg-meshes"));
  private List<SurfaceMesh> meshes = List.of();
  private Scene scene;
  private long revision = -1;
  private LabelStyles styles;
  private CancellationToken current = CancellationToken.none();

  SurfaceLink(SurfacePane pane, ViewerState state) {
    this.pane = pane;
    this.state = state;
    pane.onPick(p -> state.setCrosshair(LpsPoint.of(p)));
    pane.addHierarchyListener(
        e -> {
          if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) {
            show(state.snapshot());
          }
        });
  }

  void show(ViewerSnapshot s) {
    if (!pane.isShowing()) {
      return;
    }
    pane.setMarker(s.marks().crosshair() ? s.crosshair().toArray() : null);
    if (s.scene() != scene || s.labelsRevision() != revision) {
      boolean first = scene == null;
      scene = s.scene();
      revision = s.labelsRevision();
      current.cancel();
      CancellationToken mine = new CancellationToken();
      current = mine;
      thread.schedule(() -> make(s.scene(), mine), first ? 0 : PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (s.styles() != styles) {
      styles = s.styles();
      dress();
    }
  }

  private void make(Scene of, CancellationToken cancel) {
    try {
      int threads = Runtime.getRuntime().availableProcessors();
      List<SurfaceMesh> made =
          of.labels()
              .map(map -> SurfaceMeshes.of(map, value -> true, MOST_BLOCKS, threads, cancel))
              .orElse(List.of());
      SwingUtilities.invokeLater(
          () -> {
            if (!cancel.isCancelled()) {
              meshes = made;
              dress();
            }
          });
    } catch (CancellationException e) {
      // newer labels are on their way
    }
  }

  private void dress() {
    int[] colours = new int[meshes.size()];
    double[] opacities = new double[meshes.size()];
    for (int i = 0; i < colours.length; i++) {
      LabelStyle style = state.snapshot().styles().get(meshes.get(i).label());
      colours[i] = style.argb() & 0xFFFFFF;
      opacities[i] = style.visible() ? style.opacity() : 0;
    }
    pane.setScene(new SurfaceScene(meshes, colours, opacities));
  }

  @Override
  public void close() {
    current.cancel();
    thread.shutdownNow();
  }
}
