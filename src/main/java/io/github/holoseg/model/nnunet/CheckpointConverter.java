package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** PyTorch checkpoints to ONNX. */
final class CheckpointConverter implements NetworkConverter {
  @Override
  public String version() {
    return "1";
  }

  @Override
  public Checkpoint header(Path checkpoint) throws IOException {
    throw new IOException(checkpoint + ": not yet");
  }

  @Override
  public List<SizeRule> sizes(Request request) throws IOException {
    return List.of();
  }

  @Override
  public void convert(Path checkpoint, Request request, Path target, CancellationToken cancel)
      throws IOException {
    throw new IOException(checkpoint + ": not yet");
  }
}
