package io.github.holoseg.workbench.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.Overwrite;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
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
    }
    desk.strokeEnded();
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
    compute(() -> desk.apply(StructureEdit.UNION, 2, 2));
    assertThat(count(1)).isEqualTo(16);
    assertThat(count(2)).isZero();
  }

  @Test
  void structures() throws Exception {
    desk.set(desk.settings().withRadius(3).withBall(true).withMm(1).withMl(0.05));
    paint(6, 10, 10, false);
    long ball = count(1);
    compute(() -> desk.apply(StructureEdit.GROW, 0, 2));
    long grown = count(1);
    assertThat(grown).isGreaterThan(ball);
    compute(() -> desk.apply(StructureEdit.SHRINK, 0, 2));
    assertThat(count(1)).isLessThan(grown).isGreaterThanOrEqualTo(ball);
    desk.undo();
    desk.undo();
    assertThat(count(1)).isEqualTo(ball);
    desk.set(desk.settings().withRadius(1));
    paint(15, 10, 10, false);
    compute(() -> desk.apply(StructureEdit.REMOVE_SMALL, 0, 2));
    assertThat(count(1)).isEqualTo(ball);
    desk.undo();
    compute(() -> desk.apply(StructureEdit.KEEP_LARGEST, 0, 2));
    assertThat(count(1)).isEqualTo(ball);
    desk.undo();
    state.setCrosshair(new LpsPoint(15, 10, 10));
    compute(() -> desk.apply(StructureEdit.KEEP_CLICKED, 0, 2));
    assertThat(count(1)).isEqualTo(7);
    state.setCrosshair(new LpsPoint(1, 1, 1));
    compute(() -> desk.apply(StructureEdit.KEEP_CLICKED, 0, 2));
    assertThat(desk.message()).contains("is not in the structure; click on it");
    assertThat(count(1)).isEqualTo(7);
  }

  @Test
  void slicesBetweenPaintedOnesAndHoles() throws Exception {
    desk.set(desk.settings().withRadius(3));
    paint(10, 10, 5, false);
    paint(10, 10, 9, false);
    long disc = count(1) / 2;
    compute(() -> desk.apply(StructureEdit.INTERPOLATE, 0, 2));
    assertThat(count(1)).isEqualTo(5 * disc);
    desk.set(desk.settings().withRadius(0.4));
    paint(10, 10, 7, true);
    assertThat(count(1)).isEqualTo(5 * disc - 1);
    compute(() -> desk.apply(StructureEdit.FILL_HOLES, 0, 2));
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
