package io.github.holoseg.model.install;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** The answer to one GET, redirects followed by our own rules. */
final class HttpAnswer implements Closeable {
  private static final int MOST_REDIRECTS = 5;

  private final HttpURLConnection connection;
  private final int status;

  private HttpAnswer(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * Asks. A redirect leads to http or https only, never from https to http.
   *
   * @param from first byte that is wanted, 0 for all
   * @param validator of the file that the earlier bytes are of; null if {@code from} is 0
   * @param timeoutMillis for the connection, and for each time that nothing comes
   * @throws IOException saying in one sentence why there is no answer
   */
  static HttpAnswer get(URI address, long from, String validator, int timeoutMillis)
      throws IOException {
    URI at = address;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setUseCaches(false);
      connection.setRequestProperty("User-Agent", "Holoseg");
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
        connection.setRequestProperty("If-Range", validator);
      }
      int status = status(connection, at);
      String location = connection.getHeaderField("Location");
      if (status < 300 || status >= 400 || status == 304 || location == null) {
        return new HttpAnswer(connection, status);
      }
      connection.disconnect();
      at = next(address, at, location);
    }
    throw new IOException(
        address
            + ": it redirects more than "
            + MOST_REDIRECTS
            + " times; check the address in a browser");
  }

  private static URI next(URI address, URI from, String location) throws IOException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(address + ": it redirects to what is no address", e);
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean isWeb = scheme.equals("https") || scheme.equals("http");
    if (!isWeb || to.getHost() == null) {
      throw new IOException(address + ": it redirects to something other than http or https");
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && scheme.equals("http")) {
      throw new IOException(address + ": it redirects from https to http, which anyone can change");
    }
    return to;
  }

  private static int status(HttpURLConnection connection, URI at) throws IOException {
    try {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException(at + ": the server does not answer as the web does");
      }
      return status;
    } catch (UnknownHostException e) {
      throw new IOException(
          at + ": the host " + at.getHost() + " is not known; is this machine online?", e);
    } catch (ConnectException | NoRouteToHostException e) {
      throw new IOException(
          at + ": no connection to " + at.getHost() + "; is this machine online?", e);
    } catch (SocketTimeoutException e) {
      throw new IOException(at + ": the server does not answer; try again later", e);
    } catch (SSLException e) {
      throw new IOException(at + ": no secure connection (" + e.getMessage() + ")", e);
    }
  }

  int status() {
    return status;
  }

  /** What names this very version of the file; null if the server says nothing reliable. */
  String validator() {
    String tag = connection.getHeaderField("ETag");
    if (tag != null && !tag.isBlank()) {
      return tag.startsWith("W/") ? null : tag; // weak: may be other bytes
    }
    return connection.getHeaderField("Last-Modified");
  }

  /** Bytes that follow, -1 if the server does not say. */
  long length() {
    return connection.getContentLengthLong();
  }

  /** Where the bytes begin and how many the whole has; null without a Content-Range of bytes. */
  long[] range() {
    String text = connection.getHeaderField("Content-Range");
    if (text == null || !text.matches("bytes \\d{1,18}-\\d{1,18}/\\d{1,18}")) {
      return null;
    }
    String[] numbers = text.substring("bytes ".length()).split("[-/]");
    return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[2])};
  }

  InputStream body() throws IOException {
    return connection.getInputStream();
  }

  /** Ends the transfer, from any thread. */
  void abort() {
    connection.disconnect();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
