package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From checkpoints to ONNX files. Implementations are stateless. */
interface NetworkConverter {
  /** Name of the input tensor of every network that is written. */
  String INPUT = UnetGraph.INPUT;

  /** Name of the output tensor. */
  String OUTPUT = UnetGraph.OUTPUT;

  /** Changes whenever the same checkpoint becomes another file: conversions in caches get stale. */
  String version();

  /** What a checkpoint says about itself; its weights are not read. */
  Checkpoint header(Path checkpoint) throws IOException;

  /**
   * Sizes that the network takes, per tensor axis, slowest first; two for a network of slices.
   *
   * @throws io.github.holoseg.model.ModelFormatException naming the key of plans.json
   */
  List<SizeRule> sizes(Request request) throws IOException;

  /**
   * Writes the network with the checkpoint's weights.
   *
   * @param target replaced if it exists; on failure there may be a part of it
   * @param progress hears {@link io.github.holoseg.task.Stage#CONVERT}
   * @throws io.github.holoseg.model.ModelFormatException naming checkpoint or plans, and the layer
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  void convert(
      Path checkpoint,
      Request request,
      Path target,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException;

  /**
   * What network is wanted.
   *
   * @param plans the file, for messages
   * @param pointer of the configuration in it, for messages
   * @param configuration from plans.json, with all that it inherits
   * @param trainer class name of the trainer
   * @param inputs channels, those of a cascade counted
   * @param heads score channels
   */
  record Request(
      Path plans, String pointer, JsonNode configuration, String trainer, int inputs, int heads) {}
}
