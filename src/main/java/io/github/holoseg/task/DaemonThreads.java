package io.github.holoseg.task;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the program alive, for the executors of windows. Thread-safe. */
public final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final int priority;

  private DaemonThreads(String name, int priority) {
    this.name = name;
    this.priority = priority;
  }

  /**
   * @param name of every thread
   */
  public static DaemonThreads named(String name) {
    return new DaemonThreads(name, Thread.NORM_PRIORITY);
  }

  /** For work that may wait until nobody else wants the processor. */
  public static DaemonThreads inTheBackground(String name) {
    return new DaemonThreads(name, Thread.MIN_PRIORITY);
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setPriority(priority);
    return thread;
  }
}
