package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Valid model descriptions of every kind, drawn from a seed. */
final class ArbitrarySpecs {
  /** Not the crop's mask, which needs certain orders of the steps. */
  private static final IntensityStep.ZScore.Mask[] MASKS = {
    IntensityStep.ZScore.Mask.ALL, IntensityStep.ZScore.Mask.NONZERO
  };

  /** Files that must lie in the folder. */
  static final List<String> FILES =
      List.of("model.onnx", "folds/a b.onnx", "folds/ü.onnx", "w.data");

  private final Random random;
  private final Path folder;

  private ArbitrarySpecs(long seed, Path folder) {
    this.random = new Random(seed);
    this.folder = folder;
  }

  static Arbitrary<ModelSpec> in(Path folder) {
    return Arbitraries.longs().map(seed -> new ArbitrarySpecs(seed, folder).spec());
  }

  private ModelSpec spec() {
    boolean resample = random.nextBoolean();
    CropSpec crop = crop();
    int channels = 1 + random.nextInt(3);
    List<IntensityStep> intensity = some(() -> intensity(channels));
    List<StepKind> middle = new ArrayList<>();
    if (crop.mode() != CropSpec.Mode.NONE || random.nextBoolean()) {
      middle.add(StepKind.CROP);
    }
    if (!intensity.isEmpty() || random.nextBoolean()) {
      middle.add(StepKind.NORMALIZE);
    }
    if (resample) {
      middle.add(StepKind.RESAMPLE);
    }
    Collections.shuffle(middle, random);
    middle.add(0, StepKind.ORIENT);
    middle.add(StepKind.PAD);
    List<Label> labels = labels();
    int outputs = labels.size() + 1;
    WindowSpec window = window();
    List<PostprocessStep> postprocess = some(() -> postprocess(labels));
    boolean hu = postprocess.stream().anyMatch(PostprocessStep.RefineBoundary.class::isInstance);
    List<SizeRule> sizes = new ArrayList<>();
    for (int size : window.patch()) {
      int step = 1 + random.nextInt(8);
      sizes.add(
          random.nextBoolean()
              ? new SizeRule(size, 1, size)
              : new SizeRule(1 + (size - 1) % step, step, 0));
    }
    return composed(
        sometimesCut(
            new ModelSpec(
                pick("bone", "femur-1.5mm", "A_b.c-9"),
                text(),
                text(),
                text(),
                random.nextBoolean() ? "" : text(),
                pick("native", "nnunet", "totalsegmentator", "monai", "bioimageio"),
                random.nextBoolean() ? "" : text(),
                some(this::text).stream().distinct().toList(),
                new NetworkSpec(
                    weights(),
                    text(),
                    text(),
                    pick(NetworkSpec.ElementType.values()),
                    pick("bcxyz", "bcxzy", "bcyxz", "bcyzx", "bczxy", "bczyx"),
                    List.of("CT", "second", "third").subList(0, channels),
                    outputs,
                    sizes),
                geometry(resample),
                crop,
                middle,
                intensity,
                window,
                decision(labels),
                postprocess,
                labels,
                random.nextBoolean() ? null : pair(),
                hu ? "CT" : pick("CT", "MR", "any"))));
  }

  private ModelSpec sometimesCut(ModelSpec spec) {
    boolean fits =
        spec.order().get(1) == StepKind.RESAMPLE
            && spec.decision().labelsFirst()
            && spec.network().axes().startsWith("bcz");
    if (!fits || random.nextInt(4) == 0) {
      return spec;
    }
    int margin = 1 + random.nextInt(20);
    SplitSpec split =
        random.nextBoolean()
            ? new SplitSpec(margin, SplitSpec.WHEN_ASKED, 0)
            : new SplitSpec(margin, random.nextInt(1 << 30), 3 * margin + random.nextInt(100));
    return spec.withGeometry(spec.geometry().withSplit(split));
  }

  /** Sometimes with itself as a part or as the stage before, and with golden values. */
  private ModelSpec composed(ModelSpec spec) {
    return new ModelSpec(
        spec.id(),
        spec.version(),
        spec.name(),
        spec.description(),
        spec.notice(),
        spec.source(),
        spec.license(),
        spec.citations(),
        spec.network(),
        spec.geometry(),
        spec.crop(),
        spec.order(),
        spec.intensity(),
        spec.window(),
        spec.decision(),
        spec.postprocess(),
        spec.labels(),
        spec.inputRange(),
        spec.modality(),
        random.nextInt(3) > 0 ? List.of() : List.of(spec),
        spec.geometry().split() != null || random.nextInt(3) > 0
            ? null
            : new CascadeSpec(spec, List.of(spec.labels().get(0).value()), resampling()),
        random.nextInt(3) > 0 ? List.of() : tests(spec.network().channels().size()),
        random.nextInt(3) > 0 ? null : roi(),
        some(() -> rule(spec.labels())));
  }

