package io.github.holoseg.model.torch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of Python and NumPy that descriptions of models contain: ordered mappings, sets, bytes,
 * and NumPy's numbers, which nnU-Net's log is full of. Protocol 2 says {@code __builtin__} for
 * {@code builtins}; NumPy 2 says {@code numpy._core} for {@code numpy.core}.
 */
final class CommonNames implements PickleNames {
  private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");
  private static final Set<String> MULTIARRAY =
      Set.of("numpy._core.multiarray", "numpy.core.multiarray");

  private static final Map<String, PyFunction> BUILTIN_TYPES =
      Map.of(
          "set", CommonNames::list,
          "frozenset", CommonNames::list,
          "list", CommonNames::list,
          "dict", (arguments, budget) -> dict(arguments, false, budget),
          "bytes", CommonNames::bytes,
          "bytearray", CommonNames::bytes,
          "complex", (arguments, budget) -> new OpaqueValue("complex"));

  @Override
  public Optional<Object> find(String module, String name) {
    return Optional.ofNullable(function(module, name));
  }

  private static Object function(String module, String name) {
    if (BUILTINS.contains(module)) {
      return BUILTIN_TYPES.get(name);
    }
    if (MULTIARRAY.contains(module)) {
      return switch (name) {
        case "scalar" -> (PyFunction) CommonNames::scalar;
        case "_reconstruct" -> (PyFunction) (arguments, budget) -> new OpaqueValue("numpy.ndarray");
        default -> null;
      };
    }
    return switch (module + " " + name) {
      case "collections OrderedDict" ->
          (PyFunction) (arguments, budget) -> dict(arguments, true, budget);
      case "_codecs encode" -> (PyFunction) CommonNames::encode;
      case "numpy dtype" -> (PyFunction) CommonNames::numpyType;
      case "numpy ndarray" -> new OpaqueValue("numpy.ndarray");
      default -> null;
    };
  }

  private static Object list(List<Object> arguments, PickleBudget budget) throws Refusal {
    budget.charge(PickleBudget.LIST);
    if (arguments.isEmpty()) {
      return PyList.list();
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof PyList items) {
      budget.charge((long) PickleBudget.REFERENCE * items.size());
      return PyList.list(items);
    }
    throw new Refusal("makes a list or set of something that is no list");
  }

  /** Of nothing, or of pairs. */
  private static Object dict(List<Object> arguments, boolean ordered, PickleBudget budget)
      throws Refusal {
    budget.charge(PickleBudget.MAP);
    PyDict dict = new PyDict(ordered);
    if (arguments.isEmpty()) {
      return dict;
    }
    if (arguments.size() != 1 || !(arguments.get(0) instanceof PyList pairs)) {
      throw new Refusal("makes a mapping of something that is no list of pairs");
    }
    for (Object pair : pairs) {
      if (!(pair instanceof PyList both) || both.size() != 2) {
        throw new Refusal("makes a mapping of something that is no list of pairs");
      }
      budget.charge(PickleBudget.ENTRY);
      dict.set(both.get(0), both.get(1));
    }
    return dict;
  }

  private static Object bytes(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (arguments.isEmpty()) {
      return new PickleBytes(new byte[0]);
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof PickleBytes same) {
      return same;
    }
    return encode(arguments, budget);
  }

  /** Protocol 2 has no bytes; Python writes them as text of the characters 0 to 255. */
  private static Object encode(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof String text)
        || !(arguments.get(1) instanceof String encoding)
        || !Set.of("latin1", "latin-1").contains(encoding)) {
      throw new Refusal("makes bytes in a way other than '_codecs.encode' of text in Latin-1");
    }
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new Refusal("encodes text in Latin-1 that does not fit it");
    }
    budget.charge(PickleBudget.TEXT + text.length());
    return new PickleBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Object numpyType(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (!arguments.isEmpty() && arguments.get(0) instanceof String code) {
      return new NumpyType(code);
    }
    throw new Refusal("makes a NumPy type of something that is no text");
  }

  private static Object scalar(List<Object> arguments, PickleBudget budget) throws Refusal {
    if (arguments.size() == 2
        && arguments.get(0) instanceof NumpyType type
        && arguments.get(1) instanceof PickleBytes bytes) {
      return type.value(bytes.shared());
    }
    throw new Refusal("makes a NumPy number of something that is not a type and bytes");
  }
}
