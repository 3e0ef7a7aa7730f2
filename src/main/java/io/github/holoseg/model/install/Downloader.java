package io.github.holoseg.model.install;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Fetches one file by http or https. What came is kept when the connection breaks, and the next try
 * asks for the rest (RFC 9110: Range with If-Range, so that a file that has changed in the meantime
 * is fetched anew). Nothing is believed that the server says beyond that: not more bytes are taken
 * than it announced and than the limit allows.
 */
final class Downloader {
  private static final int BUFFER = 1 << 16;
  private static final int TRIES = 4;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Path folder;
  private final long limit;
  private final int timeoutMillis;

  /**
   * @param folder where partial files are kept
   * @param limit bytes
   */
  Downloader(Path folder, long limit, int timeoutMillis) {
    this.folder = folder;
    this.limit = limit;
    this.timeoutMillis = timeoutMillis;
  }

  /** The connection broke; what came until then is kept. */
  private static final class Cut extends IOException {
    private static final long serialVersionUID = 1;

    Cut(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The complete file. The caller moves or deletes it.
   *
   * @throws IOException naming the address, in one sentence
   * @throws java.util.concurrent.CancellationException soon after a cancel; what came is kept
   */
  Path fetch(URI address, ProgressListener progress, CancellationToken cancel) throws IOException {
    PartialFile.clear(folder);
    PartialFile partial = PartialFile.of(folder, address.toString());
    for (int attempt = 1; ; attempt++) {
      cancel.throwIfCancelled();
      long before = partial.size();
      try {
        attempt(address, partial, progress, cancel);
        return partial.file();
      } catch (Cut e) {
        cancel.throwIfCancelled();
        boolean hopeless = attempt >= TRIES || partial.size() <= before;
        if (hopeless) {
          throw new IOException(e.getMessage(), e);
        }
      }
    }
  }

  private void attempt(
      URI address, PartialFile partial, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    PartialFile.Head known = partial.head();
    long from = partial.size();
    if (known != null && from > 0 && from == known.length()) {
      return; // complete; the program ended before it was used
    }
    String validator = from > 0 ? known.validator() : null;
    try (HttpAnswer answer = HttpAnswer.get(address, from, validator, timeoutMillis)) {
      long[] range = answer.range();
      boolean continues = answer.status() == 206 && range != null && range[0] == from && from > 0;
      boolean isOther =
          continues && (known.length() >= 0 && range[1] != known.length() || range[1] <= from)
              || answer.status() == RANGE_NOT_SATISFIABLE
              || answer.status() == 206 && !continues;
      if (isOther && from > 0) {
        partial.delete();
        attempt(address, partial, progress, cancel);
        return;
      }
      if (!continues && answer.status() != 200) {
        throw new IOException(address + ": " + words(answer.status()));
      }
      long total;
      if (continues) {
        total = range[1];
      } else {
        total = answer.length();
        partial.begin(answer.validator(), total);
        from = 0;
      }
      if (total > limit) {
        partial.delete();
        throw tooLarge(address, total);
      }
      DiskSpace.require(folder, Math.max(0, total - from));
      try (CancellationToken.Registration end = cancel.onCancel(answer::abort)) {
        copy(address, answer, partial, from, total, progress, cancel);
      }
    }
  }

  private void copy(
      URI address,
      HttpAnswer answer,
      PartialFile partial,
      long from,
      long total,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    long done = from;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out =
        Files.newOutputStream(
            partial.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      InputStream in = body(address, answer, cancel);
      progress.onProgress(Stage.FETCH, done, Math.max(0, total));
      for (int n = read(address, in, buffer, cancel); n >= 0; ) {
        if (done + n > limit) {
          throw tooLarge(address, -1);
        }
        if (total >= 0 && done + n > total) {
          throw new IOException(address + ": more comes than the server has announced");
        }
        out.write(buffer, 0, n);
        done += n;
        progress.onProgress(Stage.FETCH, done, Math.max(0, total));
        cancel.throwIfCancelled();
        n = total >= 0 && done == total ? -1 : read(address, in, buffer, cancel);
      }
    } catch (Cut e) {
      throw e;
    } catch (IOException e) {
      partial.delete();
      throw e;
    }
    if (total >= 0 && done < total) {
      throw cut(address, done + " of " + total + " bytes came", null);
    }
  }

  private static InputStream body(URI address, HttpAnswer answer, CancellationToken cancel)
      throws IOException {
    try {
      return answer.body();
    } catch (IOException e) {
      cancel.throwIfCancelled();
      throw cut(address, "nothing came", e);
    }
  }

  private static int read(URI address, InputStream in, byte[] buffer, CancellationToken cancel)
      throws IOException {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw cut(address, "nothing more comes", e);
    } catch (EOFException | SocketException e) {
      cancel.throwIfCancelled();
      throw cut(address, "the connection broke", e);
    } catch (IOException e) {
      cancel.throwIfCancelled();
      // A chunked answer that ends within a chunk is one of these.
      throw cut(address, "the connection broke", e);
    }
  }

  private static Cut cut(URI address, String what, Throwable cause) {
    return new Cut(
        address + ": " + what + "; the same command goes on from there, if the server can", cause);
  }

  private IOException tooLarge(URI address, long total) {
    return new IOException(
        address
            + ": it has "
            + (total < 0 ? "more" : (total >> 20) + " MB, more")
            + " than the limit of "
            + (limit >> 20)
            + " MB; limit=… raises it");
  }

  private static String words(int status) {
    return switch (status) {
      case 401, 403, 407 -> "the server does not allow it (" + status + "); fetch it in a browser";
      case 404, 410 -> "there is no such file (" + status + "); check the address";
      case 429, 503 -> "the server is busy (" + status + "); try again later";
      default -> "the server answers with status " + status + "; try again later";
    };
  }
}
