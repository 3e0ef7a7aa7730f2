package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.model.nnunet.Resampling.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts a {@link ModelSpec} together from the files of a training folder. */
final class SpecMaker {
  private static final String CITATION =
      "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation,"
          + " Nature Methods 18 (2021), doi:10.1038/s41592-020-01008-z";
  private static final double OVERLAP = 0.5;
  private static final double SIGMA = 0.125;
  private static final int MAX_PATCH = 1 << 14;

  private final TrainingFolder folder;
  private final Plans plans;
  private final Dataset dataset;
  private final Checkpoint checkpoint;
  private final Field configuration;
  private final List<String> channels;
  private final LabelTable labels;
  private final String letters;
  private final int dimensions;

  /**
   * @param checkpoint of the first fold, which says what was trained
   */
  SpecMaker(TrainingFolder folder, Checkpoint checkpoint) throws IOException {
    this.folder = folder;
    this.checkpoint = checkpoint;
    this.plans = folder.plans();
    this.dataset = folder.dataset();
    this.configuration = plans.configuration(checkpoint.configuration());
    this.channels = dataset.channels();
    this.labels = dataset.labels();
    this.letters = plans.axes();
    Field patch = configuration.get("patch_size");
    this.dimensions = patch.items().size();
    if (dimensions != 2 && dimensions != 3) {
      throw patch.bad("must list two or three sizes");
    }
  }

  /** The configuration that runs before this one, if it is the second stage of a cascade. */
  Optional<String> previousStage() throws IOException {
    Optional<Field> field = configuration.find("previous_stage");
    return field.isPresent() ? Optional.of(field.get().text()) : Optional.empty();
  }

  NetworkConverter.Request request() throws IOException {
    int inputs = channels.size() + (previousStage().isPresent() ? labels.values().size() : 0);
    return new NetworkConverter.Request(
        plans.file(),
        configuration.pointer(),
        configuration.node(),
        checkpoint.trainer(),
        inputs,
        labels.heads());
  }

  /**
   * @param id of the model
   * @param weights one for each fold
   * @param sizes of the tensor's axes, slowest first
   * @param previous the coarse model of a cascade, null if there is none
   */
  ModelSpec spec(String id, List<Weights> weights, List<SizeRule> sizes, ModelSpec previous)
      throws IOException {
    Optional<ResampleSpec> image = Resampling.of(configuration, Subject.DATA);
    Optional<ResampleSpec> scores = Resampling.of(configuration, Subject.PROBABILITIES);
    if (image.isPresent() != scores.isPresent()) {
      throw configuration
          .get(Subject.PROBABILITIES.key)
          .bad("must be like " + Subject.DATA.key + ", which decides whether there is resampling");
    }
    List<StepKind> order = new ArrayList<>(Arrays.asList(StepKind.values()));
    if (image.isEmpty()) {
      order.remove(StepKind.RESAMPLE);
    }
    List<SizeRule> rules = perAxis(sizes);
    return new ModelSpec(
        id,
        dataset.note("release").orElse("1"),
        dataset.note("name").or(plans::datasetName).orElse(id),
        description(),
        "Not for clinical use",
        "nnunet",
        dataset.note("licence", "license").orElse(""),
        citations(),
        new NetworkSpec(
            weights,
            NetworkConverter.INPUT,
            NetworkConverter.OUTPUT,
            ElementType.FLOAT32,
            "bc" + letters.substring(3 - dimensions),
            channels,
            labels.heads(),
            rules),
        new GeometrySpec(
            plans.orientation(),
            image.isPresent() ? spacing() : null,
            0,
            image.orElse(ResampleSpec.UNUSED),
            scores.orElse(ResampleSpec.UNUSED),
            null),
        new CropSpec(CropSpec.Mode.NONZERO, 0, new int[3]),
        order,
        Normalisation.steps(plans, configuration, channels.size()),
        window(),
        labels.decision(),
        PostprocessingFile.steps(folder.path(), labels.labels()),
        labels.labels(),
        null,
        dataset.modality(),
        List.of(),
        previous == null ? null : cascade(previous, image.isPresent()),
        List.of(),
        null,
        List.of());
  }

