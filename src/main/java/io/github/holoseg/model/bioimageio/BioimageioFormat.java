package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.document.Documents;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.model.document.LabelNames;
import io.github.holoseg.model.onnx.NetworkFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * bioimage.io model packages, format versions 0.4 and 0.5, with ONNX weights. What is matched:
 * bioimageio.core 0.11.0.
 */
public final class BioimageioFormat implements ModelFormat {
  private static final String AXES = "xyz";
  private static final double TOLERANCE = 0.01;
  private static final ResampleSpec LINEAR =
      new ResampleSpec(
          Interpolation.LINEAR,
          Coordinates.HALF_PIXEL,
          Separate.NEVER,
          Interpolation.NEAREST,
          false);

  @Override
  public String key() {
    return "bioimageio";
  }

  @Override
  public boolean matches(Path folder) {
    return Description.fileIn(folder).isPresent();
  }

  @Override
  public ModelSpec load(Path folder) throws IOException {
    return read(folder, true);
  }

  /** As {@link #load}; the hashes of the weights are zeros. */
  @Override
  public ModelSpec describe(Path folder) throws IOException {
    return read(folder, false);
  }

  /** The package's own id, or its name. */
  @Override
  public String idOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    String otherwise = LabelNames.id(name == null ? "" : name.toString(), "bioimageio");
    try {
      Optional<Path> file = Description.fileIn(folder);
      return file.isPresent() ? idOf(Documents.read(file.get()), otherwise) : otherwise;
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static String idOf(Field root, String otherwise) {
    for (String key : List.of("id", "name")) {
      Optional<Field> text = root.find(key).filter(Field::isText);
      if (text.isPresent() && !text.get().node().textValue().isBlank()) {
        return LabelNames.id(text.get().node().textValue().strip(), otherwise);
      }
    }
    return otherwise;
  }

  private ModelSpec read(Path folder, boolean check) throws IOException {
    Path file =
        Description.fileIn(folder)
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        folder, "has no " + Description.NAMES.get(0) + "; fetch it again"));
    Description description = Description.read(file);
    Tensor input = description.input();
    Tensor output = description.output().inOrder();
    if (!input.letters().equals(output.letters())) {
      throw output
          .field()
          .error(
              "has the axes '"
                  + output.letters()
                  + "', the input '"
                  + input.letters()
                  + "'; only networks that keep the order of axes are run");
    }
    NetworkFile network = OnnxWeights.read(folder, description, check);
    Settings settings = Settings.of(description);
    List<String> notes = new ArrayList<>();
    List<IntensityStep> intensity = Preprocessing.of(description, notes);
    Postprocessing after = new Postprocessing(description);
    Decision decision = Decision.of(description, settings, after, notes);
    List<SizeRule> sizes = sizes(network, input);
    WindowSpec window = Windows.of(description, settings, sizes, intensity, notes);
    double[] spacing = settings.spacingStated() ? settings.spacing() : spacing(input);
    var tests = TestTensors.of(folder, description, after.tested(), check, notes);
    ModelSpec spec =
        new ModelSpec(
            idOf(folder),
            description.text("version").orElse("1"),
            description.text("name").orElse(idOf(folder)),
            text(description, notes),
            notice(spacing),
            "bioimageio",
            description.text("license").orElse(""),
            description.citations(),
            new NetworkSpec(
                List.of(network.weights()),
                network.input().name(),
                network.output().name(),
                network.type(),
                input.letters(),
                channelNames(input.channel()),
                output.channel().fixed(),
                sizes),
            new GeometrySpec(
                settings.orientation(),
                spacing,
                spacing == null ? 0 : TOLERANCE,
                spacing == null ? ResampleSpec.UNUSED : LINEAR,
                spacing == null ? ResampleSpec.UNUSED : LINEAR,
                null),
            CropSpec.NONE,
            order(spacing, intensity),
            intensity,
            window,
            decision.spec(),
            List.of(),
            decision.labels(),
            input.range() == null || Arrays.stream(input.range()).anyMatch(Double::isInfinite)
                ? null
                : input.range(),
            settings.modality());
    return spec.withTests(tests);
  }

  private static List<StepKind> order(double[] spacing, List<IntensityStep> intensity) {
    List<StepKind> order = new ArrayList<>(List.of(StepKind.ORIENT));
    if (spacing != null) {
      order.add(StepKind.RESAMPLE);
    }
    if (!intensity.isEmpty()) {
      order.add(StepKind.NORMALIZE);
    }
    order.add(StepKind.PAD);
    return order;
  }

  /** mm along x, y, z if the package states a length for every axis of space, else null. */
  private static double[] spacing(Tensor input) {
    double[] spacing = {Double.NaN, Double.NaN, Double.NaN};
    for (Axis axis : input.space()) {
      if (Double.isNaN(axis.spacing())) {
        return null;
      }
      spacing[AXES.indexOf(axis.id())] = axis.spacing();
    }
    return spacing;
  }

  private static String notice(double[] spacing) {
    return "Not for clinical use"
        + (spacing == null
            ? ". It states no voxel size, and runs on the scan's own voxels whatever their size"
            : "");
  }

  /** Along x, y, z; a network of slices takes one along the axis that it does not have. */
  private static List<SizeRule> sizes(NetworkFile network, Tensor input)
      throws ModelFormatException {
    SizeRule slice = new SizeRule(1, 1, 1);
    List<SizeRule> sizes = new ArrayList<>(List.of(slice, slice, slice));
    List<Axis> space = input.space();
    for (int i = 0; i < space.size(); i++) {
      Axis axis = space.get(i);
      SizeRule rule = new SizeRule(axis.min(), Math.max(1, axis.step()), axis.fixed());
      int inFile = network.inputSize(i);
      if (inFile > 0 && !rule.allows(inFile)) {
        throw axis.field()
            .error(
                "describes sizes along "
                    + axis.id()
                    + " that are not those of the ONNX file, which takes exactly "
                    + inFile);
      }
      int fixed = inFile > 0 ? inFile : rule.fixed();
      sizes.set(
          AXES.indexOf(axis.id()),
          fixed > 0 ? new SizeRule(fixed, 1, fixed) : new SizeRule(rule.min(), rule.step(), 0));
    }
    return sizes;
  }

  private static List<String> channelNames(Axis channel) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < channel.fixed(); c++) {
      String name =
          c < channel.names().size()
              ? channel.names().get(c).replaceAll("\\p{Cntrl}", " ").strip()
              : "";
      name = name.isEmpty() ? channel.fixed() == 1 ? "image" : "channel " + c : name;
      names.add(names.contains(name) ? name + " " + c : name);
    }
    return names;
  }

  private static String text(Description description, List<String> notes) {
    List<String> sentences = new ArrayList<>();
    description.text("description").ifPresent(sentences::add);
    sentences.addAll(notes);
    return sentences.isEmpty() ? "A bioimage.io model package." : String.join(" ", sentences);
  }
}
