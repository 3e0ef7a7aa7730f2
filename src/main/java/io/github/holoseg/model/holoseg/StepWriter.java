package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import java.util.Locale;

/** The items of the lists of a description: intensity operations, clean-up steps, rules, labels. */
final class StepWriter {
  private StepWriter() {}

  static ObjectNode write(IntensityStep step) {
    if (step instanceof IntensityStep.Measured s) {
      return write(s.step()).put("raw", s.raw()).put("perSlice", s.perSlice());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (step instanceof IntensityStep.Clip s) {
      node.put("op", "clip").put("min", s.min()).put("max", s.max());
    } else if (step instanceof IntensityStep.ClipPercentiles s) {
      node.put("op", "clipPercentiles").put("min", s.min()).put("max", s.max());
      node.put("quantile", EnumNames.of(s.quantile())).put("together", s.together());
    } else if (step instanceof IntensityStep.ZScoreFixed s) {
      node.put("op", "zScoreFixed").put("mean", s.mean()).put("std", s.std());
    } else if (step instanceof IntensityStep.ZScore s) {
      node.put("op", "zScore").put("mask", EnumNames.of(s.mask())).put("eps", s.eps());
      node.put("addEps", s.addEps()).put("together", s.together());
    } else if (step instanceof IntensityStep.Linear s) {
      node.put("op", "linear").put("gain", s.gain()).put("offset", s.offset());
    } else if (step instanceof IntensityStep.ScaleRange s) {
      node.put("op", "scaleRange").put("inMin", s.inMin()).put("inMax", s.inMax());
      node.put("outMin", s.outMin()).put("outMax", s.outMax()).put("clip", s.clip());
    } else if (step instanceof IntensityStep.MinMax s) {
      node.put("op", "minMax").put("outMin", s.outMin()).put("outMax", s.outMax());
      node.put("together", s.together());
    } else if (step instanceof IntensityStep.ScalePercentiles s) {
      node.put("op", "scalePercentiles").put("min", s.min()).put("max", s.max());
      node.put("eps", s.eps()).put("together", s.together());
    } else if (step instanceof IntensityStep.Binarize s) {
      node.put("op", "binarize").put("threshold", s.threshold());
    } else if (step instanceof IntensityStep.Whole s) {
      node.put("op", "whole").put("min", s.min()).put("max", s.max());
    } else if (step instanceof IntensityStep.Sigmoid) {
      node.put("op", "sigmoid");
    } else {
      throw new IllegalStateException("no JSON for " + step);
    }
    if (step.channel() >= 0) {
      node.put("channel", step.channel());
    }
    return node;
  }

  static ObjectNode write(PostprocessStep step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (step instanceof PostprocessStep.KeepLargest s) {
      node.put("op", "keepLargest").put("neighbours", s.neighbours());
    } else if (step instanceof PostprocessStep.KeepLargestTogether) {
      node.put("op", "keepLargestTogether");
    } else if (step instanceof PostprocessStep.RemoveSmall s) {
      node.put("op", "removeSmall");
      if (s.minVoxels() > 0) {
        node.put("minVoxels", s.minVoxels());
      } else {
        node.put("minVolume", s.minVolume());
      }
    } else if (step instanceof PostprocessStep.FillHoles) {
      node.put("op", "fillHoles");
    } else if (step instanceof PostprocessStep.RefineBoundary s) {
      node.put("op", "refineBoundary").put("maxShift", s.maxShift());
    } else {
      throw new IllegalStateException("no JSON for " + step);
    }
    ArrayNode labels = node.putArray("labels");
    step.labels().forEach(labels::add);
    return node;
  }

  static ObjectNode write(PlausibilityRule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("rule", rule.rule());
    if (rule instanceof PlausibilityRule.LeftOf r) {
      node.put("label", r.label()).put("reference", r.reference());
      node.put("margin", r.margin());
    } else if (rule instanceof PlausibilityRule.Above r) {
      node.put("label", r.label()).put("reference", r.reference());
      node.put("margin", r.margin());
    } else if (rule instanceof PlausibilityRule.JointAtUpperEnd r) {
      node.put("label", r.label());
      node.put("reference", r.reference()).put("distance", r.distance());
    } else if (rule instanceof PlausibilityRule.VolumeRange r) {
      node.put("label", r.label()).put("min", r.min());
      if (Double.isFinite(r.max())) {
        node.put("max", r.max());
      }
    } else if (rule instanceof PlausibilityRule.Present r) {
      r.labels().forEach(node.putArray("labels")::add);
    } else if (rule instanceof PlausibilityRule.InsideFieldOfView r) {
      r.labels().forEach(node.putArray("labels")::add);
    } else {
      throw new IllegalStateException("no JSON for " + rule);
    }
    return node;
  }

  static ObjectNode write(Label label) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    int argb = label.argb();
    String color =
        argb >>> 24 == 0xFF
            ? String.format(Locale.ROOT, "#%06X", argb & 0xFFFFFF)
            : String.format(Locale.ROOT, "#%08X", argb);
    node.put("value", label.value()).put("name", label.name()).put("color", color);
    CodedConcept concept = label.concept();
    if (concept != null) {
      node.putObject("concept")
          .put("scheme", concept.scheme())
          .put("code", concept.code())
          .put("meaning", concept.meaning());
    }
    return node;
  }
}
