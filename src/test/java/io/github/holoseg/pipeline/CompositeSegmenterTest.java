package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

/**
 * Several networks as one model, with networks that give class 1 where a voxel is at least as large
 * as the number in their file's name, so that what is loaded and painted can be counted.
 */
class CompositeSegmenterTest {
  private final LoggingEngine engine = new LoggingEngine();

  /** Values 0 to 4 along x. */
  private static Volume<ShortType> ramp() {
    short[] values = new short[5];
    for (int i = 0; i < 5; i++) {
      values[i] = (short) i;
    }
    long[] size = {5, 1, 1};
    return new Volume<>(
        ArrayImgs.shorts(values, size),
        VolumeGeometry.axisAligned(size, 1, 1, 1),
        VolumeInfo.inMemory("scan", Modality.CT));
  }

  /** Painted in this order: 1 from value 1 on, 2 from value 2 on, 3 from value 4 on. */
  private static ModelSpec model(List<PostprocessStep> postprocess) {
    ModelSpec first = network("1", 1);
    return copy(
        first,
        List.of(label(1), label(2), label(3)),
        first.decision(),
        postprocess,
        List.of(network("2", 2), network("4", 3)));
  }

  private static Label label(int value) {
    return Label.of(value, "label_" + value);
  }

  private static ModelSpec network(String threshold, int value) {
    ModelSpecs specs = new ModelSpecs().weights(Path.of(threshold));
    specs.classes = 2;
    specs.patch = new int[] {5, 1, 1};
    specs.blend = Blend.CONSTANT;
    DecisionSpec decision =
        new DecisionSpec(Activation.NONE, Rule.ARGMAX, 0.5, new int[] {0, value}, true, false);
    return copy(specs.build(), List.of(label(value)), decision, List.of(), List.of());
  }

