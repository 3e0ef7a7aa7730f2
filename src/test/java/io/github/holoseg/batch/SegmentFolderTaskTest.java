package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFolderTaskTest {
  @TempDir Path folder;
  private final FakeTools tools = new FakeTools();
  private Path in;
  private Path out;

  @BeforeEach
  void scans() throws IOException {
    in = folder.resolve("all scans");
    out = in.resolve("results");
    put("b, odd.nii", "broken");
    put("a.nii", "good");
    put("notes.txt", "no image");
    put(".hidden.nii", "good");
    put("patient 1/series/2.dcm", "x");
    put("patient 1/series/1.dcm", "y");
    put("patient 1/series/more/3.dcm", "z");
    put("patient 1/a.nii", "good");
    put("patient 1_a.nii", "good");
    put("patient 1/a_seg.nii", "good");
    put("results/old_labels.nii", "good");
  }

  @Test
  void everyScanIsTakenOneFailureStopsNothingAndOneSegmenterServesAll() throws IOException {
    List<String> heard = new ArrayList<>();
    FolderOutcome outcome =
        new SegmentFolderTask(tools)
            .segment(
                options(out),
                (i, n, name, end) -> heard.add(i + "/" + n + " " + name + (end == null ? "" : "!")),
                ProgressListener.NONE,
                CancellationToken.none());
    assertThat(outcome.cases().stream().map(FolderOutcome.CaseResult::name))
        .containsExactly("a", "b, odd", "patient 1_a", "patient 1_series", "patient 1_a_2");
    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.sentence())
        .isEqualTo("4 of 5 scans segmented, 1 failed, 4 with warnings, 1 passed over");
    assertThat(outcome.passedOver())
        .containsExactly(Map.entry(in.resolve("patient 1/a_seg.nii"), "labels"));
    assertThat(tools.opened).isEqualTo(1);
    assertThat(tools.closed).isEqualTo(1);
    assertThat(heard).startsWith("0/5 a", "0/5 a!", "1/5 b, odd");
    assertThat(out.resolve("patient 1_series_labels.nii.gz")).exists();
    assertThat(out.resolve("b, odd_labels.report.json")).content().contains("\"failed\"");
    assertThat(out.resolve("cases.csv")).content().hasLineCount(7);
    List<String> rows = Files.readAllLines(out.resolve("cases.csv"));
    assertThat(rows.get(1)).startsWith("a,").contains(",done,").endsWith(",,odd | no GPU here");
    assertThat(rows.get(6))
        .isEqualTo("," + in.resolve("patient 1/a_seg.nii") + ",passed over,,,labels,");
    assertThat(Files.readAllLines(out.resolve("failures.csv")).get(1))
        .startsWith("\"b, odd\",\"" + in.resolve("b, odd.nii") + "\",failed,")
        .contains("ends after 6 of 100 bytes");
    assertThat(out.resolve("volumes.csv")).content().contains("a,1,bone,1,0.0020,0.000");
  }

  @Test
  void aCancelStopsTheBatchAndKeepsWhatIsDone() {
    CancellationToken cancel = new CancellationToken();
    assertThatThrownBy(
            () ->
                new SegmentFolderTask(tools)
                    .segment(
                        options(out),
                        (i, n, name, end) -> {
                          if (end != null) {
                            cancel.cancel();
                          }
                        },
                        ProgressListener.NONE,
                        cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(out.resolve("cases.csv")).content().hasLineCount(3);
    assertThat(tools.closed).isEqualTo(1);
  }

  @Test
  void whatCannotBeABatchIsRefused() throws IOException {
    assertThatThrownBy(() -> run(options(in))).isInstanceOf(UsageException.class);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> run(FolderOptions.parse("input=[" + empty + "] output=x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no scan is in this folder");
    assertThatThrownBy(
            () -> run(FolderOptions.parse("input=[" + in.resolve("a.nii") + "] output=x")))
        .hasMessageContaining("no folder");
  }

  private void run(FolderOptions options) throws IOException {
    new SegmentFolderTask(tools)
        .segment(options, (i, n, c, e) -> {}, ProgressListener.NONE, CancellationToken.none());
  }

  private FolderOptions options(Path output) {
    return FolderOptions.parse("input=[" + in + "] output=[" + output + "] device=cpu");
  }

  private void put(String name, String content) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
