package io.github.holoseg.workbench.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.BooleanEdit;
import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.Overwrite;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools on a cube of 20 mm whose right half is bone, two labels. */
class EditDeskTest {
  private static final int N = 20;
  private static final LpsPoint UP = new LpsPoint(0, 0, 1);

  private final ExecutorService ui = Executors.newSingleThreadExecutor();
  private final VolumeGeometry geometry = VolumeGeometry.axisAligned(new long[] {N, N, N}, 1, 1, 1);
  private final EditableLabels labels =
      EditableLabels.empty(geometry, List.of(Label.of(1, "a"), Label.of(2, "b")));
  private final ViewerState state = new ViewerState(scan(), labels.view());
  private final EditDesk desk =
      new EditDesk(state, new EditSession(labels, scan(), new EditHistory()), ui);
  private CountDownLatch done = new CountDownLatch(1);

  private Volume<?> scan() {
    short[] values = new short[N * N * N];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i % N < N / 2 ? 40 : 700);
    }
    return new Volume<>(
        ArrayImgs.shorts(values, N, N, N), geometry, VolumeInfo.inMemory("cube", Modality.CT));
  }

  @AfterEach
  void end() throws InterruptedException {
    desk.close();
    ui.shutdown();
    assertThat(ui.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
  }

  private void compute(Runnable start) throws InterruptedException {
    done = new CountDownLatch(1);
    desk.onChange(
        () -> {
          if (!desk.isBusy()) {
            done.countDown();
          }
        });
    start.run();
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void paint(double x, double y, double z, boolean erasing) {
    try (BrushStroke stroke = desk.stroke(UP, erasing)) {
      stroke.moveTo(new double[] {x, y, z});
      stroke.end();
      desk.strokeEnded(stroke);
    }
  }

  private long count(int value) {
    long n = 0;
    for (int z = 0; z < N; z++) {
      for (short v : labels.plane(z)) {
        n += v == value ? 1 : 0;
      }
    }
    return n;
  }

  @Test
  void discAndBall() {
    desk.set(desk.settings().withRadius(2));
    paint(10, 10, 10, false);
    assertThat(count(1)).as("disc of 2 mm").isEqualTo(13);
    desk.undo();
    assertThat(count(1)).isZero();
    desk.set(desk.settings().withBall(true));
    paint(10, 10, 10, false);
    assertThat(count(1)).as("ball of 2 mm").isEqualTo(33);
    paint(10, 10, 10, true);
    assertThat(count(1)).isZero();
    desk.undo();
    assertThat(count(1)).isEqualTo(33);
  }

  @Test
  void theViewersSelectionLockAndHideAreTheRules() {
    desk.set(desk.settings().withRadius(2));
    paint(10, 10, 10, false);
    state.setActiveLabel(2);
    state.style(1, style -> style.withLocked(true));
    paint(10, 10, 10, false);
    assertThat(count(1)).isEqualTo(13);
    assertThat(count(2)).isZero();
    state.style(1, style -> style.withLocked(false).withVisible(false));
    desk.set(desk.settings().withOverwrite(Overwrite.VISIBLE));
    paint(10, 10, 10, false);
    assertThat(count(1)).isEqualTo(13);
    state.style(1, style -> style.withVisible(true));
    paint(10, 10, 10, false);
    assertThat(count(2)).isEqualTo(13);
    state.style(2, style -> style.withLocked(true));
    assertThat(desk.stroke(UP, false)).isNull();
    assertThat(desk.message()).isEqualTo("The selected label is locked.");
  }

  @Test
  void paintingWithinARangeOfHu() {
    desk.set(desk.settings().withRadius(2).withLimited(true).withHu(new HuRange(200, 2000)));
    paint(10, 10, 10, false);
    assertThat(count(1)).as("x of 10 and more").isEqualTo(9);
  }

  @Test
  void aRegionGrowsInItsRange() throws Exception {
    desk.set(desk.settings().withHu(new HuRange(200, 2000)).withReach(1e6));
    compute(() -> desk.grow(new LpsPoint(15, 10, 10)));
    assertThat(count(1)).isEqualTo(N * N * N / 2);
    desk.undo();
    assertThat(count(1)).isZero();
    desk.redo();
    assertThat(count(1)).isEqualTo(N * N * N / 2);
    compute(() -> desk.grow(new LpsPoint(2, 10, 10)));
    assertThat(desk.message()).startsWith("Nothing grows from here");
    assertThat(count(1)).isEqualTo(N * N * N / 2);
  }

  @Test
  void aPolygonInASlice() throws Exception {
    List<LpsPoint> square =
        List.of(
            new LpsPoint(1.5, 1.5, 3),
            new LpsPoint(5.5, 1.5, 3),
            new LpsPoint(5.5, 5.5, 3),
            new LpsPoint(1.5, 5.5, 3));
    compute(() -> desk.polygon(square, UP, false));
    assertThat(count(1)).isEqualTo(16);
    state.setActiveLabel(2);
    compute(() -> desk.flood(new LpsPoint(3, 3, 3), 2));
    assertThat(count(2)).isEqualTo(16);
    state.setActiveLabel(1);
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, null, 2, 0)));
    assertThat(count(1)).isEqualTo(16);
    assertThat(count(2)).isZero();
  }

  /** A map with a box of label 7 from x = 4 to 7, y and z = 8 to 11. */
  private LabelMap otherMap() {
    short[] values = new short[N * N * N];
    for (int z = 8; z < 12; z++) {
      for (int y = 8; y < 12; y++) {
        Arrays.fill(values, (z * N + y) * N + 4, (z * N + y) * N + 8, (short) 7);
      }
    }
    return new LabelMap(
        ArrayImgs.unsignedShorts(values, N, N, N), geometry, List.of(Label.of(7, "seven")));
  }

  @Test
  void anotherMapIsAddedTakenAwayCutAndCopied() throws Exception {
    LabelMap map = otherMap();
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, map, 7, 0)));
    assertThat(count(1)).isEqualTo(64);
    assertThat(desk.message()).isEqualTo("Add: 64 voxels changed (0.06 ml).");
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, map, 7, 0)));
    assertThat(desk.message()).isEqualTo("Add: there is nothing to change.");
    desk.set(desk.settings().withRadius(2));
    paint(8, 10, 10, false);
    long both = count(1); // the disc has 13 voxels, 4 of them in the box: 1 + 3 at x = 6 and 7
    assertThat(both).isEqualTo(64 + 13 - 4);
    compute(() -> desk.combine(new Combination(BooleanEdit.INTERSECT, map, 7, 0)));
    assertThat(count(1)).isEqualTo(64);
    desk.undo();
    compute(() -> desk.combine(new Combination(BooleanEdit.SUBTRACT, map, 7, 0)));
    assertThat(count(1)).isEqualTo(9);
    compute(() -> desk.combine(new Combination(BooleanEdit.COPY, map, 7, 0)));
    assertThat(count(1)).isEqualTo(64);
    assertThat(labels.get(8, 10, 10)).isZero();
  }

  @Test
  void labelsOfOneMapAreKeptApartByAMargin() throws Exception {
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, otherMap(), 7, 0)));
    state.setActiveLabel(2);
    desk.set(desk.settings().withRadius(3).withOverwrite(Overwrite.BACKGROUND));
    paint(8, 10, 10, false);
    long beside = count(2);
    Combination near = new Combination(BooleanEdit.INTERSECT, null, 1, 1);
    compute(() -> desk.combine(near));
    assertThat(count(2)).as("at x = 8, and above and below the box").isBetween(4L, beside - 1);
    for (int x = 9; x < N; x++) {
      assertThat(labels.get(x, 10, 10)).isZero();
    }
    desk.undo();
    compute(() -> desk.combine(new Combination(BooleanEdit.SUBTRACT, null, 1, 1)));
    assertThat(labels.get(8, 10, 10)).as("1 mm from the box").isZero();
    assertThat(labels.get(9, 10, 10)).as("2 mm from the box").isEqualTo(2);
    assertThat(new Combination(BooleanEdit.SUBTRACT, null, 1, 0).makesSense()).isFalse();
    assertThat(near.makesSense()).isTrue();
  }

  @Test
  void nothingIsTakenFromALabelThatMayNotLoseIt() throws Exception {
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, otherMap(), 7, 0)));
    state.setActiveLabel(2);
    paint(15, 10, 10, false);
    long own = count(2);
    state.style(1, style -> style.withLocked(true));
    for (BooleanEdit edit : List.of(BooleanEdit.UNION, BooleanEdit.COPY)) {
      desk.combine(new Combination(edit, null, 1, 0));
      assertThat(desk.isBusy()).isFalse();
      assertThat(desk.message()).startsWith("Nothing changed: the other label");
      assertThat(count(2)).isEqualTo(own);
    }
    compute(() -> desk.combine(new Combination(BooleanEdit.UNION, otherMap(), 7, 0)));
    assertThat(desk.message()).startsWith("Add: nothing changed. Locked labels");
    state.style(1, style -> style.withLocked(false));
    compute(() -> desk.combine(new Combination(BooleanEdit.COPY, null, 1, 0)));
    assertThat(count(2)).isEqualTo(64);
    assertThat(count(1)).isZero();
  }

  @Test
  void whatIsNotSeenIsSaid() throws Exception {
    paint(10, 10, 10, false);
    desk.undo();
    assertThat(desk.message()).isEqualTo("Taken back: Paint");
    desk.redo();
    assertThat(desk.message()).isEqualTo("Done again: Paint");
    compute(() -> desk.apply(StructureEdit.CLEAR, 2));
    assertThat(count(1)).isZero();
    desk.undo();
    assertThat(desk.message()).isEqualTo("Taken back: Clear");
    desk.undo();
    desk.undo();
    assertThat(desk.message()).as("there is nothing to take back").isEmpty();
    state.style(1, style -> style.withVisible(false));
    paint(10, 10, 10, false);
    assertThat(desk.message()).startsWith("The selected label is hidden");
  }

  @Test
  void theLabelOfAPlaceIsPicked() {
    state.setActiveLabel(2);
    paint(10, 10, 10, false);
    state.setActiveLabel(1);
    desk.pick(new LpsPoint(10, 10, 10));
    assertThat(desk.activeLabel()).isEqualTo(2);
    assertThat(desk.message()).isEmpty();
    for (LpsPoint place : List.of(new LpsPoint(1, 1, 1), new LpsPoint(-90, 10, 10))) {
      desk.pick(place);
      assertThat(desk.activeLabel()).isEqualTo(2);
      assertThat(desk.message()).isEqualTo("There is no label here.");
    }
  }

  @Test
  void aStrokeThatTheRulesRefuseSaysSo() {
    desk.set(desk.settings().withRadius(2));
    paint(10, 10, 10, false);
    assertThat(desk.message()).isEmpty();
    paint(10, 10, 10, false);
    assertThat(desk.message()).as("it is painted already").isEmpty();
    state.setActiveLabel(2);
    desk.set(desk.settings().withOverwrite(Overwrite.BACKGROUND));
    paint(10, 10, 10, false);
    assertThat(desk.message()).startsWith("Brush: nothing changed.");
    paint(11, 10, 10, false);
    assertThat(desk.message()).as("a part was painted").isEmpty();
  }

  @Test
  void structures() throws Exception {
    desk.set(desk.settings().withRadius(3).withBall(true).withMm(1).withMl(0.05));
    paint(6, 10, 10, false);
    long ball = count(1);
    compute(() -> desk.apply(StructureEdit.GROW, 2));
    long grown = count(1);
    assertThat(grown).isGreaterThan(ball);
    compute(() -> desk.apply(StructureEdit.SHRINK, 2));
    assertThat(count(1)).isLessThan(grown).isGreaterThanOrEqualTo(ball);
    desk.undo();
    desk.undo();
    assertThat(count(1)).isEqualTo(ball);
    desk.set(desk.settings().withRadius(1));
    paint(15, 10, 10, false);
    compute(() -> desk.apply(StructureEdit.REMOVE_SMALL, 2));
    assertThat(count(1)).isEqualTo(ball);
    desk.undo();
    compute(() -> desk.apply(StructureEdit.KEEP_LARGEST, 2));
    assertThat(count(1)).isEqualTo(ball);
    desk.undo();
    state.setCrosshair(new LpsPoint(15, 10, 10));
    compute(() -> desk.apply(StructureEdit.KEEP_CLICKED, 2));
    assertThat(count(1)).isEqualTo(7);
    state.setCrosshair(new LpsPoint(1, 1, 1));
    compute(() -> desk.apply(StructureEdit.KEEP_CLICKED, 2));
    assertThat(desk.message()).contains("is not in the structure; click on it");
    assertThat(count(1)).isEqualTo(7);
  }

  @Test
  void slicesBetweenPaintedOnesAndHoles() throws Exception {
    desk.set(desk.settings().withRadius(3));
    paint(10, 10, 5, false);
    paint(10, 10, 9, false);
    long disc = count(1) / 2;
    compute(() -> desk.apply(StructureEdit.INTERPOLATE, 2));
    assertThat(count(1)).isEqualTo(5 * disc);
    desk.set(desk.settings().withRadius(0.4));
    paint(10, 10, 7, true);
    assertThat(count(1)).isEqualTo(5 * disc - 1);
    compute(() -> desk.apply(StructureEdit.FILL_HOLES, 2));
    assertThat(count(1)).isEqualTo(5 * disc);
  }

  @Test
  void whileAnotherMapIsShownNothingChanges() {
    paint(10, 10, 10, false);
    long painted = count(1);
    desk.pause(true);
    assertThat(desk.stroke(UP, false)).isNull();
    desk.undo();
    assertThat(count(1)).isEqualTo(painted);
    desk.pause(false);
    desk.undo();
    assertThat(count(1)).isZero();
  }

  @Test
  void everyChangeIsShown() {
    long before = state.snapshot().labelsRevision();
    paint(10, 10, 10, false);
    long painted = state.snapshot().labelsRevision();
    assertThat(painted).isGreaterThan(before);
    desk.undo();
    assertThat(state.snapshot().labelsRevision()).isGreaterThan(painted);
  }
}
