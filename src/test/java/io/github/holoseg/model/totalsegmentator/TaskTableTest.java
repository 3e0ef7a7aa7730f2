package io.github.holoseg.model.totalsegmentator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold in the table whatever it says. */
class TaskTableTest {
  private final TaskTable table = TaskTable.get();

  @Test
  void totalHas117StructuresThatItsPartsCoverOnce() {
    Task total = table.task("total");
    assertThat(total.labels().stream().map(Label::value))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 117).boxed().toList());
    assertThat(total.parts().stream().map(Task.Part::dataset))
        .containsExactly(291, 292, 293, 294, 295);
    List<Integer> painted = new ArrayList<>();
    total.parts().forEach(part -> painted.addAll(part.values().subList(1, part.values().size())));
    assertThat(painted).containsExactlyElementsOf(IntStream.rangeClosed(1, 117).boxed().toList());
    assertThat(label(total, "femur_left").value()).isEqualTo(75);
    assertThat(label(total, "femur_right").value()).isEqualTo(76);
  }

  @Test
  void theStructuresOfTotalAreCoded() {
    for (Label label : table.task("total").labels()) {
      assertThat(label.codedConcept()).as(label.name()).isPresent();
      assertThat(label.concept().scheme()).isEqualTo("SCT");
      // SNOMED CT identifiers: 6 to 18 digits, the last one a check digit
      assertThat(label.concept().code()).matches("[1-9]\\d{5,17}");
      assertThat(label.concept().meaning()).isNotBlank();
      assertThat(isVerhoeff(label.concept().code())).as(label.name()).isTrue();
    }
    assertThat(label(table.task("total"), "femur_left").concept().code()).isEqualTo("71341001");
  }

  @Test
  void everyLeftHasARight() {
    for (Task task : table.tasks()) {
      List<String> names = task.labels().stream().map(Label::name).toList();
      assertThat(names).doesNotHaveDuplicates();
      if (task.name().startsWith("total")) {
        for (String name : names) {
          // the one structure of which there is only the left in the table
          if (name.contains("_left") && !name.equals("atrial_appendage_left")) {
            assertThat(names).contains(name.replace("_left", "_right"));
          }
        }
      }
    }
  }

  @Test
  void everyTaskIsComplete() {
    for (Task task : table.tasks()) {
      assertThat(task.license()).isEqualTo("Apache-2.0");
      assertThat(task.step()).isIn(0.5, 0.8);
      assertThat(task.folder()).matches("nnUNetTrainer\\w*__nnUNetPlans__3d_\\w+");
      for (Task.Part part : task.parts()) {
        assertThat(part.folder()).matches("Dataset%03d_\\w+".formatted(part.dataset()));
        assertThat(part.release()).matches("v\\d\\.\\d\\.\\d-weights");
        assertThat(part.values().get(0)).isZero();
        List<Integer> values = task.labels().stream().map(Label::value).toList();
        assertThat(values).containsAll(part.values().subList(1, part.values().size()));
      }
      if (task.roi() != null) {
        Task coarse = table.task(task.roi().model().substring(Task.ID.length()));
        assertThat(coarse.labels().stream().map(Label::name))
            .as(task.name())
            .containsAll(task.roi().labels());
        assertThat(coarse.modality()).isEqualTo(task.modality());
      }
    }
  }

  @Test
  void onlyTotalTakesLargerSteps() {
    Map<Boolean, List<String>> bySteps =
        table.tasks().stream()
            .collect(
                Collectors.partitioningBy(
                    t -> t.step() == 0.8, Collectors.mapping(Task::name, Collectors.toList())));
    assertThat(bySteps.get(true))
        .containsExactlyInAnyOrder(
            "total",
            "total_fast",
            "total_fastest",
            "total_mr",
            "total_mr_fast",
            "total_mr_fastest");
  }

  @Test
  void licensedTasksAreRefusedWithTheReason() {
    assertThatThrownBy(() -> table.task("heartchambers_highres"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'heartchambers_highres' needs a licence")
        .hasMessageContaining("'holoseg models add totalsegmentator:total' is open.");
    assertThatThrownBy(() -> table.task("brain_aneurysm")).hasMessageContaining("CC BY-NC 4.0");
    assertThatThrownBy(() -> table.task("totally"))
        .hasMessageStartingWith("TotalSegmentator has no task 'totally'; use one of total,");
    assertThat(table.refused().keySet())
        .doesNotContainAnyElementsOf(table.tasks().stream().map(Task::name).toList());
  }

  private static Label label(Task task, String name) {
    return task.labels().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  /** The check digit of SNOMED CT identifiers (Verhoeff's dihedral scheme). */
  private static boolean isVerhoeff(String digits) {
    int[][] permutation = new int[8][];
    permutation[0] = IntStream.range(0, 10).toArray();
    permutation[1] = new int[] {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (int i = 2; i < 8; i++) {
      int[] before = permutation[i - 1];
      permutation[i] = IntStream.of(permutation[1]).map(d -> before[d]).toArray();
    }
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      check = dihedral(check, permutation[i % 8][digit]);
    }
    return check == 0;
  }

  private static int dihedral(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    }
    return b < 5 ? 5 + (a - b + 10) % 5 : (a - b + 10) % 5;
  }
}
