package io.github.holoseg.model.holoseg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ModelSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is written is read back, by the reader and by the schema. */
class RoundTripTest {
  private static Path folder;

  @BeforeContainer
  static void makeWeights() throws IOException {
    folder = Files.createTempDirectory("holoseg-round-trip").toRealPath();
    Files.createDirectory(folder.resolve("folds"));
    for (String name : ArbitrarySpecs.FILES) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  @AfterContainer
  static void removeWeights() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  net.jqwik.api.Arbitrary<ModelSpec> specs() {
    return ArbitrarySpecs.in(folder);
  }

  @Property(tries = 300)
  void readReturnsWhatWasWritten(@ForAll("specs") ModelSpec spec) throws IOException {
    HolosegFormat format = new HolosegFormat();
    Path file = folder.resolve("holoseg.json");
    format.write(spec, file);
    assertThat(ModelSpecs.comparable(format.load(folder))).isEqualTo(ModelSpecs.comparable(spec));
    assertThat(RefusedDocumentsTest.schema().validate(SampleModel.JSON.readTree(file.toFile())))
        .isEmpty();
    String once = Files.readString(file);
    format.write(format.load(folder), file);
    assertThat(Files.readString(file)).isEqualTo(once);
  }
}
