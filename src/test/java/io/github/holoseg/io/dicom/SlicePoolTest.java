package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SlicePoolTest {
  /** The caller closes files and takes the target away as soon as it has the failure. */
  @Test
  void aFailureIsToldWhenAllWorkersHaveStopped() {
    CountDownLatch slowStarted = new CountDownLatch(1);
    AtomicBoolean slowDone = new AtomicBoolean();
    SlicePool pool = new SlicePool(2, ProgressListener.NONE, CancellationToken.none());
    SlicePool.Worker worker =
        new SlicePool.Worker() {
          @Override
          public void process(int slice) throws IOException {
            if (slice == 1) {
              await(slowStarted);
              throw new IOException("slice 1 is damaged");
            }
            slowStarted.countDown();
            pause();
            slowDone.set(true);
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> pool.run(2, () -> worker)).hasMessage("slice 1 is damaged");
    assertThat(slowDone).isTrue();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
