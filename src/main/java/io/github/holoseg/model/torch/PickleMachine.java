package io.github.holoseg.model.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a pickle of protocol 2 to 5: a stack machine with a memo, after the table of operations in
 * CPython's {@code Lib/pickletools.py}. Only what describes plain values and calls of allowed names
 * is there; {@code BUILD} and {@code REDUCE} reach nothing but our own classes. Every loop and
 * allocation is bounded by the bytes read or by the {@link PickleBudget}.
 */
final class PickleMachine {
  private static final int MOST_ON_STACK = 2_000_000;
  private static final int MOST_MARKS = 1000;

  /** Names of operations that are refused, for the message. */
  private static final Map<Integer, String> REFUSED =
      Map.of(
          0x81,
          "NEWOBJ",
          0x92,
          "NEWOBJ_EX",
          (int) 'i',
          "INST",
          (int) 'o',
          "OBJ",
          0x82,
          "EXT1",
          0x83,
          "EXT2",
          0x84,
          "EXT4",
          (int) '2',
          "DUP",
          (int) 'P',
          "PERSID");

  private final PickleInput in;
  private final PickleBudget budget;
  private final PickleNames names;
  private final PersistentIds persistent;
  private final String entry;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final List<Object> memo = new ArrayList<>();

  /**
   * @param entry what to call the pickle in messages, e.g. {@code data.pkl}
   */
  PickleMachine(
      PickleInput in,
      PickleBudget budget,
      PickleNames names,
      PersistentIds persistent,
      String entry) {
    this.in = in;
    this.budget = budget;
    this.names = names;
    this.persistent = persistent;
    this.entry = entry;
  }

  /**
   * Runs to the end, which must be the end of the bytes.
   *
   * @return the value left over, free of cycles
   */
  Object run() throws IOException, Refusal {
    Object value = execute();
    try {
      StructureCheck.check(value);
    } catch (Refusal e) {
      throw new Refusal(entry + " " + e.getMessage());
    }
    return value;
  }

  private Object execute() throws IOException, Refusal {
    long at = 0;
    try {
      protocol();
      while (true) {
        at = in.position();
        int operation = in.unsignedByte();
        if (operation == '.') {
          return end();
        }
        step(operation);
      }
    } catch (Refusal e) {
      throw new Refusal("at byte " + at + " of " + entry + " it " + e.getMessage());
    }
  }

  private void protocol() throws IOException, Refusal {
    if (in.unsignedByte() != 0x80) {
      throw new Refusal("does not begin like a pickle of protocol 2 or newer");
    }
    int protocol = in.unsignedByte();
    if (protocol < 2 || protocol > 5) {
      throw new Refusal("says pickle protocol " + protocol + "; 2 to 5 can be read");
    }
  }

  private Object end() throws Refusal {
    Object value = pop();
    if (!stack.isEmpty() || !marks.isEmpty()) {
      throw new Refusal("stops with values left over");
    }
    if (!in.isAtEnd()) {
      throw new Refusal("stops before the end of its bytes");
    }
    return value;
  }

  private void step(int operation) throws IOException, Refusal {
    switch (operation) {
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> number((long) in.signedInt());
      case 'K' -> number((long) in.unsignedByte());
      case 'M' -> number((long) in.unsignedShort());
      case 0x8a -> number(in.integer(in.unsignedByte()));
      case 0x8b -> number(in.integer(in.unsignedInt()));
      case 'G' -> number(in.bigEndianDouble());
      case 'X' -> push(in.text(in.unsignedInt()));
      case 0x8c -> push(in.text(in.unsignedByte()));
      case 0x8d -> push(in.text(in.length64()));
      case 'B' -> push(new PickleBytes(in.bytes(in.unsignedInt())));
      case 'C' -> push(new PickleBytes(in.bytes(in.unsignedByte())));
      case 0x8e, 0x96 -> push(new PickleBytes(in.bytes(in.length64())));
      case 0x95 -> frame();
      case '(' -> mark();
      case '0' -> discard();
      case '1' -> popToMark();
      case 'q' -> remember(in.unsignedByte());
      case 'r' -> remember(in.unsignedInt());
      case 0x94 -> remember(memo.size());
      case 'h' -> recall(in.unsignedByte());
      case 'j' -> recall(in.unsignedInt());
      case 'c' -> global(in.line(), in.line());
      case 0x93 -> globalOnStack();
      case 'R' -> reduce();
      case 'b' -> build();
      case 'Q' -> push(persistent.load(pop()));
      default -> container(operation);
    }
  }

  private void container(int operation) throws Refusal {
    switch (operation) {
      case ']', 0x8f -> pushNew(PickleBudget.LIST, PyList.list());
      case '}' -> pushNew(PickleBudget.MAP, new PyDict(false));
      case ')' -> pushNew(PickleBudget.LIST, PyList.tuple());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 't' -> pushNew(PickleBudget.LIST, PyList.tuple(popToMark()));
      case 0x91 -> pushNew(PickleBudget.LIST, PyList.tuple(popToMark()));
      case 'a' -> append(pop());
      case 'e', 0x90 -> append(popToMark());
      case 's' -> {
        Object value = pop();
        set(pop(), value);
      }
      case 'u' -> set(popToMark());
      default -> throw refused(operation);
    }
  }

