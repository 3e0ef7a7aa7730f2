package io.github.holoseg.model.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that behaves well, badly, or not at all. */
@Timeout(60)
class DownloaderTest {
  private static final int SIZE = 300_000;
  private static final int TIMEOUT = 10_000;

  @TempDir Path temp;
  private final byte[] bytes = new byte[SIZE];
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private String tag = "\"one\"";

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(bytes);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/model.zip", e -> serve(e, Integer.MAX_VALUE));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private Path fetch(URI address) throws IOException {
    return fetch(address, 1 << 20, CancellationToken.none());
  }

  private Path fetch(URI address, long limit, CancellationToken cancel) throws IOException {
    return new Downloader(temp, limit, TIMEOUT).fetch(address, ProgressListener.NONE, cancel);
  }

  /** Answers with ranges as RFC 9110 says, and breaks off after some bytes. */
  private void serve(HttpExchange exchange, int most) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = 0;
    boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    exchange.getResponseHeaders().set("ETag", tag);
    if (range != null && same) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE - from);
    try (OutputStream out = exchange.getResponseBody()) {
      int n = Math.min(most, SIZE - from);
      out.write(bytes, from, n);
      if (n < SIZE - from) {
        out.flush();
        exchange.close(); // the announced rest never comes
      }
    } catch (IOException e) {
      exchange.close();
    }
  }

  @Test
  void theWholeFileComes() throws IOException {
    List<Long> heard = new ArrayList<>();
    Path file =
        new Downloader(temp, SIZE, TIMEOUT)
            .fetch(
                at("/model.zip"),
                (stage, done, total) -> {
                  heard.add(done);
                  assertThat(total).isEqualTo(SIZE);
                },
                CancellationToken.none());
    assertThat(file).hasBinaryContent(bytes);
    assertThat(heard).isSorted().last().isEqualTo((long) SIZE);
  }

  @Test
  void aBrokenConnectionIsContinuedWhereItBroke() throws IOException {
    server.createContext("/breaks.zip", e -> serve(e, 130_000));
    assertThat(fetch(at("/breaks.zip"))).hasBinaryContent(bytes);
    assertThat(ranges).containsExactly("null", "bytes=130000-", "bytes=260000-");
  }

  @Test
  void aLaterTryContinuesTheEarlierOne() throws IOException {
    int[] most = {50_000};
    server.createContext(
        "/later.zip",
        e -> {
          if (most[0] == 0) {
            e.sendResponseHeaders(503, -1);
            e.close();
            return;
          }
          int n = most[0];
          most[0] = n == Integer.MAX_VALUE ? n : 0;
          serve(e, n);
        });
    assertThatThrownBy(() -> fetch(at("/later.zip"))).hasMessageContaining("busy (503)");
    most[0] = Integer.MAX_VALUE;
    assertThat(fetch(at("/later.zip"))).hasBinaryContent(bytes);
    assertThat(ranges).containsExactly("null", "bytes=50000-");
  }

  @Test
  void aFileThatHasChangedMeanwhileIsFetchedAnew() throws IOException {
    server.createContext(
        "/changes.zip",
        e -> {
          // Changed by the second request itself: after the first answer the client may be faster.
          boolean first = ranges.isEmpty();
          if (!first) {
            tag = "\"two\"";
            new Random(8).nextBytes(bytes);
          }
          serve(e, first ? 100_000 : Integer.MAX_VALUE);
        });
    Path file = fetch(at("/changes.zip"));
    assertThat(file).hasSize(SIZE);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(ranges).containsExactly("null", "bytes=100000-");
  }

  @Test
  void anotherRangeThanAskedForIsNotAppended() throws IOException {
    server.createContext(
        "/odd.zip",
        e -> {
          if (e.getRequestHeaders().containsKey("Range")) {
            ranges.add("range");
            e.getResponseHeaders().set("Content-Range", "bytes 7-" + (SIZE - 1) + "/" + SIZE);
            e.sendResponseHeaders(206, SIZE - 7);
            e.getResponseBody().write(bytes, 7, SIZE - 7);
            e.close();
          } else {
            serve(e, ranges.isEmpty() ? 1000 : Integer.MAX_VALUE);
          }
        });
    assertThat(fetch(at("/odd.zip"))).hasBinaryContent(bytes);
    assertThat(ranges).containsExactly("null", "range", "null");
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAgain() throws IOException {
    server.createContext(
        "/plain.zip",
        e -> {
          ranges.add(String.valueOf(e.getRequestHeaders().getFirst("Range")));
          int n = ranges.size() == 1 ? 1000 : SIZE;
          e.sendResponseHeaders(200, SIZE);
          e.getResponseBody().write(bytes, 0, n);
          e.getResponseBody().flush();
          e.close();
        });
    // Without ETag or date nothing can be gone on with, so the first try is not repeated by itself.
    assertThatThrownBy(() -> fetch(at("/plain.zip"))).isInstanceOf(IOException.class);
    assertThat(fetch(at("/plain.zip"))).hasBinaryContent(bytes);
    assertThat(ranges).containsExactly("null", "null");
  }

  @Test
  void aConnectionThatBreaksWithoutABitMoreEndsInASentence() {
    server.createContext("/never.zip", e -> serve(e, 0));
    assertThatThrownBy(() -> fetch(at("/never.zip")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(at("/never.zip") + ": ")
        .hasMessageContaining("goes on from there");
    assertThat(ranges).hasSize(1);
  }

  @Test
  void statusesAreTold() {
    for (int status : new int[] {404, 403, 500}) {
      server.createContext(
          "/status" + status,
          e -> {
            e.sendResponseHeaders(status, -1);
            e.close();
          });
      assertThatThrownBy(() -> fetch(at("/status" + status)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(at("/status" + status) + ": ")
          .hasMessageContaining(Integer.toString(status));
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void redirectsAreFollowedToAnEnd() throws IOException {
    redirect("/old", "/older");
    redirect("/older", at("/model.zip").toString());
    assertThat(fetch(at("/old"))).hasBinaryContent(bytes);
    redirect("/loop", "/loop");
    assertThatThrownBy(() -> fetch(at("/loop"))).hasMessageContaining("more than 5 times");
    redirect("/file", temp.toUri().toString());
    assertThatThrownBy(() -> fetch(at("/file"))).hasMessageContaining("other than http");
    redirect("/ftp", "ftp://127.0.0.1/x");
    assertThatThrownBy(() -> fetch(at("/ftp"))).hasMessageContaining("other than http");
    redirect("/bad", "http://[bad");
    assertThatThrownBy(() -> fetch(at("/bad"))).hasMessageContaining("no address");
  }

  private void redirect(String path, String to) {
    server.createContext(
        path,
        e -> {
          e.getResponseHeaders().set("Location", to);
          e.sendResponseHeaders(302, -1);
          e.close();
        });
  }

  @Test
  void theLimitHoldsForAnnouncedAndForOtherBytes() throws IOException {
    assertThatThrownBy(() -> fetch(at("/model.zip"), SIZE - 1, CancellationToken.none()))
        .hasMessageContaining("more than the limit");
    server.createContext(
        "/chunked.zip",
        e -> {
          e.getResponseHeaders().set("ETag", tag);
          e.sendResponseHeaders(200, 0); // no length
          try (OutputStream out = e.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              out.write(bytes);
            }
          } catch (IOException gone) {
            e.close();
          }
        });
    assertThatThrownBy(() -> fetch(at("/chunked.zip"))).hasMessageContaining("than the limit");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aServerThatSaysNothingIsLeft() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/x.zip");
      Downloader impatient = new Downloader(temp, SIZE, 500);
      assertThatThrownBy(
              () -> impatient.fetch(address, ProgressListener.NONE, CancellationToken.none()))
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void aServerThatIsNotThereOrSpeaksOtherwiseIsTold() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThatThrownBy(() -> fetch(URI.create("http://127.0.0.1:" + port + "/x.zip")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is this machine online?");
    assertThatThrownBy(() -> fetch(URI.create("http://no-such-host.invalid/x.zip")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is this machine online?");
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = other.accept()) {
                  socket.getInputStream().read();
                  socket.getOutputStream().write("SSH-2.0\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // the client has left
                }
              });
      thread.start();
      assertThatThrownBy(
              () -> fetch(URI.create("http://127.0.0.1:" + other.getLocalPort() + "/x.zip")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCancelKeepsWhatCame() throws IOException {
    CancellationToken cancel = new CancellationToken();
    CountDownLatch arrived = new CountDownLatch(1);
    ProgressListener progress =
        (stage, done, total) -> {
          if (done == 100_000) {
            arrived.countDown();
          }
        };
    server.createContext(
        "/slow.zip",
        e -> {
          if (ranges.isEmpty()) {
            ranges.add("first");
            e.getResponseHeaders().set("ETag", tag);
            e.sendResponseHeaders(200, SIZE);
            e.getResponseBody().write(bytes, 0, 100_000);
            e.getResponseBody().flush();
            await(arrived);
            cancel.cancel();
            e.close();
          } else {
            serve(e, Integer.MAX_VALUE);
          }
        });
    Downloader patient = new Downloader(temp, SIZE, 10_000);
    assertThatThrownBy(() -> patient.fetch(at("/slow.zip"), progress, cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(fetch(at("/slow.zip"))).hasBinaryContent(bytes);
    assertThat(ranges).containsExactly("first", "bytes=100000-");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsDamagedOnTheDiskIsNotGoneOnWith() throws IOException {
    server.createContext("/cut.zip", e -> serve(e, ranges.isEmpty() ? 1000 : Integer.MAX_VALUE));
    PartialFile.of(temp, at("/cut.zip").toString()).begin("\"one\"", SIZE);
    try (Stream<Path> files = Files.list(temp)) {
      for (Path note : files.toList()) {
        Files.writeString(note, "{\"url\": 3");
      }
    }
    assertThat(fetch(at("/cut.zip"))).hasBinaryContent(bytes);
    assertThat(Arrays.asList("null", "bytes=1000-")).isEqualTo(ranges);
  }
}
