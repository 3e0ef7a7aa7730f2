package io.github.holoseg.workbench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Asks the user interface from a thread in the background. */
public final class Questions {
  private Questions() {}

  /**
   * Waits for the answer; not to be called on the thread of the user interface.
   *
   * @param ui runs tasks on that thread
   * @throws java.util.concurrent.CompletionException with what the question threw
   */
  public static <T> T ask(Executor ui, Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ui.execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.join();
  }
}
