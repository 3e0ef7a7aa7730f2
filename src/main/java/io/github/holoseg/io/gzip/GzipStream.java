package io.github.holoseg.io.gzip;

import io.github.holoseg.io.gzip.GzipMembers.Block;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * The content of a gzip file with one or several members, in place of {@link
 * java.util.zip.GZIPInputStream}: unpacks on a thread of its own, ahead of the reader, whose thread
 * meanwhile compares the checksums and uses the bytes. For one reading thread.
 *
 * <p>Reading fails as in that class: with {@link EOFException} where the file breaks off, after all
 * bytes before, with {@link ZipException} where it is damaged or a checksum differs. Bytes behind
 * the last member that are no gzip header are ignored, as gzip does.
 *
 * <p>The first bytes are unpacked by the reader itself: looking at a header costs no thread.
 */
public final class GzipStream extends InputStream {
  private static final int FIRST = 1 << 14;
  private static final int SIZE = 1 << 18;
  private static final int BLOCKS = 6;

  private final InputStream file;
  private final GzipMembers members;
  private final CRC32 crc = new CRC32();
  private int memberBytes; // modulo 2^32, as in the file
  private Block current;
  private int at;

  // Shared with the thread, under the lock.
  private final Object lock = new Object();
  private final Queue<Block> ready = new ArrayDeque<>();
  private final Queue<byte[]> free = new ArrayDeque<>();
  private int made;
  private Thread thread;
  private boolean ended;
  private Throwable failure;
  private boolean closed;

  /**
   * @param file from its first byte on; closed with this
   * @throws ZipException if it is no gzip file
   * @throws EOFException if it ends within its header
   */
  public GzipStream(InputStream file) throws IOException {
    this.file = file;
    this.members = new GzipMembers(file);
    current = members.next(new byte[FIRST]);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (current != null && at == current.end()) {
      check();
      current = current.last() ? null : take();
      at = 0;
    }
    if (current == null) {
      return -1;
    }
    int n = Math.min(length, current.end() - at);
    System.arraycopy(current.bytes(), at, into, offset, n);
    crc.update(into, offset, n);
    memberBytes += n;
    at += n;
    return n;
  }

  @Override
  public int available() {
    return current == null ? 0 : current.end() - at;
  }

  /** At the end of a member. */
  private void check() throws ZipException {
    if (current.memberEnds()) {
      if ((int) crc.getValue() != current.crc()) {
        throw new ZipException("the checksum differs");
      }
      if (memberBytes != current.length()) {
        throw new ZipException("the length differs");
      }
      crc.reset();
      memberBytes = 0;
    }
  }

  /** The next block, null at the end; the present one is given back. */
  private Block take() throws IOException {
    synchronized (lock) {
      if (thread == null) {
        thread = new Thread(this::unpack, "holoseg-gzip");
        thread.setDaemon(true);
        thread.start();
      } else {
        free.add(current.bytes());
      }
      lock.notifyAll();
      while (ready.isEmpty() && !ended && !closed) {
        await();
      }
      if (closed) {
        throw new IOException("the stream was closed");
      }
      if (!ready.isEmpty()) {
        return ready.remove();
      }
      if (failure instanceof EOFException) {
        throw (EOFException) new EOFException(failure.getMessage()).initCause(failure);
      } else if (failure instanceof IOException e) {
        throw e;
      } else if (failure != null) {
        throw new IOException("unpacking failed", failure);
      }
      return null;
    }
  }

  /** The thread. */
  private void unpack() {
    Throwable problem = null;
    try {
      for (byte[] room = room(); room != null; room = room()) {
        Block block = members.next(room);
        if (block == null) {
          break;
        }
        synchronized (lock) {
          ready.add(block);
          lock.notifyAll();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      problem = e;
    }
    synchronized (lock) {
      ended = true;
      failure = problem;
      lock.notifyAll();
    }
  }

  /** A free array, null when closed. */
  private byte[] room() throws IOException {
    synchronized (lock) {
      while (free.isEmpty() && made == BLOCKS && !closed) {
        await();
      }
      if (closed) {
        return null;
      } else if (!free.isEmpty()) {
        return free.remove();
      }
      made++;
      return new byte[SIZE];
    }
  }

  private void await() throws IOException {
    try {
      lock.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while unpacking");
    }
  }

  /** Ends the thread and closes the file. */
  @Override
  public void close() throws IOException {
    Thread running;
    synchronized (lock) {
      closed = true;
      running = thread;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join(); // at most one block's work; the file must not be closed under its reader
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    members.close();
    file.close();
  }
}
