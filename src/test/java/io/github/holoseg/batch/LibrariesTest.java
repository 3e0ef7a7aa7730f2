package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  private static final String IMG = "net/imglib2/img/Img.class";

  @TempDir Path jars;

  @Test
  void ourOwnClassPathHasEachOnce() {
    List<Diagnosis.Finding> findings = Libraries.examine(getClass().getClassLoader());
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).ok()).isTrue();
    assertThat(findings.get(0).value()).contains("imglib2-").contains("onnxruntime-");
  }

  @Test
  void twoVersionsAreToldWithTheirFilesAndARemedy() throws IOException {
    List<Diagnosis.Finding> findings = examine(jar("imglib2-7.1.4.jar"), jar("imglib2-8.0.1.jar"));
    assertThat(findings).hasSize(2);
    assertThat(findings.get(1).ok()).isFalse();
    assertThat(findings.get(1).value())
        .isEqualTo("several versions: imglib2-7.1.4.jar, imglib2-8.0.1.jar");
    assertThat(findings.get(1).remedy()).contains("keep one in jars/");
  }

  /** Such as bioformats_package.jar, which holds other libraries. */
  @Test
  void aFileThatHoldsALibraryAsAPartOfItselfIsNoSecondVersion() throws IOException {
    assertThat(examine(jar("imglib2-8.0.1.jar"), jar("everything_package.jar"))).hasSize(1);
  }

  private List<Diagnosis.Finding> examine(URL... files) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(files, ClassLoader.getPlatformClassLoader())) {
      return Libraries.examine(loader);
    }
  }

  private URL jar(String name) throws IOException {
    Path file = jars.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(IMG));
      jar.closeEntry();
    }
    return file.toUri().toURL();
  }
}
