package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holoseg on a class path that has no Bio-Formats. */
class WithoutBioFormatsTest {
  @TempDir Path folder;

  @Test
  void unknownFilesAreRefusedAndForcingSaysWhatIsMissing() throws Exception {
    Path file = Files.writeString(folder.resolve("a.tif"), "II*\0 and so on");
    try (URLClassLoader loader = withoutBioFormats()) {
      Class<?> reader = loader.loadClass(BioFormatsReader.class.getName());
      assertThat(reader.getClassLoader()).isSameAs(loader);
      assertThat(reader.getMethod("isPresent").invoke(null)).isEqualTo(false);
      Object instance = reader.getConstructor().newInstance();
      assertThat(reader.getMethod("score", Path.class).invoke(instance, file)).isEqualTo(0);

      Class<?> readers = loader.loadClass("io.github.holoseg.io.VolumeReaders");
      assertThatThrownBy(() -> unwrapped(readers, file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it looks like a TIFF image")
          .hasMessageContaining("where Bio-Formats is on the class path");
      Class<?> options = loader.loadClass("io.github.holoseg.io.ReadOptions");
      Object forced =
          options
              .getMethod("withReader", String.class)
              .invoke(options.getField("DEFAULT").get(null), "bioformats");
      Object chosen =
          readers.getMethod("readerFor", Path.class, options).invoke(null, file, forced);
      assertThat(chosen).isInstanceOf(reader);
      assertThatThrownBy(
              () ->
                  unwrap(
                      () ->
                          reader
                              .getMethod(
                                  "read",
                                  Path.class,
                                  options,
                                  loader.loadClass("io.github.holoseg.task.ProgressListener"),
                                  loader.loadClass("io.github.holoseg.task.CancellationToken"))
                              .invoke(chosen, file, forced, null, null)))
          .hasMessageContaining("needs Bio-Formats, which is not on the class path");
    }
  }

  private static void unwrapped(Class<?> readers, Path file) throws Throwable {
    unwrap(() -> readers.getMethod("read", Path.class).invoke(null, file));
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void unwrap(Call call) throws Throwable {
    try {
      call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URLClassLoader withoutBioFormats() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("bioformats_package")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
