package io.github.holoseg.viewer.swing;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DaemonThreads;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.Histogram;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;

/**
 * Measures in the background what takes long: the scan's histogram once, the labels' volumes after
 * every change. While changes follow each other quickly it waits; what is being measured when a
 * change comes is given up. Used on the event thread.
 */
final class LabelFacts implements AutoCloseable {
  private static final long PAUSE_MILLIS = 300;

  private final Consumer<List<LabelStatistics>> labels;
  private final Consumer<Histogram> histogram;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.inTheBackground("holoseg-facts"));
  private CancellationToken current = CancellationToken.none();
  private Scene scene;
  private long revision = -1;

  /**
   * @param labels hears the statistics of all labels, on the event thread
   * @param histogram likewise
   */
  LabelFacts(Consumer<List<LabelStatistics>> labels, Consumer<Histogram> histogram) {
    this.labels = labels;
    this.histogram = histogram;
  }

  void update(ViewerSnapshot s) {
    if (s.scene() == scene && s.labelsRevision() == revision) {
      return;
    }
    boolean firstSight = scene == null || scene.volume() != s.scene().volume();
    scene = s.scene();
    revision = s.labelsRevision();
    current.cancel();
    CancellationToken mine = new CancellationToken();
    current = mine;
    if (firstSight) {
      // Its own token: a change of labels does not change the histogram.
      thread.execute(quietly(() -> histogram(s.scene(), CancellationToken.none())));
    }
    thread.schedule(
        quietly(() -> labels(s.scene(), mine)),
        firstSight ? 0 : PAUSE_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private void histogram(Scene of, CancellationToken cancel) {
    Histogram result = Histogram.of(of, cancel);
    SwingUtilities.invokeLater(() -> histogram.accept(result));
  }

  private void labels(Scene of, CancellationToken cancel) {
    List<LabelStatistics> result =
        of.labels().map(map -> LabelStatistics.of(map, null, 1, cancel)).orElse(List.of());
    SwingUtilities.invokeLater(
        () -> {
          if (!cancel.isCancelled()) {
            labels.accept(result);
          }
        });
  }

  private static Runnable quietly(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (CancellationException e) {
        // a newer task is on its way
      }
    };
  }

  @Override
  public void close() {
    current.cancel();
    thread.shutdownNow();
  }
}
