package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelFilesTest {
  private static final List<String> TWO = List.of("CT", "PET");

  @TempDir Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void files() throws IOException {
    first = Files.createFile(folder.resolve("case_1_0000.nii.gz"));
    second = Files.createFile(folder.resolve("case_1_0001.nii.gz"));
  }

  @Test
  void theFirstFileOrTheFolderStandsForAll() throws IOException {
    assertThat(ChannelFiles.of(List.of(first), TWO)).containsExactly(first, second);
    assertThat(ChannelFiles.of(List.of(folder), TWO)).containsExactly(first, second);
    assertThat(ChannelFiles.of(List.of(second, first), TWO)).containsExactly(second, first);
    assertThat(ChannelFiles.of(List.of(first), List.of("CT"))).containsExactly(first);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Files.delete(second);
    assertThatThrownBy(() -> ChannelFiles.of(List.of(first), TWO))
        .hasMessage(second + ": the file of channel 1 (PET) is missing.");
    assertThatThrownBy(() -> ChannelFiles.of(List.of(folder.resolve("a.nii")), TWO))
        .hasMessageContaining("takes 2 channel(s) [CT, PET], 1 file(s) were named");
    Files.createFile(folder.resolve("case_2_0000.nii.gz"));
    assertThatThrownBy(() -> ChannelFiles.of(List.of(folder), TWO))
        .hasMessageContaining("holds 2 files NAME_0000; use 'batch'");
  }

  @Test
  void severalPathsAreSeparatedAsInPath() throws IOException {
    String both = first + File.pathSeparator + second;
    assertThat(ChannelFiles.split(both)).containsExactly(first, second);
    assertThat(ChannelFiles.split("a.nii")).containsExactly(Path.of("a.nii"));
    SegmentOptions options =
        SegmentOptions.of(
            Arguments.of(Operation.SEGMENT, Map.of("input", both, "output", "out.nii.gz")));
    assertThat(options.inputs()).containsExactly(first, second);
    assertThat(SegmentOptions.of(options.toArguments()).inputs()).containsExactly(first, second);
  }

  @Test
  void aBatchGroupsWhatBelongsTogether() {
    Path other = folder.resolve("other.nii.gz");
    Map<Path, String> passedOver = new TreeMap<>();
    List<CaseFinder.Case> cases =
        ChannelFiles.group(
            List.of(
                new CaseFinder.Case(first, "case_1_0000"),
                new CaseFinder.Case(second, "case_1_0001"),
                new CaseFinder.Case(other, "other")),
            2,
            passedOver);
    assertThat(cases).containsExactly(new CaseFinder.Case(first, "case_1"));
    assertThat(passedOver).containsOnlyKeys(other);
  }
}
