package io.github.holoseg.model.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of PyTorch that a checkpoint of weights contains. */
final class TorchNames implements PickleNames {
  private static final List<String> ELEMENT_TYPES =
      List.of(
          "float32",
          "float64",
          "float16",
          "bfloat16",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "bool");

  private final TorchCheckpoint.Data data;
  private final Map<String, Object> values = new HashMap<>();

  TorchNames(TorchCheckpoint.Data data) {
    this.data = data;
    for (TorchTensor.Type type : TorchTensor.Type.values()) {
      values.put("torch " + type.storageClass(), new StorageTable.StorageClass(type));
    }
    ELEMENT_TYPES.forEach(name -> values.put("torch " + name, new OpaqueValue("torch." + name)));
    put("torch device", (arguments, budget) -> new OpaqueValue("torch.device"));
    put("torch Size", TorchNames::size);
    put("torch._utils _rebuild_tensor_v2", this::tensor);
    put("torch._utils _rebuild_parameter", TorchNames::parameter);
  }

  private void put(String name, PyFunction function) {
    values.put(name, function);
  }

  @Override
  public Optional<Object> find(String module, String name) {
    return Optional.ofNullable(values.get(module + " " + name));
  }

  private static Object size(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (arguments.size() == 1 && arguments.get(0) instanceof PyList sizes) {
      return sizes;
    }
    throw new Refusal("makes a size of something that is no tuple");
  }

  /**
   * (storage, offset, shape, stride, requires_grad, hooks[, metadata]); {@code torch/_utils.py:
   * _rebuild_tensor_v2}. Metadata say that the numbers are to be negated or conjugated, which
   * weights are not.
   */
  private Object tensor(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (arguments.size() < 6
        || arguments.size() > 7
        || !(arguments.get(0) instanceof TensorStorage storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof PyList shape)
        || !(arguments.get(3) instanceof PyList stride)) {
      throw new Refusal("describes a tensor in a way that PyTorch does not write");
    }
    if (arguments.size() == 7 && arguments.get(6) instanceof PyDict more && !more.isEmpty()) {
      throw new Refusal("describes a tensor that is a negated or conjugated view of another");
    }
    budget.charge(PickleBudget.MAP + 2L * PickleBudget.REFERENCE * shape.size());
    TensorLayout layout = TensorLayout.checked(offset, shape, stride, storage.count());
    return new TorchTensor(data, storage, layout);
  }

  /** (tensor, requires_grad, hooks). */
  private static Object parameter(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (!arguments.isEmpty() && arguments.get(0) instanceof TorchTensor tensor) {
      return tensor;
    }
    throw new Refusal("makes a parameter of something that is no tensor");
  }
}
