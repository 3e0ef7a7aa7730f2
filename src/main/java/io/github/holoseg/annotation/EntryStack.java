package io.github.holoseg.annotation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stack of steps whose oldest ones go to a file, so that memory stays bounded however long it
 * grows. The file is a stack too: what went in last comes out first, and its end is cut off.
 *
 * <p>If the file cannot be written (a full disk), the steps that would have gone there are
 * forgotten and {@link #lost()} says so: painting goes on.
 */
final class EntryStack implements AutoCloseable {
  private final long memoryLimit;
  private final Path folder;
  private final Deque<HistoryEntry> entries = new ArrayDeque<>(); // the newest first
  private long memory;
  // Not a channel: that one is closed when a thread that uses it is interrupted.
  private RandomAccessFile file;
  private Path path;
  private long onDisk;
  private boolean lost;

  /**
   * @param memoryLimit bytes of entries that may stay in memory
   * @param folder where the file is made once it is needed; deleted when this is closed
   */
  EntryStack(long memoryLimit, Path folder) {
    this.memoryLimit = memoryLimit;
    this.folder = folder;
  }

  void push(HistoryEntry entry) {
    entries.addFirst(entry);
    memory += entry.memory();
    while (memory > memoryLimit) {
      HistoryEntry oldest = entries.removeLast();
      memory -= oldest.memory();
      toDisk(oldest);
    }
  }

  /**
   * @return null if there is none
   * @throws IOException if it had gone to the file and cannot be read any more; the stack is empty
   *     then
   */
  HistoryEntry pop() throws IOException {
    HistoryEntry newest = entries.pollFirst();
    if (newest != null) {
      memory -= newest.memory();
      return newest;
    }
    return fromDisk(true);
  }

  /** As {@link #pop()}, and leaves it there. */
  HistoryEntry peek() throws IOException {
    return entries.isEmpty() ? fromDisk(false) : entries.peekFirst();
  }

  boolean isEmpty() {
    return entries.isEmpty() && onDisk == 0;
  }

  long size() {
    return entries.size() + onDisk;
  }

  /** Bytes of the entries in memory. */
  long memory() {
    return memory;
  }

  /** Entries in the file. */
  long onDisk() {
    return onDisk;
  }

  /** Whether steps were forgotten because the file could not be written. */
  boolean lost() {
    return lost;
  }

  void clear() {
    entries.clear();
    memory = 0;
    forgetDisk();
    lost = false;
  }

  private void toDisk(HistoryEntry entry) {
    try {
      if (file == null) {
        path = Files.createTempFile(folder, "holoseg-undo", ".tmp");
        path.toFile().deleteOnExit();
        file = new RandomAccessFile(path.toFile(), "rw");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(entry.delta().length + 256);
      entry.write(new DataOutputStream(bytes));
      // The length comes last: from the end of the file one gets to the start of the entry.
      int length = bytes.size();
      new DataOutputStream(bytes).writeInt(length);
      file.seek(file.length());
      file.write(bytes.toByteArray());
      onDisk++;
    } catch (IOException e) {
      forgetDisk();
      lost = true;
    }
  }

  private HistoryEntry fromDisk(boolean remove) throws IOException {
    if (onDisk == 0) {
      return null;
    }
    try {
      long end = file.length() - Integer.BYTES;
      file.seek(Math.max(0, end));
      byte[] record = new byte[file.readInt()];
      long start = end - record.length;
      file.seek(start);
      file.readFully(record);
      HistoryEntry entry = HistoryEntry.read(new DataInputStream(new ByteArrayInputStream(record)));
      if (remove) {
        file.setLength(start);
        onDisk--;
      }
      return entry;
    } catch (IOException | RuntimeException e) {
      forgetDisk();
      lost = true;
      throw new IOException("earlier steps cannot be read back from " + folder + ": " + e, e);
    }
  }

  private void forgetDisk() {
    onDisk = 0;
    if (file != null) {
      try {
        file.setLength(0);
      } catch (IOException e) {
        close(); // a new one is made when it is needed
      }
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // The file is deleted when the process ends.
      }
      file = null;
      onDisk = 0;
    }
  }
}
