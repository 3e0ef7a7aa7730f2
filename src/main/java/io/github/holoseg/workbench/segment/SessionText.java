package io.github.holoseg.workbench.segment;

import io.github.holoseg.batch.Segmented;
import io.github.holoseg.batch.Structure;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.plan.PlanText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a session says to the user, in words. */
public final class SessionText {
  private SessionText() {}

  /** The lines below the choices: what is missing, the plan, the result, how the last job ended. */
  public static List<String> lines(SegmentSession session) {
    List<String> lines = new ArrayList<>();
    if (!session.message().isEmpty()) {
      lines.add(session.message());
    }
    session.segmented().ifPresent(result -> lines.addAll(result(result)));
    if (session.segmented().isEmpty()) {
      session.plan().ifPresent(plan -> lines.addAll(PlanText.lines(plan)));
    }
    if (session.state() == SegmentSession.State.IDLE) {
      session.model().problems().stream().filter(p -> !lines.contains(p)).forEach(lines::add);
    }
    return lines;
  }

  /** One line about the job at work, empty if there is none. */
  public static String progress(SegmentSession session) {
    if (session.state() == SegmentSession.State.IDLE) {
      return "";
    }
    if (session.isFirstLook()) {
      return Texts.get("state.firstLook");
    }
    String stage =
        session
            .progress()
            .map(p -> p.stage().title())
            .orElse(Texts.get("state." + session.state().name()));
    return session
        .remaining()
        .map(left -> Texts.get("run.remaining", stage, PlanText.duration(left)))
        .orElse(stage + " ...");
  }

  private static String structure(Structure s) {
    String found = String.format(Locale.ROOT, "%s %.1f ml", s.name(), s.volumeMl());
    return s.truncated() ? Texts.get("run.truncated", found) : found;
  }

  private static List<String> result(Segmented result) {
    List<String> lines = new ArrayList<>();
    List<String> found =
        result.structures().stream()
            .filter(s -> s.voxels() > 0)
            .map(SessionText::structure)
            .toList();
    Duration took = result.result().times().values().stream().reduce(Duration.ZERO, Duration::plus);
    lines.add(
        found.isEmpty()
            ? Texts.get("run.doneNothing")
            : Texts.get("run.done", PlanText.duration(took)));
    lines.addAll(found);
    result.warnings().forEach(warning -> lines.add(Texts.get("plan.warning", warning)));
    return lines;
  }
}
