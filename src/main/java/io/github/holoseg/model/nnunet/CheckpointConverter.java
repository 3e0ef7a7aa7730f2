package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.OnnxWriter;
import io.github.holoseg.model.torch.TorchCheckpoint;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PyTorch checkpoints to ONNX. */
final class CheckpointConverter implements NetworkConverter {
  private static final String WEIGHTS = "network_weights";
  private static final String MIRRORING = "inference_allowed_mirroring_axes";

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Checkpoint header(Path file) throws IOException {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      return new Checkpoint(
          file,
          text(file, checkpoint, "trainer_name"),
          text(file, checkpoint, "init_args", "configuration"),
          mirroring(file, checkpoint.value(MIRRORING)));
    }
  }

  private static String text(Path file, TorchCheckpoint checkpoint, String... path)
      throws IOException {
    return checkpoint
        .text(path)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new ModelFormatException(
                    file,
                    "holds no '"
                        + String.join("/", path)
                        + "'; it is no checkpoint of an nnU-Net v2 training"));
  }

  /** None in Python means that nothing may be mirrored. */
  private static List<Integer> mirroring(Path file, Object value) throws IOException {
    List<Integer> axes = new ArrayList<>();
    if (value == null) {
      return axes;
    }
    if (value instanceof List<?> list) {
      for (Object axis : list) {
        if (axis instanceof Long n && n >= 0 && n <= 2) {
          axes.add(n.intValue());
        }
      }
      if (axes.size() == list.size()) {
        return axes;
      }
    }
    throw new ModelFormatException(file, MIRRORING + " must be None or a list of 0, 1 and 2");
  }

  @Override
  public List<SizeRule> sizes(Request request) throws IOException {
    Architecture network = architecture(request);
    List<SizeRule> sizes = new ArrayList<>();
    for (int axis = 3 - network.dimensions(); axis < 3; axis++) {
      int step = network.divisor()[axis];
      sizes.add(new SizeRule(step, step, 0));
    }
    return sizes;
  }

  @Override
  public void convert(
      Path file, Request request, Path target, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Architecture network = architecture(request);
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      TorchWeights weights = new TorchWeights(checkpoint.tensors(WEIGHTS));
      cancel.throwIfCancelled();
      LayerGraph graph = UnetGraph.of(network, request.inputs(), request.heads(), weights, file);
      OnnxWriter.write(graph, Map.of(), target, progress, cancel);
    }
  }

  private static Architecture architecture(Request request) throws IOException {
    return ArchitectureReader.read(
        request.plans(), request.pointer(), request.configuration(), request.trainer());
  }
}
