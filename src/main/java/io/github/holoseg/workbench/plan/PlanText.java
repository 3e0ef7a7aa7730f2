package io.github.holoseg.workbench.plan;

import io.github.holoseg.workbench.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan in words. */
public final class PlanText {
  private static final double GIGABYTE = 1 << 30;

  private PlanText() {}

  /** One line for each fact, warnings last. */
  public static List<String> lines(RunPlan plan) {
    List<String> lines = new ArrayList<>();
    String tiles = Long.toString(plan.tiles());
    String runs = Long.toString(plan.estimate().networks());
    lines.add(
        plan.isTimed()
            ? Texts.get("plan.tiles", tiles, runs, duration(plan.duration()), plan.provider())
            : Texts.get("plan.untimed", tiles, runs));
    if (!plan.fitsHeap()) {
      lines.add(
          Texts.get(
              "plan.heapShort", gigabytes(plan.estimate().heap()), gigabytes(plan.freeHeap())));
    }
    lines.add(
        Texts.get(
            plan.fitsMachine() ? "plan.memory" : "plan.memoryShort",
            gigabytes(plan.estimate().memory()),
            gigabytes(plan.freeMemory())));
    plan.warnings().forEach(warning -> lines.add(Texts.get("plan.warning", warning)));
    return lines;
  }

  /** For example {@code 3 s}, {@code 2 min 10 s} or {@code 1 h 5 min}. */
  public static String duration(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 1) {
      return Texts.get("time.short");
    }
    if (seconds < 60) {
      return Texts.get("time.seconds", Long.toString(seconds));
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? Texts.get("time.minutes", Long.toString(minutes), Long.toString(seconds % 60))
        : Texts.get("time.hours", Long.toString(minutes / 60), Long.toString(minutes % 60));
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / GIGABYTE);
  }
}
