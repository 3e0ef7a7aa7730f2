package io.github.holoseg.model.torch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checkpoints with a bad pickle or bad tensors in a good archive, and what is said of each. */
final class MalformedFiles {
  /** A file and a part of the sentence that it must cause. */
  record Case(String name, byte[] bytes, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private MalformedFiles() {}

  private static PickleBuilder build() {
    return new PickleBuilder();
  }

  private static byte[] archive(byte[] pickle) {
    return Checkpoints.zip(pickle, Map.of("0", Checkpoints.floats(6))).toBytes();
  }

  static List<Case> pickles() {
    List<Case> cases = new ArrayList<>();
    operations(cases);
    stackAndMemo(cases);
    structures(cases);
    calls(cases);
    whole(cases, "text", "abc".getBytes(StandardCharsets.UTF_8), "does not begin like a pickle");
    whole(cases, "protocol 0", "(lp0\n.".getBytes(StandardCharsets.UTF_8), "does not begin");
    for (int protocol : new int[] {0, 1, 6, 255}) {
      byte[] pickle = PickleBuilder.protocol(protocol).value(Map.of()).stop();
      whole(cases, "protocol number " + protocol, pickle, "says pickle protocol " + protocol);
    }
    byte[] list = PickleBuilder.protocol(2).value(List.of(1)).stop();
    whole(cases, "a list at the root", list, "holds no mapping of names to values");
    byte[] none = PickleBuilder.protocol(2).value(null).stop();
    whole(cases, "None at the root", none, "holds no mapping of names to values");
    byte[] more = PickleBuilder.protocol(2).value(Map.of()).op('.').op('N').toBytes();
    whole(cases, "bytes after the end", more, "stops before the end of its bytes");
    byte[] left = PickleBuilder.protocol(2).value(1).value(Map.of()).stop();
    whole(cases, "values left over", left, "stops with values left over");
    byte[] mark = PickleBuilder.protocol(2).op('(').value(Map.of()).stop();
    whole(cases, "a mark left over", mark, "stops with values left over");
    return cases;
  }

  private static void whole(List<Case> cases, String name, byte[] pickle, String says) {
    cases.add(new Case(name, archive(pickle), says));
  }

  private static void inside(List<Case> cases, String name, PickleBuilder value, String says) {
    cases.add(new Case(name, Checkpoints.with(value), says));
  }

  private static void operations(List<Case> cases) {
    int[] refused = {
      0x81, 0x92, 'i', 'o', 0x82, 0x83, 0x84, '2', 'P', 'I', 'L', 'F', 'S', 'T', 'U', 'V', 'l', 'd',
      'p', 'g', 0x97, 0x98, 0x00, 0xff
    };
    for (int operation : refused) {
      String name = "operation 0x" + Integer.toHexString(operation);
      inside(cases, name, build().value(1).value(2).raw(operation), "holds the " + name);
    }
    inside(
        cases, "text longer than the file", build().op('X').int32(-1), "4294967295 bytes follow");
    inside(
        cases,
        "text of 2^63 bytes",
        build().raw(0x8d).int64(Long.MIN_VALUE),
        "9223372036854775808");
    inside(cases, "bytes of 2^64 - 1", build().raw(0x8e).int64(-1), "18446744073709551615 bytes");
    inside(cases, "bytearray of 2^40", build().raw(0x96).int64(1L << 40), "1099511627776 bytes");
    inside(cases, "a frame beyond the end", build().raw(0x95).int64(1 << 20), "bytes follow");
    inside(cases, "a number too long", build().raw(0x8b).int32(1000), "a number of 1000 bytes");
    inside(cases, "a number of 2^32 bytes", build().raw(0x8b).int32(-1), "a number of 4294967295");
    inside(cases, "text that is not UTF-8", build().raw('X', 1, 0, 0, 0, 0xff), "not UTF-8");
    inside(
        cases, "a name without end", build().op('c').bytes(new byte[2000]), "a name of more than");
    inside(
        cases,
        "a name with controls",
        build().global("\u001b[31m", "x\u0007"),
        "'?[31m.x?', which");
    inside(cases, "a name from numbers", build().value(1).value(2).raw(0x93), "that is no text");
  }

  private static void stackAndMemo(List<Case> cases) {
    String nothing = "takes a value where there is none";
    inside(cases, "pops too much", build().op('0').op('0').op('0').op('0').op('0'), "takes a");
    inside(cases, "tuple without values", build().op('(').raw(0x87), nothing);
    inside(cases, "append to a mark", build().op('(').op('a'), nothing);
    inside(cases, "items on a mark", build().op('(').op('(').op('u'), nothing);
    inside(cases, "below the mark", build().value("a").op('(').raw(0x85), nothing);
    inside(cases, "a persistent id of nothing", build().op('(').op('Q'), nothing);
    inside(cases, "no mark", build().op('t').op('t').op('t').op('t'), "a mark that was not set");
    inside(cases, "recalls nothing", build().raw('h', 7), "recalls the value number 7");
    inside(cases, "recalls far", build().op('j').int32(-1), "recalls the value number 4294967295");
    inside(cases, "remembers far", build().value(1).op('r').int32(-1), "as number 4294967295");
    inside(cases, "remembers nothing", build().op('(').raw('q', 0), nothing);
    PickleBuilder marks = build();
    PickleBuilder lists = build();
    PickleBuilder tuples = build().op(')');
    for (int i = 0; i < 5000; i++) {
      marks.op('(');
      lists.op(']');
      tuples.raw(0x85);
    }
    for (int i = 0; i < 4999; i++) {
      lists.op('a');
    }
    inside(cases, "5000 marks", marks, "more than 1000 deep");
    inside(cases, "5000 lists in each other", lists, "more than 100 deep");
    inside(cases, "5000 tuples in each other", tuples, "more than 100 deep");
  }

  private static void structures(List<Case> cases) {
    String itself = "contains itself";
    inside(cases, "a list in itself", build().raw(']', 'q', 0, 'h', 0, 'a'), itself);
    inside(
        cases, "a mapping in itself", build().raw('}', 'q', 0).value("k").raw('h', 0, 's'), itself);
    inside(
        cases,
        "a list in a tuple in itself",
        build().raw(']', 'q', 0, 'h', 0, 0x85, 'q', 1, 'a'),
        itself);
    PickleBuilder laughs = build().raw(']', 'q', 0, '0');
    for (int i = 0; i < 60; i++) {
      laughs.raw(']', '(', 'h', i, 'h', i, 'h', i, 'h', i, 'e', 'q', i + 1, '0');
    }
    inside(cases, "four times four times ...", laughs.raw('h', 60), "more than 32 million values");
    inside(cases, "a list as key", build().op('}').value(List.of()).value(1).op('s'), "with a key");
    inside(cases, "a mapping as key", build().raw('}', '}', 'N', 's'), "with a key");
    inside(
        cases,
        "a tuple of lists as key",
        build().op('}').tuple(List.of(1)).value(1).op('s'),
        "with a key");
    inside(
        cases, "a key without value", build().raw('}', '(').value("a").op('u'), "without a value");
    inside(cases, "a key of a list", build().raw(']').value("a").raw('N', 's'), "no mapping");
    inside(cases, "an item of a mapping", build().raw('}', 'N', 'a'), "no list");
    inside(cases, "an item of a tuple", build().raw(')', 'N', 'a'), "no list");
    inside(cases, "an item of None", build().raw('N', 'N', 'a'), "no list");
    PickleBuilder mixed = build().raw('}', '(');
    for (int i = 0; i < 6000; i++) {
      mixed.value(i).value(1).value("" + i).value(1);
    }
    inside(cases, "many keys of two kinds", mixed.op('u'), "keys of several kinds");
  }

  private static void calls(List<Case> cases) {
    String function = "calls something that is no function";
    inside(cases, "calls text", build().value("os.system").tuple("ls").op('R'), function);
    inside(cases, "calls a mapping", build().raw('}', ')', 'R'), function);
    inside(cases, "a list as arguments", build().global("torch", "device").raw(']', 'R'), function);
    inside(cases, "calls a storage class", build().call("torch", "FloatStorage", 5), function);
    inside(cases, "calls a type", build().call("torch", "float32"), function);
    inside(cases, "calls numpy.ndarray", build().call("numpy", "ndarray"), function);
    inside(
        cases,
        "decodes other than Latin-1",
        build().call("_codecs", "encode", "import os", "rot13"),
        "other than '_codecs.encode' of text in Latin-1");
    inside(
        cases,
        "text beyond Latin-1",
        build().call("_codecs", "encode", "\u0100", "latin1"),
        "does not fit it");
    inside(
        cases, "a number from nothing", build().call("numpy.core.multiarray", "scalar"), "NumPy");
    inside(
        cases,
        "a number of wrong width",
        PickleBuilder.numpy("core", "f8", "<", new byte[3]),
        "type 'f8' 3 bytes");
    inside(cases, "a type of a number", build().call("numpy", "dtype", 1), "no text");
    inside(
        cases,
        "a type of long text",
        build().call("numpy", "dtype", "f".repeat(100)),
        "more than 64");
    inside(
        cases,
        "a type with a bad state",
        build().call("numpy", "dtype", "f8").raw('N', 'b'),
        "state");
    inside(cases, "state of a mapping", build().raw('}', '}', 'b'), "that has none");
    inside(cases, "state of text", build().value("a").raw('}', 'b'), "that has none");
    inside(
        cases,
        "state of a device",
        build().call("torch", "device", "cpu").raw('}', 'b'),
        "has none");
    inside(cases, "a set of text", build().call("builtins", "set", "abc"), "no list");
    inside(
        cases,
        "a mapping of numbers",
        build().call("collections", "OrderedDict", List.of(1)),
        "pairs");
    inside(cases, "a size of text", build().call("torch", "Size", "a"), "no tuple");
    inside(
        cases,
        "a parameter of text",
        build().call("torch._utils", "_rebuild_parameter", "a"),
        "no t");
  }

  static List<Case> tensors() {
    List<Case> cases = new ArrayList<>();
    layouts(cases);
    storages(cases);
    String way = "in a way that PyTorch does not write";
    String rebuild = "_rebuild_tensor_v2";
    inside(cases, "a tensor of nothing", build().call("torch._utils", rebuild), way);
    inside(
        cases,
        "a tensor without storage",
        build().call("torch._utils", rebuild, "0", 0, tuple(2), tuple(1), false, Map.of()),
        way);
    Object storage = storage("FloatStorage", "0", 6);
    inside(
        cases,
        "a tensor with a list as offset",
        build().call("torch._utils", rebuild, storage, tuple(), tuple(2), tuple(1), false, null),
        way);
    inside(
        cases,
        "sizes of text",
        build().call("torch._utils", rebuild, storage, 0, tuple("a"), tuple(1), false, null),
        "that are no numbers");
    inside(
        cases,
        "a negated view",
        build()
            .call(
                "torch._utils",
                rebuild,
                storage,
                0,
                tuple(2),
                tuple(1),
                false,
                null,
                Map.of("neg", true)),
        "negated or conjugated");
    return cases;
  }

  private static Object[] tuple(Object... values) {
    return values;
  }

  private static PickleBuilder storage(String type, String key, Object count) {
    return build().tuple("storage", build().global("torch", type), key, "cpu", count).op('Q');
  }

  private static void layouts(List<Case> cases) {
    long huge = Long.MAX_VALUE;
    layout(cases, 0, "7", "1", "reaches out of its storage of 6 elements");
    layout(cases, 1, "6", "1", "reaches out");
    layout(cases, 7, "", "", "reaches out");
    layout(cases, 6, "", "", "reaches out");
    layout(cases, huge, "1", "1", "reaches out");
    layout(cases, huge, "0", "1", "reaches out");
    layout(cases, 0, "2 3", "4 1", "reaches out");
    layout(cases, 0, huge + "", "1", "reaches out");
    layout(cases, 0, huge + " " + huge, "1 1", "overlap");
    layout(cases, 0, "4294967296 4294967296", "4294967296 1", "larger than any storage");
    layout(cases, 0, "3", huge + "", "larger than any storage");
    layout(cases, -1, "2", "1", "may be negative");
    layout(cases, Long.MIN_VALUE, "2", "1", "may be negative");
    layout(cases, 0, "-2", "1", "may be negative");
    layout(cases, 5, "2", "-1", "may be negative");
    layout(cases, 0, "-1 -6", "1 1", "may be negative");
    layout(cases, 0, "1000000000", "0", "overlap");
    layout(cases, 0, "2 3", "1 1", "overlap");
    layout(cases, 0, "3 2", "2 2", "overlap");
    layout(cases, 0, "2 3", "3", "2 axes and 1 strides");
    layout(cases, 0, "1".repeat(40).replace("", " "), "1".repeat(40).replace("", " "), "40 axes");
  }

  private static void layout(
      List<Case> cases, long offset, String shape, String stride, String says) {
    inside(
        cases,
        "offset " + offset + ", shape " + shape + ", strides " + stride,
        PickleBuilder.tensor("FloatStorage", "0", 6, offset, numbers(shape), numbers(stride)),
        says);
  }

  private static Object[] numbers(String text) {
    return Arrays.stream(text.split(" ")).filter(s -> !s.isEmpty()).map(Long::valueOf).toArray();
  }

  private static void storages(List<Case> cases) {
    String sizes = "but the file holds 24 bytes of it";
    for (long count : new long[] {-1, 0, 5, 7, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
      inside(cases, "a storage of " + count, storage("FloatStorage", "0", count), sizes);
    }
    inside(cases, "2^62 + 6 elements", storage("FloatStorage", "0", (1L << 62) + 6), sizes);
    inside(cases, "6 doubles in 24 bytes", storage("DoubleStorage", "0", 6), sizes);
    inside(cases, "a storage that is not there", storage("FloatStorage", "1", 6), "storage '1'");
    inside(
        cases, "a storage elsewhere", storage("FloatStorage", "../data.pkl", 6), "'../data.pkl'");
    inside(
        cases,
        "one storage of two types",
        build().tuple(storage("FloatStorage", "0", 6), storage("HalfStorage", "0", 12)),
        "the storage '0' in two ways");
    String none = "that is no storage of a tensor";
    inside(cases, "a persistent id of text", build().value("0").op('Q'), none);
    inside(cases, "a persistent id of None", build().raw('N', 'Q'), none);
    inside(cases, "a short persistent id", build().tuple("storage").op('Q'), none);
    inside(cases, "a module's source", build().tuple("module", "a", "b", "c", 1).op('Q'), none);
    inside(
        cases,
        "a class that is no storage",
        build().tuple("storage", build().global("torch", "float32"), "0", "cpu", 6).op('Q'),
        none);
    inside(cases, "a number of elements that is none", storage("FloatStorage", "0", "6"), none);
  }

  /** Files of some megabytes that ask for much more. */
  static List<Case> bombs() {
    List<Case> cases = new ArrayList<>();
    byte[] operations = new byte[4 << 20];
    Arrays.fill(operations, (byte) '}');
    inside(cases, "4 million mappings", build().bytes(operations), "more than ");
    for (int i = 0; i < operations.length; i += 2) {
      operations[i] = '}';
      operations[i + 1] = 'a';
    }
    PickleBuilder list = build().op(']').bytes(operations).bytes(operations).bytes(operations);
    inside(cases, "6 million mappings in a list", list, "MB of memory beside the tensors");
    byte[] recalls = new byte[2 << 20];
    for (int i = 0; i < recalls.length; i += 2) {
      recalls[i] = 'h';
    }
    PickleBuilder same = build().op('(').bytes(recalls).op('t').raw('q', 0, '0').raw(']');
    for (int i = 0; i < 100; i++) {
      same.global("builtins", "list").raw('h', 0, 0x85, 'R', 'a');
    }
    inside(cases, "a million values copied a hundred times", firstValue(same), "MB of memory");
    return cases;
  }

  /** With something remembered as number 0 that the rest can recall. */
  private static PickleBuilder firstValue(PickleBuilder rest) {
    return build().raw(']', 'q', 0, '0').bytes(rest.toBytes());
  }
}
