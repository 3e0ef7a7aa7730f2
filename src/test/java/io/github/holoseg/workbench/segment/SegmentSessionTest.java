package io.github.holoseg.workbench.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import io.github.holoseg.workbench.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialog's work without a dialog; a thread of the test stands for the event thread. */
class SegmentSessionTest {
  private final ExecutorService ui = Executors.newSingleThreadExecutor();
  private final SegmentModel model = new SegmentModel();
  private final Seen view = new Seen();
  private final List<String> recorded = new ArrayList<>();
  private SegmentSession session;
  private CountDownLatch idle;

  @AfterEach
  void end() throws InterruptedException {
    if (session != null) {
      session.close();
    }
    ui.shutdown();
    assertThat(ui.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theSeriesOfADicomFolderAreListed() throws Exception {
    open();
    model.useFile(SharedData.sample("example_ct_dicom"));
    act(session::lookAtSource);
    assertThat(session.message()).isEmpty();
    assertThat(model.seriesList()).hasSize(1);
    assertThat(model.series()).as("of a single one the UID need not be told").isEmpty();
    assertThat(model.problems()).isEmpty();
  }

  @Test
  void anImageWithoutOrientationIsAskedForOnce() throws Exception {
    open();
    model.useImage(new Picture());
    act(session::lookAtSource);
    assertThat(model.orientationQuestion()).contains("LPS");
    assertThat(model.problems())
        .containsExactly(
            "Say where the image's axes point; it does not say so itself (LPS is assumed).");
    model.answerOrientation(AxisOrder.of("RAS"));
    assertThat(model.problems()).isEmpty();
    act(session::lookAtSource);
    assertThat(model.problems()).isEmpty();
    assertThat(model.options().toMacroLine())
        .isEqualTo("run(\"Segment CT...\", \"model=femur-pelvis orientation=RAS\");");
    model.useImage(new Picture());
    act(session::lookAtSource);
    assertThat(model.problems()).as("another image is asked for").hasSize(1);
  }

  @Test
  @Tag("slow")
  void runShowSaveAndRepeatByTheRecordedLine(@TempDir Path folder) throws Exception {
    open();
    model.useFile(Samples.ct());
    model.device("cpu");
    model.want("sacrum", false);
    assertThat(model.problems()).isEmpty();
    view.crosshair = new long[] {30, 50, 20};
    act(session::run);
    assertThat(session.message()).isEmpty();
    assertThat(session.plan()).as("made on the way, for the first look").isPresent();
    assertThat(view.calls).startsWith("scan", "growing", "growing", "decided");
    assertThat(view.calls).endsWith("decided", "finished");
    int[] labels = Voxels.ints(session.segmented().orElseThrow().result().labels().voxels());
    assertThat(agreement(Voxels.ints(view.growing.voxels()), labels)).isGreaterThan(0.97);

    Path file = folder.resolve("my labels.nrrd");
    act(() -> session.save(file));
    assertThat(session.message()).isEqualTo("Saved " + file);
    assertThat(view.calls).as("the window need not ask for it any more").endsWith("saved " + file);
    assertThat(recorded).hasSize(1);
    String line = recorded.get(0);
    assertThat(line).startsWith("run(\"Segment CT...\", \"").endsWith("\");");
    assertThat(Voxels.ints(LabelMapReader.read(file).voxels())).isEqualTo(labels);

    String options = line.substring("run(\"Segment CT...\", \"".length(), line.length() - 3);
    Path again = folder.resolve("again.nii.gz");
    SegmentTask.run(
        SegmentOptions.of(Arguments.parse(Operation.SEGMENT, options)).withOutput(again),
        ProgressListener.NONE,
        CancellationToken.none());
    assertThat(Voxels.ints(LabelMapReader.read(again).voxels())).isEqualTo(labels);
  }

  private static double agreement(int[] a, int[] b) {
    int same = 0;
    for (int i = 0; i < a.length; i++) {
      same += a[i] == b[i] ? 1 : 0;
    }
    return (double) same / a.length;
  }

  @Test
  @Tag("slow")
  void aCancelledRunLeavesNoResult() throws Exception {
    open();
    model.useFile(Samples.ct());
    view.onDecided = () -> session.cancel();
    act(session::run);
    assertThat(session.message()).isEqualTo("Cancelled.");
    assertThat(session.hasFailed()).isFalse();
    assertThat(session.segmented()).isEmpty();
    assertThat(view.calls).endsWith("abandoned").doesNotContain("finished");
    assertThat(session.state()).isEqualTo(SegmentSession.State.IDLE);
  }

  @Test
  @Tag("slow")
  void aFirstLookIsTakenAwayWithTheDialog() throws Exception {
    open();
    model.useFile(Samples.ct());
    act(session::makePlan);
    assertThat(session.plan()).isPresent();
    assertThat(view.calls).containsExactly("scan", "growing");
    ui.submit(session::close).get();
    assertThat(view.calls).endsWith("abandoned");
  }

  @Test
  void aFailureIsASentence() throws Exception {
    open();
    model.useImage(new Broken());
    act(session::makePlan);
    assertThat(session.hasFailed()).isTrue();
    assertThat(session.message()).isEqualTo("image 'x': it is a colour image");
  }

  /** With the installed models looked for. */
  private void open() throws Exception {
    session = new SegmentSession(model, ui, view, new Recording());
    ui.submit(() -> session.onChange(this::changed)).get();
    act(session::lookForModels);
    assertThat(model.models()).extracting(ModelChoice::id).contains("femur-pelvis");
    assertThat(model.model().orElseThrow().id()).isEqualTo("femur-pelvis");
  }

  private void changed() {
    if (session.state() == SegmentSession.State.IDLE) {
      idle.countDown();
    }
  }

  private void act(Runnable action) throws Exception {
    idle = new CountDownLatch(1);
    ui.submit(action).get();
    assertThat(idle.await(120, TimeUnit.SECONDS)).isTrue();
    ui.submit(() -> {}).get();
  }

  /** A small stack that does not say where its axes point. */
  private static final class Picture implements HostImage {
    @Override
    public String title() {
      return "picture";
    }

    @Override
    public Volume<?> volume(AxisOrder orientation) {
      long[] size = {4, 4, 4};
      Map<String, String> properties =
          orientation == null ? Map.of(VolumeInfo.ASSUMED_ORIENTATION, "LPS") : Map.of();
      return new Volume<>(
          ArrayImgs.shorts(size),
          VolumeGeometry.axisAligned(size, 1, 1, 1),
          new VolumeInfo("picture", "test", Modality.CT, null, null, properties, List.of()));
    }
  }

  private static final class Broken implements HostImage {
    @Override
    public String title() {
      return "x";
    }

    @Override
    public Volume<?> volume(AxisOrder orientation) throws IOException {
      throw new IOException("image 'x': it is a colour image");
    }
  }

  private final class Recording implements Host {
    @Override
    public Optional<HostImage> activeImage() {
      return Optional.empty();
    }

    @Override
    public List<Action> actions() {
      return List.of();
    }

    @Override
    public void record(String macroLine) {
      recorded.add(macroLine);
    }
  }

  /** Writes down what it is told. */
  private static final class Seen implements ResultView {
    private final List<String> calls = new ArrayList<>();
    private long[] crosshair;
    private LabelMap growing;
    private Runnable onDecided = () -> {};

    @Override
    public long[] crosshair(Volume<?> scan) {
      return crosshair;
    }

    @Override
    public void scan(Volume<?> scan) {
      calls.add("scan");
    }

    @Override
    public void growing(LabelMap labels) {
      growing = labels;
      calls.add("growing");
    }

    @Override
    public void decided(LabelSlab slab) {
      calls.add("decided");
      onDecided.run();
    }

    @Override
    public void finished(Segmented segmented, List<DoubtfulPlace> doubtful) {
      assertThat(doubtful).isNotEmpty();
      calls.add("finished");
    }

    @Override
    public void saved(Path file) {
      calls.add("saved " + file);
    }

    @Override
    public void abandoned() {
      calls.add("abandoned");
    }
  }
}
