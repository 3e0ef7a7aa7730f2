package io.github.holoseg.model.torch;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code torch.save} in the zip layout that PyTorch writes since 1.6, opened without
 * running anything from it. Its structure is read; the numbers of a tensor are read from the file
 * when they are asked for. Safe for several threads.
 *
 * <p>Source of the layout: {@code torch/serialization.py} and {@code torch/_utils.py} of PyTorch
 * 2.15; docs/torch-files.md.
 */
public final class TorchCheckpoint implements AutoCloseable {
  private final Data data;
  private final Map<?, ?> root;

  private TorchCheckpoint(Data data, Map<?, ?> root) {
    this.data = data;
    this.root = root;
  }

  /**
   * Opens it and checks all of its structure, storages that will never be read included.
   *
   * @throws ModelFormatException if it is no checkpoint, an older layout, damaged, or names
   *     anything that weights do not need; one sentence, which names the file
   */
  public static TorchCheckpoint open(Path file) throws IOException {
    FileBytes bytes = FileBytes.open(file);
    try {
      return read(bytes);
    } catch (Refusal e) {
      bytes.close();
      throw new ModelFormatException(file, e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private static TorchCheckpoint read(FileBytes bytes) throws IOException, Refusal {
    OtherLayouts.refuse(bytes);
    StoredZip zip = StoredZip.open(bytes);
    String folder = ArchiveFolder.find(zip);
    Data data = new Data(bytes, zip, byteOrder(bytes, zip, folder));
    PickleBudget budget = new PickleBudget();
    ZipRecord pickle = zip.records().get(folder + "data.pkl");
    PickleInput in = new PickleInput(bytes, zip.dataStart(pickle), pickle.size(), budget);
    PickleNames names = new TorchNames(data).or(new CommonNames());
    StorageTable storages = new StorageTable(folder, zip.records());
    Object root = new PickleMachine(in, budget, names, storages, "data.pkl").run();
    if (!(root instanceof Map<?, ?> map)) {
      throw new Refusal("holds no mapping of names to values, so it is no checkpoint of a model");
    }
    return new TorchCheckpoint(data, map);
  }

  private static ByteOrder byteOrder(FileBytes bytes, StoredZip zip, String folder)
      throws IOException, Refusal {
    ZipRecord record = zip.records().get(folder + "byteorder");
    if (record == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (record.size() <= 16) {
      ByteBuffer text = ByteBuffer.allocate((int) record.size());
      bytes.read(zip.dataStart(record), text);
      String order = new String(text.array(), StandardCharsets.US_ASCII);
      if (order.equals("little")) {
        return ByteOrder.LITTLE_ENDIAN;
      }
      if (order.equals("big")) {
        return ByteOrder.BIG_ENDIAN;
      }
    }
    throw new Refusal("has a 'byteorder' that is neither 'little' nor 'big'");
  }

  /**
   * What was saved. Cannot be changed. Values are: Map, List (lists, tuples and sets), String, Long
   * ({@link java.math.BigInteger} beyond it), Double, Boolean, null, {@link PickleBytes}, {@link
   * TorchTensor}, and {@link OpaqueValue} for what is allowed and of no interest; NumPy's numbers
   * are Long, Double or Boolean. Nothing contains itself, and nothing is nested deeper than 100.
   */
  public Map<?, ?> root() {
    return root;
  }

  /**
   * The tensors below one key of the root, e.g. {@code network_weights}.
   *
   * @return names and tensors in the order of the file
   * @throws ModelFormatException if the key is absent or does not hold names and tensors only
   */
  public Map<String, TorchTensor> tensors(String key) throws IOException {
    if (!root.containsKey(key)) {
      throw new ModelFormatException(data.file(), "holds no '" + key + "'");
    }
    if (!(root.get(key) instanceof Map<?, ?> map)) {
      throw new ModelFormatException(
          data.file(), "'" + key + "' is no mapping of names to tensors");
    }
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new ModelFormatException(data.file(), "'" + key + "' has a name that is no text");
      }
      if (!(entry.getValue() instanceof TorchTensor tensor)) {
        throw new ModelFormatException(
            data.file(), "'" + key + "' holds " + Quoted.of(name) + ", which is no tensor");
      }
      tensors.put(name, tensor);
    }
    return tensors;
  }

  /**
   * The text at a path of keys, e.g. {@code "init_args", "configuration"}; empty if there is
   * nothing, or something else than text.
   */
  public Optional<String> text(String... path) {
    return value(path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * The value at a path of keys.
   *
   * @return a value as in {@link #root}; null if there is nothing, or Python's None
   */
  public Object value(String... path) {
    Object value = root;
    for (String key : path) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(key);
    }
    return value;
  }

  /** Closes the file; tensors can no longer be read then. Never fails. */
  @Override
  public void close() {
    data.close();
  }

  /** The open file behind the tensors. */
  static final class Data {
    private final FileBytes bytes;
    private final StoredZip zip;
    private final ByteOrder order;

    private Data(FileBytes bytes, StoredZip zip, ByteOrder order) {
      this.bytes = bytes;
      this.zip = zip;
      this.order = order;
    }

    Path file() {
      return bytes.file();
    }

    float[] floats(TensorStorage storage, TensorLayout layout) throws IOException {
      if (!storage.elements().isFloating()) {
        throw new ModelFormatException(
            file(), "holds " + storage.elements() + " where floating-point numbers are needed");
      }
      if (layout.count() > Integer.MAX_VALUE - 8) {
        throw new ModelFormatException(
            file(), "holds a tensor of " + layout.count() + " elements, too many for one array");
      }
      try {
        long start = zip.dataStart(storage.record());
        long first = start + layout.offset() * storage.elements().bytes();
        return new TensorReader(bytes, storage.elements(), order, first, layout.span())
            .read(layout);
      } catch (Refusal e) {
        throw new ModelFormatException(file(), e.getMessage());
      }
    }

    void close() {
      try {
        bytes.close();
      } catch (IOException e) {
        // Nothing was written, so nothing is lost.
      }
    }
  }
}
