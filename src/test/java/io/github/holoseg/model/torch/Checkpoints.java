package io.github.holoseg.model.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small checkpoints with what nnU-Net puts into them. */
final class Checkpoints {
  static final String FOLDER = "checkpoint_final/";

  private Checkpoints() {}

  /** An archive around this pickle and these storages. */
  static ZipBuilder zip(byte[] pickle, Map<String, byte[]> storages) {
    ZipBuilder zip = new ZipBuilder();
    zip.add(FOLDER + "data.pkl", pickle);
    zip.add(FOLDER + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    storages.forEach((key, bytes) -> zip.add(FOLDER + "data/" + key, bytes));
    return zip.add(FOLDER + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** What {@code root} is under the key {@code x}. */
  static byte[] with(PickleBuilder root) {
    return zip(PickleBuilder.protocol(2).value(map("x", root)).stop(), Map.of("0", floats(6)))
        .toBytes();
  }

  /** The pickle of a checkpoint with one weight of six floats, shape 2 x 3. */
  static byte[] nnunetPickle() {
    return PickleBuilder.protocol(2).value(nnunet()).stop();
  }

  static Map<String, Object> nnunet() {
    PickleBuilder weights =
        new PickleBuilder()
            .call("collections", "OrderedDict")
            .op('(')
            .text("encoder.weight")
            .value(weight())
            .op('u')
            .value(map("_metadata", new PickleBuilder().call("collections", "OrderedDict")))
            .op('b');
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("network_weights", weights);
    root.put("grad_scaler_state", null);
    root.put("_best_ema", PickleBuilder.numpy("core", "f8", "<", doubles(0.75)));
    root.put("current_epoch", 1000);
    Map<String, Object> init = new LinkedHashMap<>();
    init.put("configuration", "3d_fullres");
    init.put("fold", 0);
    init.put("device", new PickleBuilder().call("torch", "device", "cuda", 0));
    root.put("init_args", init);
    root.put("trainer_name", "nnUNetTrainer");
    root.put("inference_allowed_mirroring_axes", new Object[] {0, 1, 2});
    return root;
  }

  static PickleBuilder weight() {
    return PickleBuilder.tensor(
        "FloatStorage", "0", 6, 0, new Object[] {2, 3}, new Object[] {3, 1});
  }

  static ZipBuilder nnunetZip() {
    return zip(nnunetPickle(), Map.of("0", floats(6)));
  }

  /** 0, 1, 2, ... as float32. */
  static byte[] floats(int count) {
    ByteBuffer out = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      out.putFloat(i);
    }
    return out.array();
  }

  static byte[] doubles(double... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      out.putDouble(value);
    }
    return out.array();
  }

  static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  static List<String> notNeeded() {
    return List.of(
        "os system",
        "posix system",
        "nt system",
        "subprocess Popen",
        "subprocess run",
        "builtins eval",
        "builtins exec",
        "__builtin__ eval",
        "__builtin__ execfile",
        "builtins getattr",
        "builtins __import__",
        "builtins open",
        "builtins type",
        "builtins object",
        "importlib import_module",
        "runpy run_path",
        "pickle loads",
        "copyreg _reconstructor",
        "copy_reg _reconstructor",
        "copyreg __newobj__",
        "functools partial",
        "operator attrgetter",
        "types FunctionType",
        "shutil rmtree",
        "pathlib PosixPath",
        "webbrowser open",
        "socket socket",
        "code interact",
        "pdb set_trace",
        "torch load",
        "torch.jit load",
        "torch.hub load",
        "torch.utils.cpp_extension load",
        "torch._utils _rebuild_sparse_tensor",
        "torch._tensor _rebuild_from_type_v2",
        "torch.storage _load_from_bytes",
        "torch.nn.modules.conv Conv3d",
        "torch Tensor",
        "torch ComplexFloatStorage",
        "numpy load",
        "numpy.lib.npyio load",
        "numpy.core.multiarray fromfile",
        "numpy.testing._private.utils runstring",
        "_codecs decode",
        "collections defaultdict",
        "collections.abc Callable",
        "__main__ Evil",
        "collections OrderedDict.fromkeys",
        "nnunetv2.run.run_training run_training",
        " ");
  }
}
