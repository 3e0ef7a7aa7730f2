package io.github.holoseg.io.raster;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.OneLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a header in text (UTF-8, which includes ASCII), and where the last one ended. */
public final class HeaderLines implements Closeable {
  /** 65535 labels with names, colours and codes need less. */
  private static final int LARGEST = 64 << 20;

  private final Path source;
  private final InputStream in;
  private long position;

  public HeaderLines(Path source) throws IOException {
    this.source = source;
    this.in = new BufferedInputStream(Files.newInputStream(source), 1 << 16);
  }

  /**
   * The next line without its end; null at the end of the file.
   *
   * @throws VolumeFormatException if the header is larger than any
   */
  public String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      position++;
      if (position > LARGEST) {
        throw new VolumeFormatException(source, "its header does not end within 64 MiB");
      }
      line.write(c);
      c = in.read();
    }
    position += c == '\n' ? 1 : 0;
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Bytes up to the end of the last line. */
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Text of a header for a message: not more than a line of it. */
  public static String shown(String text) {
    return text == null ? null : OneLine.beginning(text, 100);
  }

  /** Up to {@code n} first bytes as Latin-1 text; empty if the file cannot be read. */
  public static String head(Path source, int n) {
    try (InputStream in = Files.newInputStream(source)) {
      return new String(in.readNBytes(n), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
