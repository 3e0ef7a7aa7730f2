package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JSON document to a {@link ModelSpec}; the parts have readers of their own. */
final class SpecReader {
  private static final List<String> SOURCES =
      List.of("native", "nnunet", "totalsegmentator", "monai", "bioimageio");
  private static final List<String> MODALITIES = List.of("CT", "MR", "any");

  private SpecReader() {}

  /**
   * @param file where the document lies, or will lie; its weights are looked up beside it
   */
  static ModelSpec read(Path file, JsonNode document) throws IOException {
    StrictNode root = StrictNode.root(file, document);
    checkVersion(root);
    return model(file, root, false, root.has("parts"));
  }

  /**
   * A whole document, or a model inside one: that has the same fields but no models inside.
   *
   * @param partial whether the weights may be missing
   */
  static ModelSpec model(Path file, StrictNode root, boolean inside, boolean partial)
      throws IOException {
    root.only(FIELDS);
    if (inside) {
      checkVersion(root);
      for (String field : List.of("parts", "cascade", "tests", "roi", "checks")) {
        if (root.has(field)) {
          throw root.error(
              field, "is not allowed in a model inside a model; move it to the outer one");
        }
      }
    }
    return read(file, root, partial);
  }

  private static final String[] FIELDS = {
    "format",
    "formatVersion",
    "id",
    "version",
    "name",
    "description",
    "notice",
    "source",
    "license",
    "citations",
    "modality",
    "inputRange",
    "network",
    "geometry",
    "crop",
    "order",
    "intensity",
    "window",
    "decision",
    "postprocess",
    "labels",
    "parts",
    "cascade",
    "tests",
    "roi",
    "checks"
  };

  private static ModelSpec read(Path file, StrictNode root, boolean partial) throws IOException {
    NetworkSpec network = NetworkReader.read(file, root.object("network"), partial);
    List<StepKind> order = GeometryReader.readOrder(root);
    List<Label> labels = LabelReader.readLabels(root);
    CropSpec crop = GeometryReader.readCrop(root, order);
    List<IntensityStep> intensity = new ArrayList<>();
    if (root.has("intensity")) {
      for (StrictNode step : root.objects("intensity")) {
        intensity.add(IntensityReader.read(step, network.channels().size()));
      }
    }
    if (!intensity.isEmpty() && !order.contains(StepKind.NORMALIZE)) {
      throw root.error("intensity", "has operations, but /order has no step normalize; add it");
    }
    requireMask(root, intensity, crop, order);
    List<ModelSpec> parts = CompositionReader.parts(file, root, labels);
    List<PostprocessStep> postprocess = new ArrayList<>();
    if (root.has("postprocess")) {
      for (StrictNode step : root.objects("postprocess")) {
        postprocess.add(LabelReader.readPostprocess(step, labels));
      }
    }
    for (int i = 0; i < postprocess.size(); i++) {
      if (postprocess.get(i) instanceof PostprocessStep.RefineBoundary
          && !modality(root).equals("CT")) {
        throw root.error(
            "postprocess/" + i, "is refineBoundary, which works on HU; /modality must be CT");
      }
    }
    GeometrySpec geometry = GeometryReader.read(root.object("geometry"), order);
    DecisionSpec decision =
        DecisionReader.read(root.object("decision"), network.outputChannels(), labels, parts);
    GeometryReader.requireSplit(root, geometry, network, decision);
    return new ModelSpec(
        id(root),
        root.filledText("version"),
        root.filledText("name"),
        root.filledText("description"),
        root.text("notice", ""),
        source(root),
        root.text("license", ""),
        root.texts("citations"),
        network,
        geometry,
        crop,
        order,
        intensity,
        WindowReader.read(root.object("window"), network),
        decision,
        postprocess,
        labels,
        inputRange(root),
        modality(root),
        parts,
        CompositionReader.cascade(file, root),
        GoldenTestReader.read(file, root, network.channels().size()),
        CompositionReader.roi(root),
        PlausibilityReader.read(root, labels));
  }

  /** First of all: a later version may have any fields. */
  private static void checkVersion(StrictNode root) throws IOException {
    if (!root.text("format").equals(HolosegFormat.FORMAT)) {
      throw root.bad("format", "must be \"" + HolosegFormat.FORMAT + "\"");
    }
    int version = root.whole("formatVersion", 1, Integer.MAX_VALUE);
    if (version > HolosegFormat.VERSION) {
      throw root.bad(
          "formatVersion",
          "must be " + HolosegFormat.VERSION + " for this Holoseg; a newer one reads it");
    }
  }

  private static String id(StrictNode root) throws IOException {
    String id = root.text("id");
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw root.bad(
          "id",
          "must be at most 100 letters, digits, '.', '_', '-' and begin with a letter or digit");
    }
    return id;
  }

  private static String source(StrictNode root) throws IOException {
    String source = root.text("source", "native");
    if (!SOURCES.contains(source)) {
      throw root.bad("source", "must be one of " + String.join(", ", SOURCES));
    }
    return source;
  }

  private static String modality(StrictNode root) throws IOException {
    String modality = root.text("modality");
    if (!MODALITIES.contains(modality)) {
      throw root.bad("modality", "must be one of " + String.join(", ", MODALITIES));
    }
    return modality;
  }

  private static double[] inputRange(StrictNode root) throws IOException {
    if (!root.has("inputRange")) {
      return null;
    }
    double[] range = root.numbers("inputRange", 2);
    if (range[0] >= range[1]) {
      throw root.bad("inputRange", "must be [min, max] with min below max");
    }
    return range;
  }

  /** The crop's mask lies on the grid that the crop left: it must be there, and still the grid. */
  private static void requireMask(
      StrictNode root, List<IntensityStep> intensity, CropSpec crop, List<StepKind> order)
      throws IOException {
    boolean needed =
        intensity.stream()
            .anyMatch(
                step ->
                    step instanceof IntensityStep.ZScore z
                        && z.mask() == IntensityStep.ZScore.Mask.CROP_MASK);
    int cropped = order.indexOf(StepKind.CROP);
    int normalised = order.indexOf(StepKind.NORMALIZE);
    int resampled = order.indexOf(StepKind.RESAMPLE);
    boolean there = crop.mode() != CropSpec.Mode.NONE && cropped >= 0 && cropped < normalised;
    boolean moved = resampled > cropped && resampled < normalised;
    if (needed && (!there || moved)) {
      throw root.error(
          "intensity",
          "has a zScore with mask cropMask, which needs a crop before the step normalize and no"
              + " resample between them; change /order or the mask");
    }
  }
}
