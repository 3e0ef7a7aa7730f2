package io.github.holoseg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/java-api.md, word for word, compiled and run. */
class ApiExampleTest {
  @TempDir Path folder;

  // example
  static void segment(Path scan, Path target) throws IOException {
    Volume<?> volume = VolumeReaders.read(scan);
    ModelSpec model = ModelRepository.standard().load("bone");
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, SegmenterOptions.DEFAULT)) {
      SegmentationResult result =
          segmenter.segment(volume, ProgressListener.NONE, CancellationToken.none());
      result.warnings().forEach(System.err::println);
      LabelMapExporters.forFile(target).export(result.labels(), "my program", target);
    }
  }

  // end of example

  @Test
  void theExampleRuns() throws IOException {
    Path scan = folder.resolve("scan.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    Path target = folder.resolve("labels.nii.gz");
    segment(scan, target);
    LabelMap labels = LabelMapReader.read(target);
    assertThat(labels.geometry().isSameGrid(VolumeReaders.read(scan).geometry(), 1e-3)).isTrue();
    assertThat(labels.label("bone")).isPresent();
  }

  @Test
  void theDocumentShowsTheseLines() throws IOException {
    Path root = SharedData.project();
    String source =
        Files.readString(root.resolve("src/test/java/io/github/holoseg/docs/ApiExampleTest.java"));
    String document = Files.readString(root.resolve("docs/java-api.md"));
    String here =
        found(source, "  // example\\n(.*?)\\n\\s*// end of example").stripIndent().strip();
    assertThat(found(document, "```java\\n(.*?)```").strip()).isEqualTo(here);
  }

  private static String found(String text, String pattern) {
    Matcher m = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(m.find()).as(pattern).isTrue();
    return m.group(1);
  }
}
