package io.github.holoseg.io.bioformats;

import java.lang.reflect.Method;

/**
 * Keeps Bio-Formats from writing to the console: without a configuration the logger it bundles
 * prints every debug line.
 *
 * <p>Only the loggers of Bio-Formats are turned down; in Fiji the rest is somebody else's. Done by
 * reflection, because the bundled logger is no dependency and the host may have another one.
 */
final class BioFormatsLog {
  private static final String[] NOISY = {"loci", "ome", "org.scijava.nativelib"};

  private BioFormatsLog() {}

  static void quiet() {
    try {
      ClassLoader loader = BioFormatsLog.class.getClassLoader();
      Class<?> factory = Class.forName("org.slf4j.LoggerFactory", true, loader);
      Class<?> level = Class.forName("ch.qos.logback.classic.Level", true, loader);
      Object off = level.getField("OFF").get(null);
      Method getLogger = factory.getMethod("getLogger", String.class);
      for (String name : NOISY) {
        Object logger = getLogger.invoke(null, name);
        if (logger.getClass().getName().equals("ch.qos.logback.classic.Logger")) {
          logger.getClass().getMethod("setLevel", level).invoke(logger, off);
        }
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // Another logger: its configuration is the host's matter.
      return;
    }
  }
}
