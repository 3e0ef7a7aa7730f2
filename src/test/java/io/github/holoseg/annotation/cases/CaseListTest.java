package io.github.holoseg.annotation.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseListTest {
  @TempDir Path folder;

  private CaseList three() throws IOException {
    CaseList list = CaseList.open(folder);
    list.add("a", folder.resolve("scans/a.nii.gz"), null);
    list.add("b", folder.resolve("b.nii.gz"), folder.resolve("labels/b.nii.gz"));
    list.add("c", folder.resolve("dicom c"), null);
    list.save();
    return list;
  }

  @Test
  void comesBackAsItWasSaved() throws IOException {
    CaseList list = three();
    list.setStatus("b", CaseStatus.FLAGGED);
    list.setNotes("b", "where is the \"neck\"?\nlook again");
    list.addTime("b", Duration.ofSeconds(90));
    assertThat(list.isChanged()).isTrue();
    list.save();
    assertThat(list.isChanged()).isFalse();
    CaseList again = CaseList.open(folder);
    assertThat(again.cases()).isEqualTo(list.cases());
    assertThat(again.find("b"))
        .contains(
            new AnnotationCase(
                "b",
                folder.resolve("b.nii.gz"),
                folder.resolve("labels/b.nii.gz"),
                CaseStatus.FLAGGED,
                Duration.ofSeconds(90),
                "where is the \"neck\"?\nlook again"));
    assertThat(Files.readString(folder.resolve(CaseList.FILE))).contains("\"labels/b.nii.gz\"");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing beside the file").hasSize(1);
    }
  }

  @Test
  void twoPeopleDoNotWriteOverEachOther() throws IOException {
    CaseList mine = three();
    CaseList theirs = CaseList.open(folder);
    mine.setStatus("a", CaseStatus.DONE);
    mine.addTime("a", Duration.ofSeconds(10));
    theirs.setNotes("a", "theirs");
    theirs.addTime("a", Duration.ofSeconds(20));
    theirs.add("d", folder.resolve("d.nii"), null);
    theirs.save();
    mine.save();
    AnnotationCase a = CaseList.open(folder).find("a").orElseThrow();
    assertThat(a.status()).isEqualTo(CaseStatus.DONE);
    assertThat(a.notes()).isEqualTo("theirs");
    assertThat(a.spent()).isEqualTo(Duration.ofSeconds(30));
    assertThat(mine.cases()).hasSize(4);
  }

  @Test
  void whatOthersAddedToTheFileIsKept() throws IOException {
    Files.writeString(
        folder.resolve(CaseList.FILE),
        """
        {"holoseg": "cases", "version": 1, "project": "hips",
         "cases": [{"id": "x", "image": "x.nii", "reader": "second", "status": "to-do"},
                   {"id": "x", "image": "y.nii"},
                   {"image": "nameless.nii"}, 5,
                   {"id": "z", "image": "z.nii", "status": "finished", "seconds": -4}]}
        """);
    CaseList list = CaseList.open(folder);
    assertThat(list.cases()).extracting(AnnotationCase::id).containsExactly("x", "z");
    assertThat(list.problems())
        .hasSize(4)
        .anyMatch(p -> p.contains("two cases 'x'"))
        .anyMatch(p -> p.contains("status 'finished', taken as to-do"));
    assertThat(list.find("z").orElseThrow().spent()).isZero();
    list.setStatus("x", CaseStatus.DONE);
    list.save();
    assertThat(Files.readString(folder.resolve(CaseList.FILE)))
        .contains("\"hips\"", "\"second\"", "nameless.nii", "\"finished\"", "\"done\"");
  }

  @Test
  void aFileThatIsSomethingElseIsNotWrittenOver() throws IOException {
    Path file = folder.resolve(CaseList.FILE);
    for (String text : List.of("{\"holoseg\": \"cases\",\n \"cases\": [", "[]", "", "{}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> CaseList.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString());
      assertThat(Files.readString(file)).isEqualTo(text);
    }
    Files.delete(file);
    CaseList list = three();
    Files.writeString(file, "{ damaged");
    list.setNotes("a", "kept");
    assertThatThrownBy(list::save).hasMessageContaining("is no JSON in line 1");
    assertThat(Files.readString(file)).isEqualTo("{ damaged");
    Files.writeString(file, "{\"holoseg\": \"cases\", \"version\": 1, \"cases\": []}");
    list.save();
    assertThat(Files.readString(file)).contains("kept");
    Files.writeString(file, "{\"holoseg\": \"cases\", \"version\": 2, \"cases\": []}");
    assertThatThrownBy(() -> CaseList.open(folder)).hasMessageContaining("version 2");
  }

  @Test
  void walksToTheNextWantedCase() throws IOException {
    CaseList list = three();
    list.setStatus("b", CaseStatus.DONE);
    assertThat(next(list, "a", true, c -> c.status() == CaseStatus.TO_DO)).contains("c");
    assertThat(next(list, "c", true, c -> true)).contains("a");
    assertThat(next(list, "a", false, c -> true)).contains("c");
    assertThat(next(list, null, true, c -> true)).contains("a");
    assertThat(next(list, null, false, c -> true)).contains("c");
    assertThat(next(list, "b", true, c -> c.status() == CaseStatus.DONE)).contains("b");
    assertThat(next(list, "b", true, c -> false)).isEmpty();
  }

  private static Optional<String> next(
      CaseList list, String id, boolean forwards, Predicate<AnnotationCase> wanted) {
    return CaseWalk.next(list.cases(), id, forwards, wanted).map(AnnotationCase::id);
  }

  @Test
  void anImageIsOneCaseAndAnIdIsGivenOnce() throws IOException {
    CaseList list = three();
    assertThat(list.add("other", folder.resolve("b.nii.gz"), null)).isEqualTo("b");
    assertThat(list.add("b", folder.resolve("sub/b.nii.gz"), null)).isEqualTo("b_2");
    assertThat(list.cases()).hasSize(4);
  }

  @Test
  void structuresOfAllCasesAreKeptWithTheList() throws IOException {
    CaseList list = three();
    list.save();
    assertThat(list.structures()).isEmpty();
    list.addStructures(List.of(Label.of(1, "femur"), Label.of(3, "hip")));
    CaseList other = CaseList.open(folder);
    other.addStructures(List.of(new Label(2, "hip", 0xFF102030, null)));
    other.save();
    assertThat(list.isChanged()).isTrue();
    list.save();
    assertThat(list.isChanged()).isFalse();
    assertThat(CaseList.open(folder).structures())
        .as("the last one of a name or value counts")
        .containsExactly(Label.of(1, "femur"), Label.of(3, "hip"));
    list.addStructures(List.of(new Label(3, "sacrum", 0xFF102030, null)));
    list.save();
    assertThat(CaseList.open(folder).structures())
        .containsExactly(Label.of(1, "femur"), new Label(3, "sacrum", 0xFF102030, null));
    assertThat(list.cases()).hasSize(3);
  }

  @Test
  void structuresThatMakeNoSenseAreLeftOut() throws IOException {
    Files.writeString(
        folder.resolve(CaseList.FILE),
        """
        {"holoseg": "cases", "version": 1, "cases": [], "structures": [
          {"value": 0, "name": "background"}, {"value": 70000, "name": "far"}, {"value": 4},
          {"value": 2, "name": "hip", "color": "blue"}, {"value": 2, "name": "rib"}, 7]}
        """);
    assertThat(CaseList.open(folder).structures()).containsExactly(Label.of(2, "hip"));
  }

  @Test
  void pausesAreNotWork() {
    Instant[] now = {Instant.EPOCH};
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now[0];
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    WorkTime time = new WorkTime(clock, Duration.ofMinutes(2));
    for (int seconds : new int[] {0, 50, 100, 1000, 1060}) {
      now[0] = Instant.EPOCH.plusSeconds(seconds).plusMillis(seconds == 100 ? 700 : 0);
      time.active();
    }
    assertThat(time.take()).isEqualTo(Duration.ofSeconds(160));
    assertThat(time.take()).isZero();
  }
}
