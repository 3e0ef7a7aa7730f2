package io.github.holoseg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What users install: the jar, and the zip shaped like a Fiji folder. */
class PackageIT {
  @Test
  void theJarIsFoundByFijiAndByImageJ() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("holoseg.jar"))) {
      assertThat(text(jar, "META-INF/json/org.scijava.plugin.Plugin"))
          .contains("io.github.holoseg.commands.SegmentCommand");
      assertThat(text(jar, "plugins.config")).contains("Segment CT...");
      assertThat(text(jar, "io/github/holoseg/batch/version.properties"))
          .matches("(?s).*version=\\d+\\.\\d+.*");
    }
    assertThat(System.getProperty("holoseg.jar")).matches(".*/Holoseg_-[^/]+\\.jar");
  }

  @Test
  void theJarHoldsOurClassesOnly() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("holoseg.jar"))) {
      assertThat(names(jar))
          .filteredOn(name -> name.endsWith(".class"))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("io/github/holoseg/"));
    }
  }

  @Test
  void theZipIsAFijiFolder() throws IOException {
    try (ZipFile zip = new ZipFile(System.getProperty("holoseg.zip"))) {
      List<String> names = names(zip);
      assertThat(names)
          .allMatch(name -> name.matches("(plugins|jars|macros)/.*"))
          .anyMatch(name -> name.matches("plugins/Holoseg_-[^/]+\\.jar"))
          .contains(
              "macros/Holoseg/Segment_One.ijm",
              "macros/Holoseg/Segment_Folder.ijm",
              "macros/Holoseg/Convert.ijm",
              "plugins/Holoseg/README.md",
              "plugins/Holoseg/LICENSE",
              "plugins/Holoseg/licences-of-libraries.md")
          .anyMatch(name -> name.startsWith("jars/onnxruntime"))
          .noneMatch(
              name -> name.matches("jars/(bioformats|formats|ij-|scijava|junit|jqwik|flatlaf).*"));
    }
  }

  /** The page that lies in the zip has a row with name and version for each library beside it. */
  @Test
  void everyLibraryHasItsLicenceTold() throws IOException {
    Pattern jar = Pattern.compile("jars/(.+?)-(\\d[^/]*)\\.jar");
    try (ZipFile zip = new ZipFile(System.getProperty("holoseg.zip"))) {
      List<String> rows =
          text(zip, "plugins/Holoseg/licences-of-libraries.md")
              .lines()
              .filter(line -> line.startsWith("|"))
              .toList();
      List<String> libraries =
          names(zip).stream().filter(name -> name.matches("jars/.*\\.jar")).toList();
      assertThat(libraries).hasSizeGreaterThan(5);
      for (String library : libraries) {
        Matcher parts = jar.matcher(library);
        assertThat(parts.matches()).as(library).isTrue();
        Pattern name = Pattern.compile(".*[\\s:]" + Pattern.quote(parts.group(1)) + "[\\s,].*");
        assertThat(rows)
            .as(library)
            .anyMatch(row -> name.matcher(row).matches() && row.contains(parts.group(2)));
      }
    }
  }

  private static List<String> names(ZipFile zip) {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  private static String text(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
