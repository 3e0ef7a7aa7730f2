package io.github.holoseg.annotation.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.annotation.DoubtfulPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("labels").resolve("anna" + DoubtFile.ENDING);
    assertThat(DoubtFile.read(file)).isEmpty();
    DoubtfulPlace place = new DoubtfulPlace(new double[] {-0.1, 2e-3, 300}, 1L << 40, 0.25, 1);
    DoubtFile.write(file, List.of(place, place));
    List<DoubtfulPlace> read = DoubtFile.read(file);
    assertThat(read).hasSize(2);
    assertThat(read.get(1).position()).containsExactly(place.position());
    assertThat(read.get(1).voxels()).isEqualTo(place.voxels());
    assertThat(read.get(1).ml()).isEqualTo(place.ml());
    assertThat(read.get(1).doubt()).isEqualTo(place.doubt());
  }

  @Test
  void whatIsSomethingElseIsASentence() throws IOException {
    Path file = folder.resolve("a.doubt.json");
    for (String odd :
        List.of(
            "{",
            "[]",
            "{\"holoseg\": \"doubt\", \"version\": 2}",
            "{\"holoseg\": \"doubt\", \"version\": 1, \"places\": [{\"lps\": [1, 2]}]}")) {
      Files.writeString(file, odd);
      assertThatThrownBy(() -> DoubtFile.read(file))
          .as(odd)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }
}
