package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EditSessionTest {
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {90, 70, 6}, 1, 1, 2);

  private final EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);

  @Property(tries = 100)
  void writesWhatTheRulesAllowAndNothingElse(@ForAll long seed) {
    Random random = new Random(seed);
    Volume<ShortType> scan = noiseScan(random);
    EditableLabels labels = EditableLabels.empty(GRID, Cases.LABELS);
    try (EditSession session = new EditSession(labels, scan, new EditHistory())) {
      for (int label = 1; label <= 3; label++) {
        int value = label;
        session.apply("noise", e -> e.set(Cases.noise(random, VoxelBox.of(GRID), 0.3), value));
      }
      EditRules rules =
          new EditRules(
              1 + random.nextInt(3),
              Overwrite.values()[random.nextInt(3)],
              random.nextBoolean() ? Set.of() : Set.of(random.nextInt(4)),
              random.nextBoolean() ? Set.of() : Set.of(1 + random.nextInt(3)),
              random.nextBoolean() ? null : new HuRange(-50, 60));
      short[] before = Cases.values(labels);
      BoxMask mask = Cases.noise(random, new VoxelBox(5, 3, 1, 80, 66, 5), 0.6);
      int value = random.nextBoolean() ? 0 : rules.active();
      session.setRules(rules);
      long changed = session.apply("edit", e -> e.set(mask, value));
      int[] hu = Voxels.ints(scan.voxels());
      long expectedChanges = 0;
      for (int i = 0; i < before.length; i++) {
        int x = i % 90;
        int y = i / 90 % 70;
        int z = i / 6300;
        boolean writes =
            mask.get(x, y, z)
                && rules.allows(before[i], value)
                && (rules.hu() == null || hu[i] >= -50 && hu[i] <= 60);
        expectedChanges += writes ? 1 : 0;
        if (labels.get(x, y, z) != (writes ? value : before[i])) {
          throw new AssertionError(rules + " at " + x + " " + y + " " + z);
        }
      }
      assertThat(changed).isEqualTo(expectedChanges);
    }
  }

  @Test
  void lockedLabelsNeitherLoseNorWin() {
    EditRules rules = EditRules.painting(1).withLocked(Set.of(2));
    assertThat(rules.allows(2, 1)).isFalse();
    assertThat(rules.allows(0, 2)).isFalse();
    assertThat(rules.allows(3, 1)).isTrue();
    EditRules own = rules.withLocked(Set.of(1));
    assertThat(own.allows(0, 1)).isFalse();
    assertThat(own.allows(1, 0)).isFalse();
  }

  @Test
  void erasingInBackgroundModeTakesTheActiveLabelOnly() {
    EditRules rules = EditRules.painting(1).withOverwrite(Overwrite.BACKGROUND);
    assertThat(rules.allows(0, 1)).isTrue();
    assertThat(rules.allows(2, 1)).isFalse();
    assertThat(rules.allows(1, 0)).isTrue();
    assertThat(rules.allows(2, 0)).isFalse();
  }

  @Test
  void aStrokeIsOneStep() {
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      List<VoxelBox> heard = new ArrayList<>();
      labels.addListener(heard::add);
      try (BrushStroke stroke = new BrushStroke(session, "Brush", Brush.ball(3), false)) {
        stroke.moveTo(new double[] {10, 10, 4});
        stroke.moveTo(new double[] {40, 12, 4});
        stroke.moveTo(new double[] {60, 40, 8});
        stroke.end();
      }
      assertThat(heard).hasSize(3);
      assertThat(labels.get(25, 11, 2)).isEqualTo(1);
      assertThat(session.history().undoSteps()).isEqualTo(1);
      assertThat(session.history().undoName()).contains("Brush");
      VoxelBox box = session.undo();
      assertThat(heard.get(3)).isEqualTo(box);
      assertThat(heard.subList(0, 3)).allMatch(box::contains);
      assertThat(Cases.values(labels)).containsOnly((short) 0);
      assertThat(session.history().isSaved()).isTrue();
      session.redo();
      assertThat(labels.get(25, 11, 2)).isEqualTo(1);
      assertThat(session.history().isSaved()).isFalse();
    }
  }

  @Test
  void aStrokeThatIsGivenUpLeavesNothing() {
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      session.apply("first", e -> e.set(Cases.noise(new Random(1), VoxelBox.of(GRID), 0.2), 2));
      short[] before = Cases.values(labels);
      try (BrushStroke stroke = new BrushStroke(session, "Brush", Brush.ball(9), true)) {
        assertThat(stroke.moveTo(new double[] {40, 30, 4})).isPositive();
      }
      assertThat(Cases.values(labels)).isEqualTo(before);
      assertThat(session.history().undoSteps()).isEqualTo(1);
      assertThat(session.apply("next", e -> e.paint(new BoxMask(VoxelBox.of(GRID))))).isZero();
      assertThat(session.history().undoSteps()).as("an empty step is not kept").isEqualTo(1);
    }
  }

  @Test
  void oneEditAtATime() {
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      Edit edit = session.begin("Brush");
      assertThatThrownBy(() -> session.begin("Lasso"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("'Brush' has not ended yet");
      assertThat(session.undo()).isEqualTo(VoxelBox.EMPTY);
      edit.commit();
      assertThatThrownBy(() -> edit.paint(new BoxMask(VoxelBox.of(GRID))))
          .hasMessageContaining("has ended");
    }
  }

  @Test
  void aSnapshotAndTheMapThatWasOpenedStayAsTheyWere() {
    LabelMap source = labels.view();
    EditableLabels other = EditableLabels.of(source, CancellationToken.none());
    try (EditSession session = new EditSession(other, null, new EditHistory())) {
      session.apply("a", e -> e.set(Cases.noise(new Random(1), VoxelBox.of(GRID), 0.3), 2));
      LabelMap snapshot = session.snapshot();
      int[] then = Voxels.ints(snapshot.voxels());
      session.apply("b", e -> e.set(Cases.noise(new Random(2), VoxelBox.of(GRID), 0.3), 3));
      assertThat(Voxels.ints(snapshot.voxels())).isEqualTo(then);
      assertThat(Voxels.ints(other.view().voxels())).isNotEqualTo(then);
      session.undo();
      assertThat(Voxels.ints(other.view().voxels())).isEqualTo(then);
      assertThat(Voxels.ints(source.voxels())).containsOnly(0);
    }
  }

  /** The whole map changes at once, or a snapshot from another thread shows a mixture. */
  @Test
  void aSnapshotWhileSomebodyPaintsIsOneState() throws Exception {
    BoxMask all = new BoxMask(VoxelBox.of(GRID)).complement();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      AtomicBoolean stop = new AtomicBoolean();
      Future<Integer> painting =
          thread.submit(
              () -> {
                int steps = 0;
                while (!stop.get() || steps < 20) {
                  int value = 1 + steps++ % 3;
                  session.apply("all", e -> e.set(all, value));
                  if (steps % 4 == 0) {
                    session.undo();
                  }
                }
                return steps;
              });
      for (int i = 0; i < 200; i++) {
        EditSession.Moment moment = session.moment();
        int[] values = Voxels.ints(moment.labels().voxels());
        int first = values[0];
        assertThat(values).containsOnly(first);
        if (moment.state() == 0) {
          assertThat(first).isZero();
        }
      }
      stop.set(true);
      assertThat(painting.get()).isGreaterThanOrEqualTo(20);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void preparingChangesNothingAndStrokesCopyNothingAfterwards() {
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      session.apply("noise", e -> e.set(Cases.noise(new Random(1), VoxelBox.of(GRID), 0.3), 2));
      LabelMap snapshot = session.snapshot();
      short[] before = Cases.values(labels);
      labels.prepare(CancellationToken.none());
      assertThat(Cases.values(labels)).isEqualTo(before);
      short[][] planes = new short[labels.depth()][];
      for (int z = 0; z < planes.length; z++) {
        planes[z] = labels.plane(z);
      }
      session.apply("all", e -> e.set(new BoxMask(VoxelBox.of(GRID)).complement(), 3));
      for (int z = 0; z < planes.length; z++) {
        assertThat(labels.plane(z)).isSameAs(planes[z]);
      }
      assertThat(Voxels.ints(snapshot.voxels())).contains(0, 2).doesNotContain(3);
    }
  }

  @Test
  void aHuRangeNeedsAScanOfTheSameGrid() {
    try (EditSession session = new EditSession(labels, null, new EditHistory())) {
      EditRules rules = EditRules.painting(1).withHu(new HuRange(200, 3000));
      assertThatThrownBy(() -> session.setRules(rules)).hasMessageContaining("needs a scan");
    }
    VolumeGeometry small = VolumeGeometry.axisAligned(new long[] {9, 9, 9}, 1, 1, 1);
    Volume<ShortType> scan =
        new Volume<>(ArrayImgs.shorts(9, 9, 9), small, VolumeInfo.inMemory("small", Modality.CT));
    assertThatThrownBy(() -> new EditSession(labels, scan, new EditHistory()))
        .hasMessageContaining("another grid than the scan");
  }

  private static Volume<ShortType> noiseScan(Random random) {
    short[] values = new short[(int) GRID.voxelCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (random.nextInt(200) - 100);
    }
    return new Volume<>(
        ArrayImgs.shorts(values, GRID.size()), GRID, VolumeInfo.inMemory("noise", Modality.CT));
  }
}
