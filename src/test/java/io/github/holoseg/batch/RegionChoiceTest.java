package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who says which coarse model finds the region: the user, else the model. */
class RegionChoiceTest {
  private final FakeTools tools = new FakeTools();

  private static RoiSpec roi(String model, boolean always, String... labels) {
    return new RoiSpec(model, "totalsegmentator:total_fastest", List.of(labels), 5, always);
  }

  private void open(String macroOptions) throws IOException {
    SegmentOptions options =
        SegmentOptions.parse("input=/in.nii output=/out.nii.gz " + macroOptions)
            .withFiles(Path.of("/in.nii"), Path.of("/out.nii.gz"), null);
    CancellationToken cancel = CancellationToken.none();
    ModelSpec model =
        tools.model(ModelRepository.DEFAULT_ID, options.labels(), ProgressListener.NONE, cancel);
    RegionChoice.open(tools, model, options, ProgressListener.NONE, cancel).close();
  }

  @Test
  void withoutARegionTheWholeScanIsSegmented() throws IOException {
    open("labels=bone");
    assertThat(tools.region).isNull();
    tools.roi = roi("coarse", false);
    open("labels=bone");
    assertThat(tools.region).isNull();
  }

  @Test
  void theModelsOwnChoiceIsTakenWhenAskedFor() throws IOException {
    tools.roi = roi("coarse", false);
    for (String wish : List.of("roi", "roi=auto", "roi=yes")) {
      open("labels=bone " + wish);
      assertThat(tools.region.model().id()).isEqualTo("coarse");
      assertThat(tools.region.labels()).containsExactly("bone");
      assertThat(tools.region.margin()).isEqualTo(5);
    }
    assertThat(tools.asked).contains("coarse[bone]");
  }

  @Test
  void aModelForARegionOnlyCropsUnlessToldNotTo() throws IOException {
    tools.roi = roi("coarse", true, "hip", "femur");
    open("");
    assertThat(tools.region.labels()).containsExactlyInAnyOrder("hip", "femur");
    open("roi=none");
    assertThat(tools.region).isNull();
  }

  @Test
  void anyModelCanTakeAnyCoarseOne() throws IOException {
    open("labels=bone roi=coarse");
    assertThat(tools.region.model().id()).isEqualTo("coarse");
    assertThat(tools.region.margin()).isEqualTo(RoiSpec.DEFAULT_MARGIN);
    assertThatThrownBy(() -> open("roi=auto"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("does not say which coarse model finds its region");
  }

  @Test
  void aMissingCoarseModelIsNamedWithWhatInstallsIt() {
    tools.roi = roi("missing", true, "hip");
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no model 'missing'")
        .hasMessageEndingWith(
            "Install it with 'holoseg models add totalsegmentator:total_fastest'.");
  }
}
