package io.github.holoseg.viewer.swing;

import io.github.holoseg.task.DaemonThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the pictures of all panes on one background thread. A pane has one place in the queue: a
 * newer picture takes the place of one that has not begun, so that a slow machine skips pictures
 * and never falls behind. Thread-safe.
 */
final class RenderQueue implements AutoCloseable {
  private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("holoseg-render"));
  private boolean running;
  private boolean closed;

  /** Makes this the next picture of a pane. */
  void submit(Object pane, Runnable picture) {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      waiting.put(pane, picture);
      if (running) {
        return;
      }
      running = true;
    }
    thread.execute(this::runAll);
  }

  private void runAll() {
    while (true) {
      Runnable next;
      synchronized (waiting) {
        if (waiting.isEmpty() || closed) {
          running = false;
          waiting.notifyAll();
          return;
        }
        Object first = waiting.keySet().iterator().next();
        next = waiting.remove(first);
      }
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      }
    }
  }

  /** Waits until every picture asked for so far is made. */
  void await() throws InterruptedException {
    synchronized (waiting) {
      while (running) {
        waiting.wait();
      }
    }
  }

  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
    }
    thread.shutdown();
  }
}
