package io.github.holoseg.workbench.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.Host;
import java.awt.EventQueue;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostWorkTest {
  private static final LabelMap LABELS = Phantom.truth(Phantom.ct().geometry());

  /** Fails with a sentence if it is asked to. */
  private static final class Action implements Host.Action {
    private final String failure;
    private volatile boolean wasOnEventThread = true;
    private volatile LabelMap got;

    Action(String failure) {
      this.failure = failure;
    }

    @Override
    public String title() {
      return "show";
    }

    @Override
    public boolean takesOver() {
      return false;
    }

    @Override
    public void run(Volume<?> scan, LabelMap labels) throws IOException {
      wasOnEventThread = EventQueue.isDispatchThread();
      got = labels;
      if (failure != null) {
        throw new IOException(failure);
      }
    }
  }

  private static Optional<String> done(Action action) throws Exception {
    CompletableFuture<Optional<String>> told = new CompletableFuture<>();
    CompletableFuture<Boolean> toldThere = new CompletableFuture<>();
    EventQueue.invokeLater(
        () ->
            HostWork.start(
                action,
                Phantom.ct(),
                LABELS,
                failure -> {
                  toldThere.complete(EventQueue.isDispatchThread());
                  told.complete(failure);
                }));
    Optional<String> end = told.get(60, TimeUnit.SECONDS);
    assertThat(toldThere.get()).isTrue();
    return end;
  }

  @Test
  void theWindowsDoNotWaitForTheHost() throws Exception {
    Action action = new Action(null);
    assertThat(done(action)).isEmpty();
    assertThat(action.wasOnEventThread).isFalse();
    assertThat(action.got).isSameAs(LABELS);
  }

  @Test
  void whatWentWrongIsTold() throws Exception {
    assertThat(done(new Action("the table is full"))).contains("the table is full");
  }
}
