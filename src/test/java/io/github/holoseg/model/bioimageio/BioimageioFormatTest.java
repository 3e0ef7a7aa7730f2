package io.github.holoseg.model.bioimageio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.AbstractModelFormatTest;
import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BioimageioFormatTest extends AbstractModelFormatTest {
  private static final Path PACKAGES =
      SharedData.project().resolve("src/test/resources/golden/bioimageio");

  @Override
  protected ModelFormat format() {
    return new BioimageioFormat();
  }

  @Override
  protected void writeModel(Path folder) throws IOException {
    BundleFolders.copy(PACKAGES.resolve("halo_sigmoid"), folder);
  }

  @Override
  protected String descriptionFile() {
    return "rdf.yaml";
  }

  /** For a list, nothing is hashed. */
  @Override
  @Test
  protected void describesWhatItLoads() throws IOException {
    Path folder = temp.resolve("halo_sigmoid");
    writeModel(folder);
    ModelSpec described = format().describe(folder);
    ModelSpec loaded = format().load(folder);
    assertThat(described.labels()).isEqualTo(loaded.labels());
    assertThat(described.description()).isEqualTo(loaded.description());
    assertThat(described.intensity()).isEqualTo(loaded.intensity());
    assertThat(described.tests()).isEqualTo(loaded.tests());
    assertThat(described.network().weights().get(0).file())
        .isEqualTo(loaded.network().weights().get(0).file());
  }
}
