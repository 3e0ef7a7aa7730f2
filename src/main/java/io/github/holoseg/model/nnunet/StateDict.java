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

  /**
   * @throws ModelFormatException if two names are the same without what was put before them
   */
  StateDict(Path file, WeightSource source) throws ModelFormatException {
    this.file = file;
    this.source = source;
    for (String name : source.names()) {
      String other = names.put(name.replaceFirst(WRAPPERS, ""), name);
      if (other != null) {
        throw new ModelFormatException(
            file,
            "the tensors '"
                + other
                + "' and '"
                + name
                + "' are for the same place in the network; which of them counts cannot be known");
      }
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
   *     of one that is, or that differs from the one whose other name it is
   */
  void requireNothingLeft() throws IOException {
    for (String name : names.keySet()) {
      if (!taken.contains(name) && !dropped.contains(name)) {
        requireAlias(name);
      }
    }
  }

  /**
   * @throws ModelFormatException if the tensors taken are more than one file holds
   */
  void requireAtMost(long bytes) throws ModelFormatException {
    long sum = 0;
    for (String name : taken) {
      long size = Float.BYTES;
      for (long length : source.shape(names.get(name))) {
        size *= length;
      }
      sum += size;
    }
    if (sum > bytes) {
      throw new ModelFormatException(
          file,
          "has a network of %d MiB; an ONNX file, into which it is converted, holds at most %d MiB"
              .formatted(sum >> 20, bytes >> 20));
    }
  }

  /**
   * {@code X.all_modules.N.*} is {@code X.conv.*} or {@code X.norm.*}; {@code decoder.encoder.*} is
   * {@code encoder.*}. Tools that save a copy in place of the alias are forgiven if it is equal:
   * PyTorch would load both into the same memory, so that of two that differ the later one counts.
   */
  private void requireAlias(String name) throws IOException {
    String inner = name.replaceFirst("^decoder\\.encoder\\.", "encoder.");
    String differs = null;
    for (String part : new String[] {"conv", "norm", ""}) {
      String plain =
          part.isEmpty() ? inner : inner.replaceFirst("\\.all_modules\\.\\d+\\.", "." + part + ".");
      if (plain.equals(name)) {
        continue;
      }
      if (dropped.contains(plain)) {
        return;
      }
      if (taken.contains(plain) && isSame(names.get(plain), names.get(name))) {
        return;
      }
      differs = taken.contains(plain) ? plain : differs;
    }
    throw new ModelFormatException(
        file,
        differs == null
            ? "the tensor '"
                + name
                + "' has no place in the network that plans.json describes; the two do not belong"
                + " together"
            : "the tensor '"
                + name
                + "' must be the same as '"
                + differs
                + "' and is not; the checkpoint was altered");
  }

  private boolean isSame(String a, String b) throws IOException {
    return Arrays.equals(source.shape(a), source.shape(b))
        && (source.isSameData(a, b) || Arrays.equals(source.values(a), source.values(b)));
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