  private static Refusal refused(int operation) {
    String name = REFUSED.containsKey(operation) ? " (" + REFUSED.get(operation) + ")" : "";
    return new Refusal(
        "holds the operation 0x"
            + Integer.toHexString(operation)
            + name
            + ", which is not needed for weights; not opened");
  }

  private void number(Object value) throws Refusal {
    pushNew(PickleBudget.NUMBER, value);
  }

  private void pushNew(int cost, Object value) throws Refusal {
    budget.charge(cost);
    push(value);
  }

  private void push(Object value) throws Refusal {
    if (stack.size() == MOST_ON_STACK) {
      throw new Refusal("holds more than " + MOST_ON_STACK + " values in a row");
    }
    stack.add(value);
  }

  private Object pop() throws Refusal {
    requireAboveMark(1);
    return stack.remove(stack.size() - 1);
  }

  private Object top() throws Refusal {
    requireAboveMark(1);
    return stack.get(stack.size() - 1);
  }

  private void requireAboveMark(int count) throws Refusal {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() - floor < count) {
      throw new Refusal("takes a value where there is none");
    }
  }

  private void mark() throws Refusal {
    if (marks.size() == MOST_MARKS) {
      throw new Refusal("nests its values more than " + MOST_MARKS + " deep");
    }
    marks.add(stack.size());
  }

  /** Python's POP takes a mark away too where one is on top. */
  private void discard() throws Refusal {
    if (!marks.isEmpty() && marks.get(marks.size() - 1) == stack.size()) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  private Object[] popToMark() throws Refusal {
    if (marks.isEmpty()) {
      throw new Refusal("goes back to a mark that was not set");
    }
    int from = marks.remove(marks.size() - 1);
    List<Object> above = stack.subList(from, stack.size());
    budget.charge((long) PickleBudget.REFERENCE * above.size());
    Object[] values = above.toArray();
    above.clear();
    return values;
  }

  private void tuple(int size) throws Refusal {
    requireAboveMark(size);
    Object[] values = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      values[i] = pop();
    }
    pushNew(PickleBudget.LIST, PyList.tuple(values));
  }

  /** Python numbers what it remembers from 0 on without gaps. */
  private void remember(long index) throws Refusal {
    if (index > memo.size()) {
      throw new Refusal("remembers a value as number " + index + " after " + memo.size());
    }
    budget.charge(PickleBudget.REFERENCE);
    if (index == memo.size()) {
      memo.add(top());
    } else {
      memo.set((int) index, top());
    }
  }

  private void recall(long index) throws Refusal {
    if (index >= memo.size()) {
      throw new Refusal("recalls the value number " + index + ", which was not remembered");
    }
    push(memo.get((int) index));
  }

  private void frame() throws IOException, Refusal {
    long length = in.length64();
    if (length < 0 || length > in.remaining()) {
      throw new Refusal("says " + Long.toUnsignedString(length) + " bytes follow, but it ends");
    }
  }

  private void globalOnStack() throws Refusal {
    Object name = pop();
    if (!(pop() instanceof String module) || !(name instanceof String text)) {
      throw new Refusal("names a global by something that is no text");
    }
    global(module, text);
  }

  private void global(String module, String name) throws Refusal {
    Optional<Object> value = names.find(module, name);
    if (value.isEmpty()) {
      throw new Refusal(
          "names the global "
              + Quoted.of(module + "." + name)
              + ", which is not needed for weights; not opened");
    }
    boolean function = value.get() instanceof PyFunction;
    budget.charge(PickleBudget.TEXT + module.length() + name.length());
    push(function ? new PyName(module + "." + name, (PyFunction) value.get()) : value.get());
  }

  private void reduce() throws Refusal {
    Object arguments = pop();
    Object callee = pop();
    if (!(callee instanceof PyName function)
        || !(arguments instanceof PyList list)
        || !list.isTuple()) {
      throw new Refusal("calls something that is no function, or without a tuple of arguments");
    }
    pushNew(PickleBudget.NUMBER, function.call(list, budget));
  }

  /** Attributes of an ordered mapping and the content of an array are dropped. */
  private void build() throws Refusal {
    Object state = pop();
    Object target = top();
    if (target instanceof NumpyType type) {
      type.setState(state);
      return;
    }
    boolean attributes = target instanceof PyDict dict && dict.takesAttributes();
    boolean array = target instanceof OpaqueValue opaque && opaque.type().equals("numpy.ndarray");
    if (!attributes && !array) {
      throw new Refusal("sets the state of something that has none");
    }
  }

  private void append(Object... values) throws Refusal {
    if (!(top() instanceof PyList list) || list.isTuple()) {
      throw new Refusal("appends to something that is no list");
    }
    budget.charge((long) PickleBudget.REFERENCE * values.length);
    for (Object value : values) {
      list.append(value);
    }
  }

  private void set(Object... pairs) throws Refusal {
    if (!(top() instanceof PyDict dict)) {
      throw new Refusal("sets a key of something that is no mapping");
    }
    if (pairs.length % 2 != 0) {
      throw new Refusal("sets a key without a value");
    }
    budget.charge((long) PickleBudget.ENTRY * pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      dict.set(pairs[i], pairs[i + 1]);
    }
  }
}
