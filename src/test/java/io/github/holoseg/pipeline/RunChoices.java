package io.github.holoseg.pipeline;

import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What nnU-Net's command line can choose about a model, as changes of the model.
 *
 * @param step tile step as a fraction of the patch
 * @param mirror false: no mirroring
 * @param folds which of the weights files are used, counted from 0; empty: all
 * @param float32 sums in float32 instead of the model's own
 */
record RunChoices(double step, boolean mirror, List<Integer> folds, boolean float32) {

  ModelSpec of(ModelSpec spec) {
    CascadeSpec cascade = spec.cascade();
    return new ModelSpec(
        spec.id(),
        spec.version(),
        spec.name(),
        spec.description(),
        spec.notice(),
        spec.source(),
        spec.license(),
        spec.citations(),
        network(spec.network()),
        spec.geometry(),
        spec.crop(),
        spec.order(),
        spec.intensity(),
        window(spec.window()),
        spec.decision(),
        spec.postprocess(),
        spec.labels(),
        spec.inputRange(),
        spec.modality(),
        spec.parts(),
        cascade == null
            ? null
            : new CascadeSpec(of(cascade.previous()), cascade.labelValues()),
        spec.tests());
  }

  private NetworkSpec network(NetworkSpec network) {
    List<Weights> weights =
        IntStream.range(0, network.weights().size())
            .filter(i -> folds.isEmpty() || folds.contains(i))
            .mapToObj(network.weights()::get)
            .toList();
    return new NetworkSpec(
        weights,
        network.input(),
        network.output(),
        network.type(),
        network.axes(),
        network.channels(),
        network.outputChannels(),
        network.size());
  }

  private WindowSpec window(WindowSpec window) {
    return new WindowSpec(
        window.patch(),
        1 - step,
        window.placement(),
        window.blend(),
        window.sigma(),
        window.halo(),
        window.padMode(),
        window.padValue(),
        mirror ? window.mirrorAxes() : List.of(),
        float32 ? Accumulate.FLOAT32 : window.accumulate(),
        window.whole());
  }
}