  private PlausibilityRule rule(List<Label> labels) {
    List<String> names = labels.stream().map(Label::name).toList();
    String one = names.get(random.nextInt(names.size()));
    List<String> others = names.stream().filter(name -> !name.equals(one)).toList();
    if (others.isEmpty() || random.nextBoolean()) {
      return switch (random.nextInt(4)) {
        case 0 -> new PlausibilityRule.Present(List.of(one));
        case 1 -> new PlausibilityRule.InsideFieldOfView(names);
        case 2 -> new PlausibilityRule.VolumeRange(one, 0.5, Double.POSITIVE_INFINITY);
        default -> new PlausibilityRule.VolumeRange(one, 0, positive());
      };
    }
    String other = others.get(random.nextInt(others.size()));
    return switch (random.nextInt(3)) {
      case 0 -> new PlausibilityRule.LeftOf(one, other, positive());
      case 1 -> new PlausibilityRule.Above(one, other, 0);
      default -> new PlausibilityRule.JointAtUpperEnd(one, other, positive());
    };
  }

  private RoiSpec roi() {
    return new RoiSpec(
        text(),
        random.nextBoolean() ? "" : text(),
        some(this::text).stream().distinct().toList(),
        random.nextInt(100) / 4.0,
        random.nextBoolean());
  }

  private List<GoldenTest> tests(int channels) {
    List<Path> files = FILES.stream().map(folder::resolve).toList();
    return List.of(
        new GoldenTest.Case(
            "case",
            text(),
            files.subList(0, channels),
            random.nextBoolean() ? null : files.get(0),
            random.nextBoolean() ? null : files.get(1),
            files.get(2)),
        new GoldenTest.Tensors(
            "tensors",
            text(),
            files.get(0),
            files.get(1),
            pick(GoldenTest.Tensors.OutputIs.values()),
            1e-4,
            0));
  }

  private List<NetworkSpec.Weights> weights() {
    List<NetworkSpec.Weights> weights = new ArrayList<>();
    for (String name : FILES.subList(0, 1 + random.nextInt(3))) {
      Path file = folder.resolve(name);
      List<NetworkSpec.DataFile> data =
          random.nextInt(4) > 0
              ? List.of()
              : List.of(new NetworkSpec.DataFile(folder.resolve("w.data"), hash("w.data")));
      weights.add(new NetworkSpec.Weights(file, hash(name), data));
    }
    return weights;
  }