  private CascadeSpec cascade(ModelSpec previous, boolean resampled) throws IOException {
    Optional<ResampleSpec> resampling = Resampling.of(configuration, Subject.SEGMENTATION);
    if (resampling.isPresent() != resampled) {
      throw configuration
          .get(Subject.SEGMENTATION.key)
          .bad("must be like " + Subject.DATA.key + ", which decides whether there is resampling");
    }
    return new CascadeSpec(
        previous, labels.values(), resampling.orElse(CascadeSpec.DEFAULT_RESAMPLING));
  }

  private String description() throws IOException {
    List<String> sentences = new ArrayList<>();
    dataset.note("description").ifPresent(text -> sentences.add(text.replaceAll("\\s+", " ")));
    sentences.add(
        "nnU-Net "
            + checkpoint.configuration()
            + " network trained by "
            + checkpoint.trainer()
            + (plans.datasetName().map(name -> " on " + name).orElse(""))
            + ".");
    sentences.addAll(labels.notes());
    return String.join(" ", sentences);
  }

  private List<String> citations() {
    List<String> all = new ArrayList<>(List.of(CITATION));
    dataset.note("reference").ifPresent(text -> all.add(text.replaceAll("\\s+", " ")));
    return all;
  }

  /** Values of the transposed axes, listed for x, y, z; slices of a 2D network get {@code none}. */
  private double[] xyz(List<Field> values, double none) throws IOException {
    double[] xyz = {none, none, none};
    for (int i = 0; i < values.size(); i++) {
      xyz["xyz".indexOf(letters.charAt(3 - dimensions + i))] = values.get(i).number();
    }
    return xyz;
  }

  private double[] spacing() throws IOException {
    Field field = configuration.get("spacing");
    double[] spacing = xyz(field.items(dimensions), Double.NaN);
    for (double mm : spacing) {
      if (mm <= 0) {
        throw field.bad("must be above 0");
      }
    }
    return spacing;
  }

  private List<SizeRule> perAxis(List<SizeRule> sizes) {
    SizeRule one = new SizeRule(1, 1, 1);
    List<SizeRule> rules = new ArrayList<>(List.of(one, one, one));
    for (int i = 0; i < dimensions; i++) {
      rules.set("xyz".indexOf(letters.charAt(3 - dimensions + i)), sizes.get(i));
    }
    return rules;
  }

  private WindowSpec window() throws IOException {
    int[] patch = new int[3];
    Field field = configuration.get("patch_size");
    double[] sizes = xyz(field.items(), 1);
    for (int axis = 0; axis < 3; axis++) {
      if (sizes[axis] < 1 || sizes[axis] > MAX_PATCH || sizes[axis] != Math.rint(sizes[axis])) {
        throw field.bad("must list whole numbers from 1 to " + MAX_PATCH);
      }
      patch[axis] = (int) sizes[axis];
    }
    List<Integer> mirror = new ArrayList<>();
    for (int axis : checkpoint.mirroring()) {
      if (axis < 0 || axis >= dimensions) {
        throw new io.github.holoseg.model.ModelFormatException(
            checkpoint.file(),
            "inference_allowed_mirroring_axes is "
                + checkpoint.mirroring()
                + ", must list axes from 0 to "
                + (dimensions - 1));
      }
      mirror.add("xyz".indexOf(letters.charAt(3 - dimensions + axis)));
    }
    return new WindowSpec(
        patch,
        OVERLAP,
        Placement.EVEN,
        Blend.GAUSSIAN_NNUNET,
        SIGMA,
        new int[3],
        PadMode.CONSTANT,
        0,
        mirror.stream().distinct().toList(),
        Accumulate.FLOAT16,
        Whole.NEVER,
        false);
  }
}
