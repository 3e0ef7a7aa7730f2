package io.github.holoseg.model.nnunet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.AbstractModelFormatTest;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NnunetFormatTest extends AbstractModelFormatTest {
  private static final Path MODELS =
      SharedData.project().resolve("src/test/resources/golden/nnunet/models");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path cache;

  @Override
  protected ModelFormat format() {
    CheckpointConverter converter = new CheckpointConverter();
    return new NnunetFormat(converter, new Conversions(converter, List.of(cache)));
  }

  @Override
  protected void writeModel(Path folder) throws IOException {
    copy(
        MODELS.resolve("Dataset901_plain_old/nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres"),
        folder);
  }

  @Override
  protected String descriptionFile() {
    return "plans.json";
  }

  private static void copy(Path from, Path to) throws IOException {
    Path source = from;
    if (!Files.isDirectory(source)) {
      try (Stream<Path> children = Files.list(from.getParent())) {
        source = children.filter(Files::isDirectory).findFirst().orElseThrow();
      }
    }
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private Path model() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("model"));
    writeModel(folder);
    return folder;
  }

  @Override
  protected Path homeOfWeights(Path folder) {
    return cache;
  }

  /** Weights are made again from the checkpoint, which is what must be whole. */
  @Override
  @Test
  protected void changedWeightsAreRefusedByName() throws IOException {
    Path folder = model();
    Weights made = format().load(folder).network().weights().get(0);
    Files.write(made.file(), new byte[] {1, 2, 3});
    assertThat(format().load(folder).network().weights().get(0)).isEqualTo(made);
    assertThat(WeightFiles.sha256(made.file())).isEqualTo(made.sha256());
    Path checkpoint = folder.resolve("fold_0/checkpoint_final.pth");
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> format().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("checkpoint_final.pth");
  }

  /** Nothing is converted for a list, so that the files named are the checkpoints. */
  @Override
  @Test
  protected void describesWhatItLoads() throws IOException {
    Path folder = model();
    ModelSpec described = format().describe(folder);
    ModelSpec loaded = format().load(folder);
    assertThat(described.network().weights().get(0).file())
        .isEqualTo(folder.resolve("fold_0/checkpoint_final.pth"));
    assertThat(described.labels()).isEqualTo(loaded.labels());
    assertThat(described.description()).isEqualTo(loaded.description());
    assertThat(described.window().patch()).isEqualTo(loaded.window().patch());
    assertThat(described.window().accumulate()).isEqualTo(Accumulate.FLOAT16);
  }

  @Test
  void theFolderOfADataSetIsTheModelInIt() throws IOException {
    Path parent = MODELS.resolve("Dataset908_cascade");
    assertThat(format().matches(parent)).isTrue();
    ModelSpec cascade = format().load(parent);
    assertThat(cascade.cascade()).isNotNull();
    assertThat(cascade.cascade().labelValues()).containsExactly(1, 2);
    assertThat(cascade.id()).isEqualTo("Dataset908_cascade-3d_cascade_fullres");
  }

  @Test
  void aConvertedFolderNeedsNothingElse() throws IOException {
    Path target = temp.resolve("converted");
    NnunetFormat format = (NnunetFormat) format();
    ModelSpec converted =
        format.convert(
            MODELS.resolve("Dataset908_cascade"),
            target,
            ProgressListener.NONE,
            CancellationToken.none());
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("holoseg.json", "model_fold_0.onnx", "previous_fold_0.onnx");
    }
    ModelSpec loaded = format.load(MODELS.resolve("Dataset908_cascade"));
    assertThat(converted.network().weights().get(0).sha256())
        .isEqualTo(loaded.network().weights().get(0).sha256());
    assertThat(converted.labels()).isEqualTo(loaded.labels());
  }

  /** Two networks of a cascade, each with half of the progress; from the cache nothing is heard. */
  @Test
  void convertingTellsHowFarItIs() throws IOException {
    Path folder = MODELS.resolve("Dataset908_cascade");
    List<Double> heard = new ArrayList<>();
    ProgressListener progress =
        (stage, done, total) -> {
          assertThat(stage).isEqualTo(Stage.CONVERT);
          heard.add((double) done / total);
        };
    format().load(folder, Set.of(), progress, CancellationToken.none());
    assertThat(heard).isSorted().startsWith(0.0).contains(0.5).endsWith(1.0);
    assertThat(heard).hasSizeGreaterThan(10);
    heard.clear();
    format().load(folder, Set.of(), progress, CancellationToken.none());
    assertThat(heard).isEmpty();
  }

  @Test
  void convertingCanBeStoppedAndLeavesNothing() throws IOException {
    CancellationToken cancel = new CancellationToken();
    Path folder = model();
    List<Long> heard = new ArrayList<>();
    ProgressListener progress =
        (stage, done, total) -> {
          heard.add(done);
          if (heard.size() == 3) {
            cancel.cancel();
          }
        };
    assertThatThrownBy(() -> format().load(folder, Set.of(), progress, cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).hasSize(3);
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(format().load(folder).network().weights()).hasSize(1);
  }

  @Test
  void clean_upBesideThePlansIsTaken() throws IOException {
    Path folder = model();
    String name = "remove_all_but_largest_component_from_segmentation";
    Files.writeString(
        folder.resolve("postprocessing.json"),
        "{\"postprocessing_fns\":[\""
            + name
            + "\"],\"postprocessing_kwargs\":"
            + "[{\"labels_or_regions\":[1,[2]]}]}");
    ModelSpec spec = format().describe(folder);
    assertThat(spec.postprocess())
        .containsExactly(
            new PostprocessStep.KeepLargestTogether(
                List.of(spec.labels().get(0).name(), spec.labels().get(1).name())));
  }

  /** As nnU-Net pickles it: a tuple of a list of functions and one of their arguments. */
  @Test
  void thePickleSaysTheSame() throws IOException {
    Path folder = model();
    String global =
        "cnnunetv2.postprocessing.remove_connected_components\n"
            + "remove_all_but_largest_component_from_segmentation\n";
    Files.writeString(
        folder.resolve("postprocessing.pkl"),
        "\u0080\u0002(]" + global + "a]}X\u0011\0\0\0labels_or_regions]K\u0001asat.",
        StandardCharsets.ISO_8859_1);
    ModelSpec spec = format().describe(folder);
    assertThat(spec.postprocess())
        .containsExactly(
            new PostprocessStep.KeepLargestTogether(List.of(spec.labels().get(0).name())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/transpose_forward;[0,1,1];/transpose_forward is [0,1,1], must list 0, 1 and 2",
        "/image_reader_writer;\"NaturalImage2DIO\";/image_reader_writer is \"NaturalImage2DIO\"",
        "/label_manager;\"Mine\";/label_manager is \"Mine\", Holoseg knows LabelManager only",
        "/configurations/3d_fullres/spacing;[1,0,1];/spacing is [1,0,1], must be above 0",
        "/configurations/3d_fullres/patch_size;[8];/patch_size is [8], must list two or three",
        "/configurations/3d_fullres/preprocessor_name;\"X\";/preprocessor_name is \"X\"",
        "/configurations/3d_fullres/normalization_schemes;[\"X\"];/normalization_schemes/0 is",
        "/configurations/3d_fullres/resampling_fn_data;\"resample_torch_simple\";cannot do",
        "/configurations/3d_fullres/resampling_fn_data_kwargs;{\"order\":2};/order is 2, must be",
        "/configurations/3d_fullres/resampling_fn_data_kwargs;{\"x\":2};/x is 2, an argument",
        "/configurations/3d_fullres/inherits_from;\"3d_fullres\";inherits from itself",
      })
  void whatChangesAResultIsStrict(String pointer, String value, String message) throws IOException {
    Path folder = model();
    change(folder.resolve("plans.json"), pointer, value);
    assertThatThrownBy(() -> format().describe(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder.resolve("plans.json").toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/labels;{\"a\":1};/labels is {\"a\":1}, must have \"background\": 0",
        "/labels;{\"background\":0};must have a label beside the background",
        "/labels;{\"background\":0,\"a\":1,\"ignore\":1};/labels/ignore is 1, must be 2",
        "/labels;{\"background\":0,\"a\":\"x\"};/labels/a is \"x\", must be a whole number",
        "/labels;{\"background\":0,\"a\":[1,2]};/regions_class_order is missing",
        "/channel_names;{};/channel_names is {}, must name at least one channel",
      })
  void labelsAndChannelsAreStrict(String pointer, String value, String message) throws IOException {
    Path folder = model();
    change(folder.resolve("dataset.json"), pointer, value);
    assertThatThrownBy(() -> format().describe(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder.resolve("dataset.json").toString())
        .hasMessageContaining(message);
  }

  @Test
  void namesThatCannotStandInListsAreChangedAndTold() throws IOException {
    Path folder = model();
    change(folder.resolve("dataset.json"), "/labels", "{\"background\":0,\"a,b\":1,\"c\":2}");
    ModelSpec spec = format().describe(folder);
    assertThat(spec.labels().get(0).name()).isEqualTo("a_b");
    assertThat(spec.description()).contains("The label 'a,b' is called 'a_b' here.");
  }

  private static void change(Path file, String pointer, String value) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) root.at(pointer.substring(0, slash)))
        .set(pointer.substring(slash + 1), JSON.readTree(value));
    JSON.writeValue(file.toFile(), root);
  }
}