  private String hash(String name) {
    try {
      return WeightFiles.sha256(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GeometrySpec geometry(boolean resample) {
    String orientation =
        random.nextBoolean()
            ? null
            : AxisOrder.all().get(random.nextInt(AxisOrder.all().size())).axisCodes();
    if (!resample) {
      return new GeometrySpec(orientation, null, 0, ResampleSpec.UNUSED, ResampleSpec.UNUSED, null);
    }
    double[] spacing = {positive(), positive(), positive()};
    if (random.nextInt(4) == 0) {
      spacing[random.nextInt(3)] = Double.NaN;
    }
    return new GeometrySpec(
        orientation, spacing, random.nextDouble(), resampling(), resampling(), null);
  }

  private ResampleSpec resampling() {
    ResampleSpec.Separate separate = pick(ResampleSpec.Separate.values());
    return new ResampleSpec(
        pick(ResampleSpec.Interpolation.values()),
        pick(ResampleSpec.Coordinates.values()),
        separate,
        separate == ResampleSpec.Separate.NEVER
            ? ResampleSpec.Interpolation.NEAREST
            : pick(ResampleSpec.Interpolation.values()),
        random.nextBoolean());
  }

  private CropSpec crop() {
    return switch (pick(CropSpec.Mode.values())) {
      case NONE -> CropSpec.NONE;
      case NONZERO -> new CropSpec(CropSpec.Mode.NONZERO, 0, triple(0, 20));
      case FOREGROUND -> new CropSpec(CropSpec.Mode.FOREGROUND, number(), triple(0, 20));
    };
  }

  private IntensityStep intensity(int channels) {
    IntensityStep step = plain(channels);
    return IntensityStep.usesStatistics(step)
        ? IntensityStep.Measured.of(step, random.nextBoolean(), random.nextBoolean())
        : step;
  }

  private IntensityStep plain(int channels) {
    int channel = random.nextInt(channels + 1) - 1;
    double[] range = pair();
    double low = random.nextDouble() * 50;
    double high = 100 - random.nextDouble() * 49;
    boolean together = channel < 0 && random.nextBoolean();
    return switch (random.nextInt(11)) {
      case 0 -> new IntensityStep.Clip(channel, range[0], range[1]);
      case 1 ->
          new IntensityStep.ClipPercentiles(
              channel, low, high, together, pick(IntensityStep.Quantile.values()));
      case 2 -> new IntensityStep.ZScoreFixed(channel, number(), positive());
      case 3 ->
          new IntensityStep.ZScore(
              channel, pick(MASKS), positive(), random.nextBoolean(), together);
      case 4 -> new IntensityStep.Linear(channel, number(), number());
      case 5 -> {
        double[] out = pair();
        yield new IntensityStep.ScaleRange(
            channel, range[0], range[1], out[0], out[1], random.nextBoolean());
      }
      case 6 -> new IntensityStep.MinMax(channel, range[0], range[1], together);
      case 7 -> new IntensityStep.Binarize(channel, number());
      case 8 -> new IntensityStep.Sigmoid(channel);
      case 9 -> new IntensityStep.Whole(channel, range[0], range[1]);
      default -> new IntensityStep.ScalePercentiles(channel, low, high, 1e-6, together);
    };
  }

  private WindowSpec window() {
    int[] patch = triple(9, 200);
    WindowSpec.Blend blend = pick(WindowSpec.Blend.values());
    WindowSpec.PadMode padMode = pick(WindowSpec.PadMode.values());
    boolean gaussian =
        blend == WindowSpec.Blend.GAUSSIAN_NNUNET || blend == WindowSpec.Blend.GAUSSIAN_MONAI;
    List<Integer> mirror = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(mirror, random);
    return new WindowSpec(
        patch,
        random.nextDouble(),
        pick(WindowSpec.Placement.values()),
        blend,
        gaussian ? positive() : 0,
        blend == WindowSpec.Blend.CROP_HALO ? triple(0, 4) : new int[3],
        padMode,
        padMode == WindowSpec.PadMode.CONSTANT ? number() : 0,
        mirror.subList(0, random.nextInt(4)),
        pick(WindowSpec.Accumulate.values()),
        whole(blend),
        blend == WindowSpec.Blend.CROP_HALO && random.nextBoolean());
  }

  /** One pass by memory is for tiles that give the same scores. */
  private WindowSpec.Whole whole(WindowSpec.Blend blend) {
    WindowSpec.Whole whole = pick(WindowSpec.Whole.values());
    boolean allowed = whole != WindowSpec.Whole.AUTO || blend == WindowSpec.Blend.CROP_HALO;
    return allowed ? whole : WindowSpec.Whole.NEVER;
  }

  private DecisionSpec decision(List<Label> labels) {
    int[] values = new int[labels.size() + 1];
    for (int i = 0; i < labels.size(); i++) {
      values[i + 1] = labels.get(i).value();
    }
    DecisionSpec.Rule rule = pick(DecisionSpec.Rule.values());
    boolean one = rule == DecisionSpec.Rule.ARGMAX || random.nextBoolean();
    return new DecisionSpec(
        pick(DecisionSpec.Activation.values()),
        rule,
        rule == DecisionSpec.Rule.ARGMAX || !one ? 0 : random.nextDouble(),
        one ? null : random.doubles(values.length).toArray(),
        values,
        random.nextBoolean(),
        random.nextBoolean());
  }

  private PostprocessStep postprocess(List<Label> labels) {
    List<String> names =
        labels.stream().map(Label::name).filter(n -> random.nextBoolean()).toList();
    return switch (random.nextInt(4)) {
      case 0 -> new PostprocessStep.KeepLargest(names, pick(6, 26));
      case 3 -> new PostprocessStep.RefineBoundary(names, positive());
      case 1 ->
          random.nextBoolean()
              ? new PostprocessStep.RemoveSmall(names, positive())
              : new PostprocessStep.RemoveSmall(names, 0, 1 + random.nextInt(99));
      default -> new PostprocessStep.FillHoles(names);
    };
  }

  private List<Label> labels() {
    List<Label> labels = new ArrayList<>();
    int value = 0;
    for (int i = 0; i <= random.nextInt(6); i++) {
      value += 1 + random.nextInt(10_000);
      CodedConcept concept =
          random.nextBoolean() ? null : new CodedConcept("SCT", "71341001", text());
      labels.add(
          new Label(value, pick("rib_", "Linke Hüfte ", "l") + i, random.nextInt(), concept));
    }
    return labels;
  }

  private String text() {
    return pick("a", "two words", "1.0", "\"quoted\" \\ /", "Knochen (groß) 骨", "line\nbreak");
  }

  private int[] triple(int min, int max) {
    return random.ints(3, min, max + 1).toArray();
  }

  private double number() {
    return pick(0.0, -1.5, 1e-8, 3071.0, random.nextGaussian() * 1e6, -1024.0);
  }

  private double positive() {
    return pick(1.0, 0.125, 1e-8, random.nextDouble() + 0.1, 3.0);
  }

  private double[] pair() {
    double low = number();
    return new double[] {low, low + positive() + 1};
  }

  private <T> List<T> some(java.util.function.Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
