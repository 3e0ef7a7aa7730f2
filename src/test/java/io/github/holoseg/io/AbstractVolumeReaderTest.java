package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader must do. A subclass makes one source in its format, written without the code
 * under test, and says what must come out of it.
 */
public abstract class AbstractVolumeReaderTest {
  /** Half of a fixture's bytes are fewer than its voxels need, so cutting it there must show. */
  private static final double KEPT = 0.5;

  @TempDir protected Path folder;

  private Path source;
  private Volume<?> expected;

  protected abstract VolumeReader reader();

  /** The volume that {@link #write} puts into a file; at least four slices, values in HU. */
  protected abstract Volume<?> expected();

  /** Writes it below {@code folder}; the result is what a user would open. */
  protected abstract Path write(Volume<?> volume, Path folder) throws IOException;

  /** The file to be cut off; for a folder of files, one of them. */
  protected Path fileToTruncate(Path written) {
    return written;
  }

  @BeforeEach
  void writeSource() throws IOException {
    expected = expected();
    source = write(expected, folder);
  }

  private Volume<?> read() throws IOException {
    return reader()
        .read(source, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void knowsItsOwnFormat() {
    assertThat(reader().score(source)).isPositive();
    assertThat(reader().score(folder.resolve("is not there"))).isZero();
  }

  @Test
  void doesNotKnowText() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing but words\n");
    assertThat(reader().score(text)).isZero();
  }

  @Test
  void isFoundByKeyAndByContent() throws IOException {
    assertThat(VolumeReaders.keys()).contains(reader().key());
    assertThat(VolumeReaders.readerFor(source, ReadOptions.DEFAULT)).hasSameClassAs(reader());
    ReadOptions forced = new ReadOptions(null, -1, reader().key(), null, false, 1);
    VolumeAssert.assertSameVoxels(
        VolumeReaders.read(source, forced, ProgressListener.NONE, CancellationToken.none())
            .voxels(),
        expected.voxels());
  }

  @Test
  void valuesAreHu() throws IOException {
    VolumeAssert.assertSameVoxels(read().voxels(), expected.voxels());
  }

  @Test
  void spacingIsInMm() throws IOException {
    assertThat(read().geometry().spacing())
        .containsExactly(expected.geometry().spacing(), within(1e-4));
  }

  @Test
  void allEightCornersAreInPlace() throws IOException {
    VolumeAssert.assertSamePlace(read().geometry(), expected.geometry(), 1e-3);
  }

  @Test
  void saysWhereItComesFrom() throws IOException {
    Volume<?> volume = read();
    assertThat(volume.info().sourcePath()).contains(source);
    assertThat(volume.info().name()).isNotBlank();
    assertThat(volume.info().format()).isNotBlank();
  }

  @Test
  void truncatedFileFailsAndIsNamed() throws IOException {
    Path file = fileToTruncate(source);
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, (int) (all.length * KEPT)));
    assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  @Test
  void progressGrowsToTheEnd() throws IOException {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    reader()
        .read(
            source,
            ReadOptions.DEFAULT,
            (stage, n, total) -> {
              assertThat(stage).isEqualTo(Stage.READ);
              done.add(n);
              totals.add(total);
            },
            CancellationToken.none());
    assertThat(done).isNotEmpty().isSorted();
    assertThat(done.get(done.size() - 1)).isEqualTo(totals.get(totals.size() - 1));
  }

  @Test
  void cancelStopsIt() {
    CancellationToken token = new CancellationToken();
    assertThatThrownBy(
            () ->
                reader()
                    .read(source, ReadOptions.DEFAULT, (stage, n, total) -> token.cancel(), token))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(
            () -> reader().read(source, ReadOptions.DEFAULT, ProgressListener.NONE, token))
        .isInstanceOf(CancellationException.class);
  }
}
