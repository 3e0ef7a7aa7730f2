package io.github.holoseg.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
  @TempDir Path folder;

  private TorchCheckpoint open(byte[] bytes) throws IOException {
    return TorchCheckpoint.open(Files.write(folder.resolve("checkpoint_final.pth"), bytes));
  }

  private Object root(PickleBuilder value) throws IOException {
    try (TorchCheckpoint checkpoint = open(Checkpoints.with(value))) {
      return checkpoint.root().get("x");
    }
  }

  @Test
  void givesWhatNnunetWrites() throws IOException {
    try (TorchCheckpoint checkpoint = open(Checkpoints.nnunetZip().toBytes())) {
      Map<String, TorchTensor> weights = checkpoint.tensors("network_weights");
      assertThat(weights).containsOnlyKeys("encoder.weight");
      TorchTensor weight = weights.get("encoder.weight");
      assertThat(weight.type()).isEqualTo(TorchTensor.Type.FLOAT32);
      assertThat(weight.shape()).containsExactly(2, 3);
      assertThat(weight.stride()).containsExactly(3, 1);
      assertThat(weight.offset()).isZero();
      assertThat(weight.elementCount()).isEqualTo(6);
      assertThat(weight.floats()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(checkpoint.text("trainer_name")).contains("nnUNetTrainer");
      assertThat(checkpoint.text("init_args", "configuration")).contains("3d_fullres");
      assertThat(checkpoint.text("init_args", "fold")).isEmpty();
      assertThat(checkpoint.value("init_args", "fold")).isEqualTo(0L);
      assertThat(checkpoint.value("init_args", "nothing")).isNull();
      assertThat(checkpoint.value("trainer_name", "nothing")).isNull();
      assertThat(checkpoint.value("init_args", "device")).hasToString("torch.device");
      assertThat(checkpoint.value("_best_ema")).isEqualTo(0.75);
      assertThat(checkpoint.value("inference_allowed_mirroring_axes"))
          .isEqualTo(List.of(0L, 1L, 2L));
    }
  }

  @Test
  void theRootCannotBeChanged() throws IOException {
    try (TorchCheckpoint checkpoint = open(Checkpoints.nnunetZip().toBytes())) {
      Map<?, ?> root = checkpoint.root();
      assertThatThrownBy(() -> root.remove("trainer_name"))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> root.entrySet().iterator().next().setValue(null))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(((List<?>) root.get("inference_allowed_mirroring_axes"))::clear)
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void aKeyWithoutTensorsIsNamed() throws IOException {
    try (TorchCheckpoint checkpoint = open(Checkpoints.nnunetZip().toBytes())) {
      assertThatThrownBy(() -> checkpoint.tensors("state_dict"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("checkpoint_final.pth: holds no 'state_dict'");
      assertThatThrownBy(() -> checkpoint.tensors("init_args"))
          .hasMessageEndingWith("'init_args' holds 'configuration', which is no tensor");
      assertThatThrownBy(() -> checkpoint.tensors("trainer_name"))
          .hasMessageEndingWith("'trainer_name' is no mapping of names to tensors");
    }
  }

  @Test
  void tensorsOfAClosedCheckpointSaySo() throws IOException {
    TorchCheckpoint checkpoint = open(Checkpoints.nnunetZip().toBytes());
    TorchTensor tensor = checkpoint.tensors("network_weights").get("encoder.weight");
    checkpoint.close();
    checkpoint.close();
    assertThatThrownBy(tensor::floats)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was closed before its tensors were read");
  }

  @Test
  void plainValuesComeAsTheyAre() throws IOException {
    BigInteger big = BigInteger.TWO.pow(80).negate();
    PickleBuilder list = new PickleBuilder();
    list.value(
        Arrays.asList(
            null, true, false, 0, -1, 255, 65536, Long.MIN_VALUE, big, 1.5, "µ\u2028 text"));
    assertThat(root(list))
        .isEqualTo(
            Arrays.asList(
                null,
                true,
                false,
                0L,
                -1L,
                255L,
                65536L,
                Long.MIN_VALUE,
                big,
                1.5,
                "µ\u2028 text"));
    assertThat(root(new PickleBuilder().raw(0x8a, 0))).isEqualTo(0L);
    assertThat(root(new PickleBuilder().raw(0x8a, 2, 0xff, 0x00))).isEqualTo(255L);
    assertThat(root(new PickleBuilder().raw(0x8a, 1, 0xff))).isEqualTo(-1L);
    assertThat(root(new PickleBuilder().raw('K', 200))).isEqualTo(200L);
    assertThat(root(new PickleBuilder().raw('M', 0x34, 0x12))).isEqualTo(0x1234L);
  }

  @Test
  void theOperationsOfNewerProtocolsAreRead() throws IOException {
    assertThat(root(new PickleBuilder().raw(0x8c, 2).op('a').op('b'))).isEqualTo("ab");
    assertThat(root(new PickleBuilder().raw(0x8d).int64(1).op('a'))).isEqualTo("a");
    assertThat(root(new PickleBuilder().raw('C', 2, 1, 2)))
        .isEqualTo(new PickleBytes(new byte[] {1, 2}));
    assertThat(root(new PickleBuilder().raw(0x96).int64(1).raw(7)))
        .isEqualTo(new PickleBytes(new byte[] {7}));
    assertThat(root(new PickleBuilder().raw(0x8f, '(').value("a").value("b").raw(0x90)))
        .isEqualTo(List.of("a", "b"));
    assertThat(root(new PickleBuilder().raw('(').value("a").raw(0x91))).isEqualTo(List.of("a"));
    assertThat(root(new PickleBuilder().raw(0x95).int64(1).op('N'))).isNull();
    PickleBuilder ordered =
        new PickleBuilder().text("collections").text("OrderedDict").raw(0x93).raw(')', 'R');
    assertThat(root(ordered)).isEqualTo(Map.of());
    assertThat(root(new PickleBuilder().value("a").raw('0').raw('(', 'N', '1').value("b")))
        .isEqualTo("b");
    assertThat(root(new PickleBuilder().value("a").raw(0x94).raw('0', 'h', 0))).isEqualTo("a");
  }

  @Test
  void setsAndMappingsMadeByCallsAreContainers() throws IOException {
    assertThat(root(new PickleBuilder().call("__builtin__", "set", List.of("a", 1))))
        .isEqualTo(List.of("a", 1L));
    assertThat(root(new PickleBuilder().call("builtins", "frozenset"))).isEqualTo(List.of());
    List<Object> pairs = List.of(List.of("a", 1), List.of("b", 2));
    assertThat(root(new PickleBuilder().call("collections", "OrderedDict", pairs)))
        .isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(root(new PickleBuilder().call("torch", "Size", (Object) new Object[] {1, 2})))
        .isEqualTo(List.of(1L, 2L));
    assertThat(root(new PickleBuilder().global("torch", "float32"))).hasToString("torch.float32");
    assertThat(root(new PickleBuilder().call("builtins", "complex", 1.0, 2.0)))
        .hasToString("complex");
  }

  @ParameterizedTest
  @CsvSource({
    "f8, <, 000000000000e83f, 0.75",
    "f8, >, 3fe8000000000000, 0.75",
    "f4, <, 0000403f, 0.75",
    "f2, <, 003a, 0.75",
    "i8, <, feffffffffffffff, -2",
    "i4, >, fffffffe, -2",
    "i2, <, feff, -2",
    "i1, |, fe, -2",
    "u8, <, feffffffffffffff, 18446744073709551614",
    "u4, <, feffffff, 4294967294",
    "u2, <, feff, 65534",
    "u1, |, fe, 254",
    "b1, |, 01, true",
    "U3, <, 00, numpy.U3",
  })
  void numpyNumbers(String code, String order, String hex, String expected) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (String core : List.of("core", "_core")) {
      assertThat(root(PickleBuilder.numpy(core, code, order, bytes))).hasToString(expected);
    }
  }

  @Test
  void numpyArraysAreOpaque() throws IOException {
    PickleBuilder array =
        new PickleBuilder()
            .call(
                "numpy.core.multiarray",
                "_reconstruct",
                new PickleBuilder().global("numpy", "ndarray"),
                new Object[] {0},
                new PickleBuilder().call("_codecs", "encode", "b", "latin1"))
            .tuple(1, new Object[] {1}, "f8", false, "00000000")
            .op('b');
    assertThat(root(array)).isInstanceOf(OpaqueValue.class).hasToString("numpy.ndarray");
  }

  @Test
  void theTopFolderMayHaveAnyName() throws IOException {
    for (String name : List.of("archive/", "Größe 1/", "x/")) {
      ZipBuilder zip = Checkpoints.nnunetZip();
      for (int i = 0; i < 4; i++) {
        ZipBuilder.Entry entry = zip.entry(i);
        entry.name = name + entry.name.substring(Checkpoints.FOLDER.length());
        entry.localName = entry.name;
      }
      try (TorchCheckpoint checkpoint = open(zip.toBytes())) {
        assertThat(checkpoint.tensors("network_weights")).hasSize(1);
      }
    }
  }

  @Test
  void archivesWithAndWithoutZip64AreRead() throws IOException {
    for (boolean wide : new boolean[] {false, true}) {
      ZipBuilder zip = Checkpoints.nnunetZip();
      zip.zip64 = wide;
      for (int i = 0; i < 4; i++) {
        zip.entry(i).zip64 = wide;
      }
      try (TorchCheckpoint checkpoint = open(zip.toBytes())) {
        assertThat(checkpoint.tensors("network_weights").get("encoder.weight").floats())
            .containsExactly(0, 1, 2, 3, 4, 5);
      }
    }
  }

  @Test
  void bigEndianStoragesAreRead() throws IOException {
    byte[] floats = ByteBuffer.allocate(24).putFloat(1).putFloat(-2.5f).array();
    ZipBuilder zip = Checkpoints.zip(Checkpoints.nnunetPickle(), Map.of("0", floats));
    ZipBuilder.Entry order = zip.entry("byteorder");
    order.data = "big".getBytes(StandardCharsets.US_ASCII);
    order.size = 3;
    order.packed = 3;
    try (TorchCheckpoint checkpoint = open(zip.toBytes())) {
      assertThat(checkpoint.tensors("network_weights").get("encoder.weight").floats())
          .containsExactly(1, -2.5f, 0, 0, 0, 0);
    }
  }

  private float[] view(String shape, String stride, int offset, int storage) throws IOException {
    PickleBuilder tensor =
        PickleBuilder.tensor("FloatStorage", "0", storage, offset, numbers(shape), numbers(stride));
    byte[] pickle =
        PickleBuilder.protocol(2).value(Checkpoints.map("x", Checkpoints.map("t", tensor))).stop();
    byte[] zip = Checkpoints.zip(pickle, Map.of("0", Checkpoints.floats(storage))).toBytes();
    try (TorchCheckpoint checkpoint = open(zip)) {
      return checkpoint.tensors("x").get("t").floats();
    }
  }

  private static Object[] numbers(String text) {
    return Arrays.stream(text.split(" ")).filter(s -> !s.isEmpty()).map(Integer::valueOf).toArray();
  }

  /** Against the definition: element (i, j, ...) is at offset + i * stride[0] + ... */
  @ParameterizedTest
  @CsvSource({
    "'', '', 5, 12",
    "3, 1, 2, 12",
    "3 4, 4 1, 0, 12",
    "4 3, 1 4, 0, 12",
    "2 2, 6 2, 1, 12",
    "2 3 4, 12 4 1, 0, 24",
    "4 2 3, 1 12 4, 0, 24",
    "3 1 5, 7 99 1, 2, 40",
    "2 3, 50000 20000, 17, 100000",
    "100 300, 1 100, 0, 30000",
    "3 20000, 40000 2, 1, 120000",
    "0 4, 4 1, 0, 12",
    "4 0, 1 1, 12, 12",
  })
  void viewsComeInTheOrderOfTheirAxes(String shape, String stride, int offset, int storage)
      throws IOException {
    Object[] sizes = numbers(shape);
    Object[] steps = numbers(stride);
    int count = 1;
    for (Object size : sizes) {
      count *= (Integer) size;
    }
    float[] expected = new float[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      int at = offset;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        at += rest % (Integer) sizes[axis] * (Integer) steps[axis];
        rest /= (Integer) sizes[axis];
      }
      expected[i] = at;
    }
    assertThat(view(shape, stride, offset, storage)).containsExactly(expected);
  }

  @Test
  void otherFloatingTypesAreConvertedAndWholeNumbersRefused() throws IOException {
    assertThat(ofType("HalfStorage", 4, new byte[] {0, 0x3c, 1, 0, 0, (byte) 0xfc, 0, (byte) 0xc0}))
        .containsExactly(1, 0x1p-24f, Float.NEGATIVE_INFINITY, -2);
    assertThat(ofType("BFloat16Storage", 2, new byte[] {(byte) 0x80, 0x3f, 1, 0}))
        .containsExactly(1, Float.intBitsToFloat(1 << 16));
    assertThat(ofType("DoubleStorage", 2, Checkpoints.doubles(0.1, 1e300)))
        .containsExactly(0.1f, Float.POSITIVE_INFINITY);
    assertThatThrownBy(() -> ofType("LongStorage", 1, new byte[8]))
        .hasMessageEndingWith("holds INT64 where floating-point numbers are needed");
  }

  private float[] ofType(String storageClass, int count, byte[] bytes) throws IOException {
    PickleBuilder tensor =
        PickleBuilder.tensor(storageClass, "0", count, 0, new Object[] {count}, new Object[] {1});
    byte[] pickle = PickleBuilder.protocol(2).value(Checkpoints.map("x", tensor)).stop();
    try (TorchCheckpoint checkpoint = open(Checkpoints.zip(pickle, Map.of("0", bytes)).toBytes())) {
      return ((TorchTensor) checkpoint.value("x")).floats();
    }
  }

  @Test
  void aliasesAreSeen() throws IOException {
    PickleBuilder six = Checkpoints.weight();
    PickleBuilder turned =
        PickleBuilder.tensor("FloatStorage", "0", 6, 0, new Object[] {3, 2}, new Object[] {1, 3});
    PickleBuilder later =
        PickleBuilder.tensor("FloatStorage", "0", 6, 3, new Object[] {3}, new Object[] {1});
    Map<String, Object> all = Checkpoints.map("a", six);
    all.put("b", Checkpoints.weight());
    all.put("c", turned);
    all.put("d", later);
    byte[] pickle = PickleBuilder.protocol(2).value(Checkpoints.map("x", all)).stop();
    byte[] zip = Checkpoints.zip(pickle, Map.of("0", Checkpoints.floats(6))).toBytes();
    try (TorchCheckpoint checkpoint = open(zip)) {
      Map<String, TorchTensor> tensors = checkpoint.tensors("x");
      assertThat(tensors.keySet()).containsExactly("a", "b", "c", "d");
      TorchTensor a = tensors.get("a");
      assertThat(a.isSameData(tensors.get("b"))).isTrue();
      assertThat(a.isSameData(tensors.get("c"))).isFalse();
      assertThat(a.isSameData(tensors.get("d"))).isFalse();
    }
  }

  /** The optimizer's storages are as large as the weights and never read. */
  @ParameterizedTest
  @ValueSource(ints = {500})
  void aLargeFileIsOpenedWithoutReadingItsStorages(int megabytes) throws IOException {
    int count = megabytes << 18;
    PickleBuilder huge =
        PickleBuilder.tensor("FloatStorage", "1", count, 0, new Object[] {count}, new Object[] {1});
    Map<String, Object> root = Checkpoints.nnunet();
    root.put("optimizer_state", Checkpoints.map("state", huge));
    byte[] pickle = PickleBuilder.protocol(2).value(root).stop();
    Path file = folder.resolve("large.pth");
    writeSparse(file, pickle, 4L * count);
    TorchCheckpoint.open(file).close(); // loads the classes
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long start = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      assertThat(checkpoint.tensors("network_weights").get("encoder.weight").floats()).hasSize(6);
    }
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated).isLessThan(4 << 20);
    assertThat(
            java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                - start)
        .isLessThan(1_000_000_000L);
  }

  /** The archive's second storage is a hole in the file. */
  private static void writeSparse(Path file, byte[] pickle, long size) throws IOException {
    ZipBuilder zip = Checkpoints.zip(pickle, Map.of("0", Checkpoints.floats(6)));
    zip.add(Checkpoints.FOLDER + "data/1", new byte[0]);
    zip.entry("data/1").size = size;
    zip.entry("data/1").packed = size;
    zip.end = end -> end.putInt(16, (int) (end.getInt(16) + size));
    zip.zip64 = false;
    byte[] bytes = zip.toBytes();
    int end = bytes.length - 22;
    int directory = end - ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 12);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(bytes, 0, directory);
      out.seek(directory + size);
      out.write(bytes, directory, bytes.length - directory);
    }
  }
}