  @Test
  void laterNetworksPaintOverEarlierOnes() throws IOException {
    SegmentationResult result = run(Set.of());
    assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 1, 2, 2, 3);
    assertThat(engine.opened).containsExactly("1", "2", "4");
    assertThat(engine.mostAtOnce).isEqualTo(1);
    assertThat(result.weights().stream().map(w -> w.file().toString()))
        .containsExactly("1", "2", "4");
    assertThat(result.tiles()).isEqualTo(3);
    assertThat(result.labels().labels()).hasSize(3);
  }

  @Test
  void networksWithoutAWantedStructureAreNotLoaded() throws IOException {
    SegmentationResult result = run(Set.of("label_2"));
    assertThat(engine.opened).containsExactly("2");
    assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 0, 2, 2, 2);
    assertThat(result.labels().labels()).containsExactly(label(2));
  }

  @Test
  void aHiddenStructureStaysHiddenAmongTheNetworksThatRun() throws IOException {
    SegmentationResult result = run(Set.of("label_1", "label_3"));
    assertThat(engine.opened).containsExactly("1", "4");
    assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 1, 1, 1, 3);
  }

  @Test
  void aSingleNetworkStaysLoadedForAllScans() throws IOException {
    try (VolumeSegmenter segmenter = open(Set.of("label_3"), null, List.of())) {
      segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
    }
    assertThat(engine.opened).containsExactly("4");
    try (VolumeSegmenter segmenter = open(Set.of(), null, List.of())) {
      segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
    }
    assertThat(engine.opened).containsExactly("4", "1", "2", "4", "1", "2", "4");
    assertThat(engine.open).isZero();
  }

  @Test
  void progressGoesOnOverAllNetworks() throws IOException {
    List<Long> done = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    ProgressListener listener =
        (stage, count, total) -> {
          if (stages.isEmpty() || stages.get(stages.size() - 1) != stage) {
            stages.add(stage);
          }
          if (stage == Stage.INFER) {
            done.add(count);
            assertThat(total == 0 || count <= total).isTrue();
          }
        };
    try (VolumeSegmenter segmenter = open(Set.of(), null, List.of())) {
      segmenter.segment(ramp(), listener, CancellationToken.none());
    }
    assertThat(stages).containsExactly(Stage.PREPROCESS, Stage.INFER, Stage.RESTORE);
    assertThat(done).isSorted().endsWith(3L);
  }

  @Test
  void cleanUpSeesTheMergedLabels() throws IOException {
    List<PostprocessStep> steps =
        List.of(new PostprocessStep.RemoveSmall(List.of("label_1", "label_3"), 1.5));
    try (VolumeSegmenter segmenter = open(Set.of(), null, steps)) {
      SegmentationResult result =
          segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 0, 2, 2, 0);
    }
  }

  @Test
  void anUnknownStructureIsRefusedBeforeAnythingIsLoaded() {
    assertThatThrownBy(() -> open(Set.of("label_9"), null, List.of()))
        .hasMessage("the model 'test' has no label 'label_9'; it has label_1, label_2, label_3");
    assertThat(engine.opened).isEmpty();
  }

  @Test
  void aRegionIsWhatTheCoarseModelFinds() throws IOException {
    RegionOfInterest roi = new RegionOfInterest(network("3", 1), Set.of("label_1"), 0.99, null);
    try (VolumeSegmenter segmenter = open(Set.of("label_1", "label_2"), roi, List.of())) {
      SegmentationResult result =
          segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 0, 0, 2, 2);
    }
    assertThat(engine.opened).containsExactly("3", "1", "2");
    assertThat(engine.open).isZero();
  }

  @Test
  void theMarginIsWholeVoxels() throws IOException {
    RegionOfInterest roi = new RegionOfInterest(network("3", 1), Set.of(), 1.99, null);
    try (VolumeSegmenter segmenter = open(Set.of(), roi, List.of())) {
      SegmentationResult result =
          segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      assertThat(Voxels.ints(result.labels().voxels())).containsExactly(0, 0, 2, 2, 3);
    }
  }

  @Test
  void nothingFoundIsAnEmptyResultWithAWarning() throws IOException {
    RegionOfInterest roi = new RegionOfInterest(network("9", 1), Set.of("label_1"), 20, null);
    try (VolumeSegmenter segmenter = open(Set.of("label_2"), roi, List.of())) {
      SegmentationResult result =
          segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
      assertThat(Voxels.ints(result.labels().voxels())).containsOnly(0);
      assertThat(result.labels().labels()).containsExactly(label(2));
      assertThat(result.warnings())
          .contains("the coarse model 'test' found none of label_1; the result is empty");
    }
    assertThat(engine.opened).containsExactly("9");
  }

  @Test
  void aWatcherSeesEachNetworksLabels() throws IOException {
    List<LabelSlab> slabs = watch(Set.of(), null);
    assertThat(slabs)
        .extracting(s -> s.labels()[4])
        .containsExactly((short) 1, (short) 2, (short) 3);
    assertThat(painted(slabs)).containsExactly(0, 1, 2, 2, 3);
    assertThat(painted(watch(Set.of("label_2"), null))).containsExactly(0, 0, 2, 2, 2);
  }

  @Test
  void aWatcherSeesARegionWhereItLies() throws IOException {
    RegionOfInterest roi = new RegionOfInterest(network("3", 1), Set.of("label_1"), 0.99, null);
    List<LabelSlab> slabs = watch(Set.of("label_1", "label_2"), roi);
    assertThat(slabs).allMatch(slab -> slab.min()[0] == 3);
    assertThat(painted(slabs)).containsExactly(0, 0, 0, 2, 2);
  }

  private List<LabelSlab> watch(Set<String> labels, RegionOfInterest roi) throws IOException {
    List<LabelSlab> slabs = new ArrayList<>();
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 1, labels, false, roi);
    try (VolumeSegmenter segmenter =
        VolumeSegmenters.open(model(List.of()), options, engine, slabs::add)) {
      segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
    }
    return slabs;
  }

  private static int[] painted(List<LabelSlab> slabs) {
    int[] row = new int[5];
    for (LabelSlab slab : slabs) {
      for (int i = 0; i < slab.labels().length; i++) {
        int x = (int) slab.min()[0] + i;
        row[x] = slab.labels()[i] == 0 ? row[x] : slab.labels()[i];
      }
    }
    return row;
  }

  private SegmentationResult run(Set<String> labels) throws IOException {
    try (VolumeSegmenter segmenter = open(labels, null, List.of())) {
      return segmenter.segment(ramp(), ProgressListener.NONE, CancellationToken.none());
    }
  }

  private VolumeSegmenter open(
      Set<String> labels, RegionOfInterest roi, List<PostprocessStep> postprocess) {
    return VolumeSegmenters.open(
        model(postprocess), new SegmenterOptions(Device.CPU, 1, labels, false, roi), engine);
  }

  private static ModelSpec copy(
      ModelSpec m,
      List<Label> labels,
      DecisionSpec decision,
      List<PostprocessStep> postprocess,
      List<ModelSpec> parts) {
    return new ModelSpec(
        m.id(),
        m.version(),
        m.name(),
        m.description(),
        m.notice(),
        m.source(),
        m.license(),
        m.citations(),
        m.network(),
        m.geometry(),
        m.crop(),
        m.order(),
        m.intensity(),
        m.window(),
        decision,
        postprocess,
        labels,
        m.inputRange(),
        m.modality(),
        parts,
        null,
        List.of(),
        null,
        List.of());
  }

  /** Class 1 where the value is at least the number that the file is named. */
  private static final class LoggingEngine implements InferenceEngine {
    private final List<String> opened = new ArrayList<>();
    private int open;
    private int mostAtOnce;

    @Override
    public String name() {
      return "logging";
    }

    @Override
    public Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads) {
      String file = network.weights().get(fold).file().toString();
      opened.add(file);
      mostAtOnce = Math.max(mostAtOnce, ++open);
      int voxels = IntStream.of(tileSize).reduce(1, (a, b) -> a * b);
      FloatBuffer input = FloatBuffer.allocate(voxels);
      FloatBuffer output = FloatBuffer.allocate(2 * voxels);
      return new Session() {
        @Override
        public String provider() {
          return "none";
        }

        @Override
        public FloatBuffer input() {
          return input;
        }

        @Override
        public FloatBuffer output() {
          return output;
        }

        @Override
        public void run(CancellationToken cancel) {
          for (int i = 0; i < voxels; i++) {
            output.put(i, 0.5f);
            output.put(voxels + i, input.get(i) >= Integer.parseInt(file) ? 1 : 0);
          }
        }

        @Override
        public void close() {
          open--;
        }
      };
    }
  }
}
