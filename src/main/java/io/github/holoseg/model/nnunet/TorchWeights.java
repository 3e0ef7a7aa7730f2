package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.onnx.WeightSource;
import io.github.holoseg.model.torch.TorchTensor;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A checkpoint's tensors; valid while the checkpoint is open. */
record TorchWeights(Map<String, TorchTensor> tensors) implements WeightSource {
  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public long[] shape(String name) {
    return tensors.get(name).shape();
  }

  @Override
  public float[] values(String name) throws IOException {
    return tensors.get(name).floats();
  }

  @Override
  public boolean isSameData(String a, String b) {
    return tensors.get(a).isSameData(tensors.get(b));
  }
}
