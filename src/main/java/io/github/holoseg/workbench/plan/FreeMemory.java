package io.github.holoseg.workbench.plan;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a run can have on this machine now. */
final class FreeMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private FreeMemory() {}

  /**
   * Bytes that Java may still take: what is free of its heap, and what the machine can give. Most
   * of a run's memory is either on the heap or beside it, so that both count.
   */
  static long bytes() {
    Runtime java = Runtime.getRuntime();
    return java.freeMemory() + machine();
  }

  /** Bytes that may still come onto Java's own heap, which has a limit of its own. */
  static long heap() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - (java.totalMemory() - java.freeMemory());
  }

  /** Bytes that the machine can give; on Linux with what it keeps of files and would give back. */
  private static long machine() {
    try {
      for (String line : Files.readAllLines(MEMINFO)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // another system
    }
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getFreeMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
