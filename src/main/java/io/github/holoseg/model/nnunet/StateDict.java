package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a checkpoint while a network is built from them: which are taken, which are left.
 */
final class StateDict {
  /** Put before all names by torch.compile, DataParallel and Lightning. */
  private static final String WRAPPERS = "^(_orig_mod\\.|module\\.|network\\.)+";

  private final Path file;
  private final WeightSource source;

  /** Plain name to the name in the file. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final Set<String> taken = new LinkedHashSet<>();
  private final Set<String> dropped = new LinkedHashSet<>();

  StateDict(Path file, WeightSource source) {
    this.file = file;
    this.source = source;
    for (String name : source.names()) {
      names.put(name.replaceFirst(WRAPPERS, ""), name);
    }
  }

  boolean has(String name) {
    return names.containsKey(name);
  }

  /** The tensor of this name and shape; gives the name back. */
  String take(String name, long... shape) throws ModelFormatException {
    String stored = names.get(name);
    if (stored == null) {
      throw new ModelFormatException(
          file,
          "the tensor '"
              + name
              + "' of shape "
              + Arrays.toString(shape)
              + " is missing; the checkpoint belongs to another network than plans.json describes");
    }
    long[] found = source.shape(stored);
    if (!Arrays.equals(found, shape)) {
      throw new ModelFormatException(
          file,
          "the tensor '"
              + name
              + "' has the shape "
              + Arrays.toString(found)
              + ", the network of plans.json and dataset.json needs "
              + Arrays.toString(shape));
    }
    taken.add(name);
    return name;
  }

  /** A tensor that inference has no use for, if it is there. */
  void drop(String name) {
    dropped.add(name);
  }

  /**
   * @throws ModelFormatException naming a tensor that is neither taken nor dropped nor another name
   *     of one that is
   */
  void requireNothingLeft() throws ModelFormatException {
    for (String name : names.keySet()) {
      if (!taken.contains(name) && !dropped.contains(name) && !isAlias(name)) {
        throw new ModelFormatException(
            file,
            "the tensor '"
                + name
                + "' has no place in the network that plans.json describes; the two do not belong"
                + " together");
      }
    }
  }

  /**
   * {@code X.all_modules.N.*} is {@code X.conv.*} or {@code X.norm.*}; {@code decoder.encoder.*} is
   * {@code encoder.*}. Tools that save a copy instead of an alias are forgiven if the name is one
   * of these and the shape is right.
   */
  private boolean isAlias(String name) {
    String inner = name.replaceFirst("^decoder\\.encoder\\.", "encoder.");
    for (String part : new String[] {"conv", "norm", ""}) {
      String plain =
          part.isEmpty() ? inner : inner.replaceFirst("\\.all_modules\\.\\d+\\.", "." + part + ".");
      boolean known = taken.contains(plain) || dropped.contains(plain);
      if (known
          && !plain.equals(name)
          && has(plain)
          && Arrays.equals(source.shape(names.get(plain)), source.shape(names.get(name)))) {
        return true;
      }
    }
    return false;
  }

  /** The taken tensors under their plain names. */
  WeightSource renamed() {
    return new WeightSource() {
      @Override
      public Set<String> names() {
        return Set.copyOf(taken);
      }

      @Override
      public long[] shape(String name) {
        return source.shape(names.get(name));
      }

      @Override
      public float[] values(String name) throws IOException {
        return source.values(names.get(name));
      }

      @Override
      public boolean isSameData(String a, String b) {
        return source.isSameData(names.get(a), names.get(b));
      }
    };
  }
}
