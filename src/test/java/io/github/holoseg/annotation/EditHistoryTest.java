package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditHistoryTest {
  private static final long MEMORY = 100_000;
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {100, 80, 20}, 0.8, 0.8, 2.5);

  @TempDir Path folder;

  /** The long run: after every action the map is the one that a list of whole copies says. */
  @Test
  void tenThousandRandomActionsComeBackBitForBit() throws IOException {
    Random random = new Random(7);
    EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);
    EditHistory history = new EditHistory(MEMORY, folder);
    List<Integer> hashes = new ArrayList<>(List.of(hash(labels)));
    long mostOnDisk = 0;
    int now = 0;
    try (EditSession session = new EditSession(labels, null, history)) {
      for (int action = 0; action < 10_000; action++) {
        int dice = random.nextInt(10);
        if (dice < 6) {
          if (session.apply("edit " + action, edit -> randomEdit(random, edit)) > 0) {
            hashes.subList(now + 1, hashes.size()).clear();
            hashes.add(hash(labels));
            now++;
          }
        } else if (dice < 8) {
          for (int i = random.nextInt(40); i > 0 && now > 0; i--, now--) {
            session.undo();
          }
        } else {
          for (int i = random.nextInt(80); i > 0 && now < hashes.size() - 1; i--, now++) {
            session.redo();
          }
        }
        assertThat(hash(labels)).as("after action %d", action).isEqualTo(hashes.get(now));
        assertThat(history.memory()).isLessThanOrEqualTo(MEMORY);
        assertThat(history.undoSteps()).isEqualTo(now);
        assertThat(history.redoSteps()).isEqualTo(hashes.size() - 1 - now);
        mostOnDisk = Math.max(mostOnDisk, history.stepsOnDisk());
      }
      while (history.canUndo()) {
        session.undo();
        assertThat(hash(labels)).isEqualTo(hashes.get(--now));
      }
      assertThat(Cases.values(labels)).containsOnly((short) 0);
      assertThat(history.state()).isZero();
      while (history.canRedo()) {
        session.redo();
        assertThat(hash(labels)).isEqualTo(hashes.get(++now));
      }
      assertThat(now).isEqualTo(hashes.size() - 1);
      assertThat(history.hasLostSteps()).isFalse();
    }
    assertThat(mostOnDisk).as("the test must reach the disk").isPositive();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("temporary files that stay behind").isEmpty();
    }
  }

  private static void randomEdit(Random random, Edit edit) {
    int value = random.nextInt(5) == 0 ? random.nextInt(65536) : random.nextInt(4);
    if (random.nextInt(50) == 0) {
      VoxelBox box = new VoxelBox(random.nextInt(90), 0, random.nextInt(19), 100, 80, 20);
      edit.set(Cases.noise(random, box, 0.3), value);
    } else {
      double[] from = Cases.place(random, GRID);
      double[] to = Cases.place(random, GRID);
      edit.set(
          Brush.disc(2 + random.nextInt(6), GRID, random.nextInt(3)).along(GRID, from, to), value);
    }
  }

  @Test
  void statesSayWhetherTheMapIsAsItWasSaved() {
    EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);
    EditHistory history = new EditHistory(MEMORY, folder);
    try (EditSession session = new EditSession(labels, null, history)) {
      dot(session, 10);
      dot(session, 20);
      session.markSaved(session.moment().state());
      session.undo();
      assertThat(history.isSaved()).isFalse();
      dot(session, 30);
      assertThat(history.canRedo()).isFalse();
      session.undo();
      assertThat(history.isSaved()).as("the saved state is gone for ever").isFalse();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenCostsOldStepsOnly() {
    EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);
    EditHistory history = new EditHistory(2_000, folder.resolve("absent"));
    try (EditSession session = new EditSession(labels, null, history)) {
      for (int i = 0; i < 50; i++) {
        dot(session, i);
      }
      assertThat(history.hasLostSteps()).isTrue();
      assertThat(history.memory()).isLessThanOrEqualTo(2_000);
      long steps = history.undoSteps();
      assertThat(steps).isBetween(1L, 49L);
      while (history.canUndo()) {
        session.undo();
      }
      assertThat(labels.get((int) (49 - steps), 40, 10)).isEqualTo(1);
      assertThat(labels.get((int) (50 - steps), 40, 10)).isZero();
      assertThat(history.isSaved()).as("not the state that was opened").isFalse();
    }
  }

  @Test
  void aDamagedFileIsASentenceAndNotASilentlyWrongMap() throws IOException {
    EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);
    EditHistory history = new EditHistory(2_000, folder);
    try (EditSession session = new EditSession(labels, null, history)) {
      for (int i = 0; i < 50; i++) {
        dot(session, i);
      }
      try (Stream<Path> files = Files.list(folder)) {
        Files.write(files.findFirst().orElseThrow(), new byte[2]);
      }
      assertThatThrownBy(
              () -> {
                while (history.canUndo()) {
                  session.undo();
                }
              })
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("earlier steps cannot be read back");
      assertThat(history.canUndo()).isFalse();
      assertThat(history.hasLostSteps()).isTrue();
    }
  }

  private static void dot(EditSession session, int x) {
    BoxMask mask = new BoxMask(VoxelBox.ofVoxel(x, 40, 10));
    mask.set(x, 40, 10);
    assertThat(session.apply("dot", e -> e.paint(mask))).isEqualTo(1);
  }

  private static int hash(EditableLabels labels) {
    int hash = 1;
    for (int z = 0; z < labels.depth(); z++) {
      hash = hash * 31 + java.util.Arrays.hashCode(labels.plane(z));
    }
    return hash;
  }
}
