package io.github.holoseg.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTokenTest {
  @Test
  void throwsOnlyAfterCancel() {
    CancellationToken token = new CancellationToken();
    assertThatCode(token::throwIfCancelled).doesNotThrowAnyException();
    assertThat(token.isCancelled()).isFalse();
    token.cancel();
    assertThat(token.isCancelled()).isTrue();
    assertThatThrownBy(token::throwIfCancelled).isInstanceOf(CancellationException.class);
  }

  @Test
  void callbackRunsOnceHoweverOftenCancelled() {
    CancellationToken token = new CancellationToken();
    AtomicInteger calls = new AtomicInteger();
    token.onCancel(calls::incrementAndGet);
    token.cancel();
    token.cancel();
    assertThat(calls).hasValue(1);
  }

  @Test
  void callbackRunsAtOnceIfAlreadyCancelled() {
    CancellationToken token = new CancellationToken();
    token.cancel();
    AtomicInteger calls = new AtomicInteger();
    token.onCancel(calls::incrementAndGet).close();
    assertThat(calls).hasValue(1);
  }

  @Test
  void closedRegistrationIsNotCalled() {
    CancellationToken token = new CancellationToken();
    AtomicInteger calls = new AtomicInteger();
    CancellationToken.Registration registration = token.onCancel(calls::incrementAndGet);
    registration.close();
    registration.close();
    token.cancel();
    assertThat(calls).hasValue(0);
  }

  @Test
  void callbackMayAskTheTokenAgain() {
    CancellationToken token = new CancellationToken();
    AtomicInteger calls = new AtomicInteger();
    token.onCancel(() -> token.onCancel(calls::incrementAndGet));
    token.cancel();
    assertThat(calls).hasValue(1);
  }

  @Test
  void everyCallbackRunsExactlyOnceInARace() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      CancellationToken token = new CancellationToken();
      AtomicInteger calls = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      Thread canceller =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                token.cancel();
              });
      canceller.start();
      start.countDown();
      for (int i = 0; i < 50; i++) {
        token.onCancel(calls::incrementAndGet);
      }
      canceller.join();
      assertThat(calls).hasValue(50);
    }
  }
}
