package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutosaveTest {
  private static final List<Label> LABELS =
      List.of(
          new Label(1, "femur_left", 0xFF102030, new CodedConcept("SCT", "71341001", "Femur")),
          Label.of(65535, "größte"));

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private final VolumeGeometry grid = Cases.oblique(new Random(5), 150, 70, 9);
  private final EditableLabels labels = EditableLabels.empty(grid, LABELS);
  private final EditSession session = new EditSession(labels, null, new EditHistory());

  /** Time that passes when the test says so. */
  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-05-04T03:02:01Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }
  }

  private Autosave autosave() {
    return new Autosave(
        session,
        folder,
        "case 7",
        Path.of("scans", "ct 7.nii.gz"),
        null,
        Duration.ofSeconds(60),
        clock);
  }

  private void paint(int seed) {
    session.apply(
        "noise",
        e -> {
          e.set(Cases.noise(new Random(seed), new VoxelBox(3, 5, 2, 140, 60, 5), 0.3), 65535);
          e.set(Brush.ball(9).at(grid, grid.toPhysical(70, 30, 4)), 1);
        });
  }

  @Test
  void writesWhatChangedWhenItIsTime() throws IOException {
    Autosave autosave = autosave();
    assertThat(autosave.tick()).isFalse();
    clock.pass(61);
    assertThat(autosave.tick()).as("nothing changed").isFalse();
    paint(1);
    assertThat(autosave.tick()).isTrue();
    paint(2);
    clock.pass(59);
    assertThat(autosave.tick()).as("too early").isFalse();
    clock.pass(1);
    Edit open = session.begin("Brush");
    assertThat(autosave.tick()).as("in the middle of a stroke").isFalse();
    open.commit();
    assertThat(autosave.tick()).isTrue();
    assertThat(autosave.tick()).isFalse();
    EditSession.Moment moment = session.moment();
    paint(3);
    autosave.saved(folder.resolve("out.nii.gz"), moment.state());
    assertThat(autosave.file()).doesNotExist();
    clock.pass(61);
    assertThat(autosave.tick()).as("painted after what was saved").isTrue();
    assertThat(RecoveryFile.readInfo(autosave.file()).targetPath())
        .contains(folder.resolve("out.nii.gz"));
    autosave.close();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aCrashLosesNothingThatWasWritten() throws IOException {
    paint(1);
    Autosave autosave = autosave();
    paint(2);
    clock.pass(60);
    autosave.tick();
    assertThat(Recovery.find(folder).found()).as("this process still runs").isEmpty();
    Recovery recovery = Recovery.find(folder, owner -> false);
    assertThat(recovery.problems()).isEmpty();
    Recovery.Found found = recovery.found().get(0);
    assertThat(found.info().caseName()).isEqualTo("case 7");
    assertThat(found.info().scanPath()).contains(Path.of("scans", "ct 7.nii.gz"));
    assertThat(found.info().written()).isEqualTo(clock.instant());
    LabelMap map = found.labels();
    assertThat(map.geometry()).isEqualTo(grid);
    assertThat(map.labels()).isEqualTo(LABELS);
    assertThat(Voxels.ints(map.voxels())).isEqualTo(Voxels.ints(labels.view().voxels()));
    found.delete();
    assertThat(Recovery.find(folder, owner -> false).found()).isEmpty();
  }

  @Test
  void aProcessWhoseNumberWasGivenAgainIsNotAlive() {
    RecoveryInfo.Owner self = RecoveryInfo.Owner.self();
    assertThat(self.isAlive()).isTrue();
    assertThat(new RecoveryInfo.Owner(self.pid(), Instant.EPOCH).isAlive()).isFalse();
    assertThat(new RecoveryInfo.Owner(Long.MAX_VALUE, null).isAlive()).isFalse();
  }

  @Test
  void truncatedAndDamagedFilesAreRefusedWithASentence() throws IOException {
    paint(1);
    Autosave autosave = autosave();
    paint(2);
    clock.pass(60);
    autosave.tick();
    byte[] whole = Files.readAllBytes(autosave.file());
    Random random = new Random(8);
    Path file = folder.resolve("x" + Recovery.SUFFIX);
    for (int i = 0; i < 150; i++) {
      boolean cut = i % 2 == 0;
      byte[] damaged = cut ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (!cut) {
        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      assertThatThrownBy(() -> RecoveryFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": cannot be recovered from: ");
    }
    Files.write(file, new byte[0]);
    Recovery recovery = Recovery.find(folder, owner -> false);
    assertThat(recovery.found()).hasSize(1);
    assertThat(recovery.problems())
        .containsExactly(file + ": cannot be recovered from: it is no recovery file");
    assertThat(Recovery.find(folder.resolve("absent")).found()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsASentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Autosave autosave =
        new Autosave(session, file, "c", null, null, Duration.ZERO, clock);
    paint(1);
    assertThatThrownBy(autosave::tick)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be written");
    assertThat(Files.readString(file)).isEqualTo("x");
  }
}
