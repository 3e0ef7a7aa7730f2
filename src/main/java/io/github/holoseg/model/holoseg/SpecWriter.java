package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.WindowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link ModelSpec} to the JSON that {@link SpecReader} reads; fields without effect stay out.
 */
final class SpecWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SpecWriter() {}

  /**
   * @param file to be written; weights are named relative to its folder
   */
  static ObjectNode write(ModelSpec spec, WrittenFile file) throws IOException {
    ObjectNode root = JSON.objectNode();
    root.put("format", HolosegFormat.FORMAT).put("formatVersion", HolosegFormat.VERSION);
    root.put("id", spec.id()).put("version", spec.version()).put("name", spec.name());
    root.put("description", spec.description()).put("notice", spec.notice());
    root.put("source", spec.source()).put("license", spec.license());
    root.set("citations", texts(spec.citations()));
    root.put("modality", spec.modality());
    if (spec.inputRange() != null) {
      root.set("inputRange", numbers(spec.inputRange()));
    }
    root.set("network", network(spec.network(), file));
    root.set("geometry", geometry(spec.geometry()));
    root.set("crop", crop(spec.crop()));
    root.set("order", texts(spec.order().stream().map(EnumNames::of).toList()));
    ArrayNode intensity = root.putArray("intensity");
    spec.intensity().forEach(step -> intensity.add(StepWriter.write(step)));
    root.set("window", window(spec.window()));
    root.set("decision", decision(spec.decision()));
    ArrayNode postprocess = root.putArray("postprocess");
    spec.postprocess().forEach(step -> postprocess.add(StepWriter.write(step)));
    ArrayNode labels = root.putArray("labels");
    spec.labels().forEach(label -> labels.add(StepWriter.write(label)));
    composition(spec, file, root);
    if (!spec.tests().isEmpty()) {
      root.set("tests", tests(spec.tests(), file));
    }
    if (!spec.checks().isEmpty()) {
      ArrayNode checks = root.putArray("checks");
      spec.checks().forEach(rule -> checks.add(StepWriter.write(rule)));
    }
    return root;
  }

  static ArrayNode tests(List<GoldenTest> tests, WrittenFile file) throws IOException {
    ArrayNode nodes = JSON.arrayNode();
    for (GoldenTest test : tests) {
      nodes.add(test(test, file));
    }
    return nodes;
  }

  private static void composition(ModelSpec spec, WrittenFile file, ObjectNode root)
      throws IOException {
    if (!spec.parts().isEmpty()) {
      ArrayNode parts = root.putArray("parts");
      for (ModelSpec part : spec.parts()) {
        parts.addObject().set("model", write(part, file));
      }
    }
    if (spec.cascade() != null) {
      ObjectNode cascade = root.putObject("cascade");
      cascade.set("previous", write(spec.cascade().previous(), file));
      ArrayNode values = cascade.putArray("labelValues");
      spec.cascade().labelValues().forEach(values::add);
      cascade.set("resampling", resampling(spec.cascade().resampling()));
    }
    if (spec.roi() != null) {
      ObjectNode roi = root.putObject("roi").put("model", spec.roi().model());
      if (!spec.roi().source().isEmpty()) {
        roi.put("source", spec.roi().source());
      }
      roi.set("labels", texts(spec.roi().labels()));
      roi.put("margin", spec.roi().margin()).put("always", spec.roi().always());
    }
  }

  private static ObjectNode test(GoldenTest test, WrittenFile file) throws IOException {
    ObjectNode node = JSON.objectNode().put("name", test.name()).put("madeBy", test.madeBy());
    if (test instanceof GoldenTest.Case c) {
      ArrayNode images = node.putArray("images");
      for (Path image : c.images()) {
        images.add(file.relative(image));
      }
      if (c.preprocessed() != null) {
        node.put("preprocessed", file.relative(c.preprocessed()));
      }
      if (c.scores() != null) {
        node.put("scores", file.relative(c.scores()));
      }
      node.put("labels", file.relative(c.labels()));
    } else if (test instanceof GoldenTest.Tensors t) {
      node.put("input", file.relative(t.input())).put("output", file.relative(t.output()));
      node.put("outputIs", EnumNames.of(t.outputIs()));
      node.put("absoluteTolerance", t.absoluteTolerance());
      node.put("relativeTolerance", t.relativeTolerance());
    }
    return node;
  }

  private static ObjectNode network(NetworkSpec network, WrittenFile file) throws IOException {
    ObjectNode node = JSON.objectNode();
    ArrayNode weights = node.putArray("weights");
    for (NetworkSpec.Weights w : network.weights()) {
      ObjectNode one = weights.addObject();
      one.put("file", file.relative(w.file())).put("sha256", w.sha256());
      if (!w.externalData().isEmpty()) {
        ArrayNode data = one.putArray("externalData");
        for (NetworkSpec.DataFile d : w.externalData()) {
          data.addObject().put("file", file.relative(d.file())).put("sha256", d.sha256());
        }
      }
    }
    node.put("input", network.input()).put("output", network.output());
    node.put("type", EnumNames.of(network.type())).put("axes", network.axes());
    node.set("channels", texts(network.channels()));
    node.put("outputChannels", network.outputChannels());
    ObjectNode size = node.putObject("size");
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = network.size().get(axis);
      ObjectNode one = size.putObject(String.valueOf("xyz".charAt(axis)));
      if (rule.fixed() > 0) {
        one.put("fixed", rule.fixed());
      } else {
        one.put("min", rule.min()).put("step", rule.step());
      }
    }
    return node;
  }

  private static ObjectNode geometry(GeometrySpec geometry) {
    ObjectNode node = JSON.objectNode();
    node.put("orientation", geometry.orientation() == null ? "file" : geometry.orientation());
    if (geometry.spacing() == null) {
      return node.putNull("spacing");
    }
    node.set("spacing", numbers(geometry.spacing()));
    node.put("spacingTolerance", geometry.spacingTolerance());
    node.set("image", resampling(geometry.image()));
    node.set("scores", resampling(geometry.scores()));
    if (geometry.split() != null) {
      node.set("split", split(geometry.split()));
    }
    return node;
  }

  private static ObjectNode split(SplitSpec split) {
    ObjectNode node = JSON.objectNode().put("margin", split.margin());
    return split.voxels() == SplitSpec.WHEN_ASKED
        ? node
        : node.put("voxels", split.voxels()).put("slices", split.slices());
  }

  private static ObjectNode resampling(ResampleSpec spec) {
    ObjectNode node = JSON.objectNode();
    node.put("interpolation", EnumNames.of(spec.interpolation()));
    node.put("coordinates", EnumNames.of(spec.coordinates()));
    node.put("separate", EnumNames.of(spec.separate()));
    if (spec.separate() != ResampleSpec.Separate.NEVER) {
      node.put("separateInterpolation", EnumNames.of(spec.separateInterpolation()));
    }
    return node.put("truncate", spec.truncate());
  }

  private static ObjectNode crop(CropSpec crop) {
    ObjectNode node = JSON.objectNode().put("mode", EnumNames.of(crop.mode()));
    if (crop.mode() == CropSpec.Mode.FOREGROUND) {
      node.put("threshold", crop.threshold());
    }
    if (crop.mode() != CropSpec.Mode.NONE) {
      node.set("margin", wholes(crop.margin()));
    }
    return node;
  }

  private static ObjectNode window(WindowSpec window) {
    ObjectNode node = JSON.objectNode();
    node.set("patch", wholes(window.patch()));
    node.put("overlap", window.overlap());
    node.put("placement", EnumNames.of(window.placement()));
    node.put("blend", EnumNames.of(window.blend()));
    switch (window.blend()) {
      case GAUSSIAN_NNUNET, GAUSSIAN_MONAI -> node.put("sigma", window.sigma());
      case CROP_HALO -> {
        node.set("halo", wholes(window.halo()));
        node.put("padHalo", window.padHalo());
      }
      case CONSTANT -> {}
    }
    node.put("padMode", EnumNames.of(window.padMode()));
    if (window.padMode() == WindowSpec.PadMode.CONSTANT) {
      node.put("padValue", window.padValue());
    }
    ArrayNode mirror = node.putArray("mirrorAxes");
    window.mirrorAxes().forEach(axis -> mirror.add(String.valueOf("xyz".charAt(axis))));
    node.put("accumulate", EnumNames.of(window.accumulate()));
    return node.put("whole", EnumNames.of(window.whole()));
  }

  private static ObjectNode decision(DecisionSpec decision) {
    ObjectNode node = JSON.objectNode();
    node.put("activation", EnumNames.of(decision.activation()));
    node.put("rule", EnumNames.of(decision.rule()));
    if (decision.rule() != DecisionSpec.Rule.ARGMAX) {
      if (decision.thresholds() == null) {
        node.put("threshold", decision.threshold());
      } else {
        node.set("thresholds", numbers(decision.thresholds()));
      }
    }
    node.set("classValues", wholes(decision.classValues()));
    node.put("labelsFirst", decision.labelsFirst());
    return node.put("activationFirst", decision.activationFirst());
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode node = JSON.arrayNode();
    values.forEach(node::add);
    return node;
  }

  private static ArrayNode wholes(int[] values) {
    ArrayNode node = JSON.arrayNode();
    for (int value : values) {
      node.add(value);
    }
    return node;
  }

  private static ArrayNode numbers(double[] values) {
    ArrayNode node = JSON.arrayNode();
    for (double value : values) {
      if (Double.isNaN(value)) {
        node.addNull();
      } else {
        node.add(value);
      }
    }
    return node;
  }
}
