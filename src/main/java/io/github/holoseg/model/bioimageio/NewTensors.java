package io.github.holoseg.model.bioimageio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.bioimageio.Axis.Kind;
import io.github.holoseg.model.document.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tensors as format version 0.5 describes them: an object for each axis. */
final class NewTensors {
  private static final Set<String> WITHOUT_EFFECT = Set.of("ensure_dtype", "binarize");

  /** Millimetres of a unit of length. */
  private static final Map<String, Double> MILLIMETRES =
      Map.of(
          "nanometer", 1e-6,
          "micrometer", 1e-3,
          "millimeter", 1.0,
          "centimeter", 10.0,
          "meter", 1000.0);

  private NewTensors() {}

  static Tensor input(Field tensor) throws ModelFormatException {
    String id = tensor.text("id", "input");
    if (tensor.find("output_of").isPresent()) {
      throw tensor.get("output_of").bad("must be left out; chains of models are not run");
    }
    List<Axis> axes = new ArrayList<>();
    List<Field> fields = tensor.get("axes").items();
    for (Field field : fields) {
      Kind kind = kind(field);
      if (kind == Kind.SPACE) {
        axes.add(spaceOfInput(field, fields, id));
      } else {
        axes.add(other(field, kind));
      }
    }
    return tensor(tensor, id, axes, "preprocessing");
  }

  static Tensor output(Field tensor, Tensor input) throws ModelFormatException {
    String id = tensor.text("id", "output");
    List<Axis> axes = new ArrayList<>();
    for (Field field : tensor.get("axes").items()) {
      Kind kind = kind(field);
      axes.add(kind == Kind.SPACE ? spaceOfOutput(field, input) : other(field, kind));
    }
    return tensor(tensor, id, axes, "postprocessing");
  }

  private static Kind kind(Field axis) throws ModelFormatException {
    Field type = axis.get("type");
    return switch (type.text()) {
      case "batch" -> Kind.BATCH;
      case "channel" -> Kind.CHANNEL;
      case "space" -> Kind.SPACE;
      case "time", "index" ->
          throw type.bad("must be batch, channel or space; such networks are not run");
      default -> throw type.bad("must be batch, channel, space, time or index");
    };
  }

  private static Axis other(Field field, Kind kind) throws ModelFormatException {
    if (kind == Kind.BATCH) {
      return new Axis(field, "batch", kind, 1, 1, 0, 0, Double.NaN, List.of());
    }
    String id = field.text("id", "channel");
    List<String> names = new ArrayList<>();
    for (Field name : field.get("channel_names").items()) {
      names.add(name.isNumber() ? name.node().asText() : name.text());
    }
    if (names.isEmpty()) {
      throw field.get("channel_names").bad("must have at least one name");
    }
    return new Axis(field, id, kind, names.size(), names.size(), 0, 0, Double.NaN, names);
  }

  private static String spaceId(Field field) throws ModelFormatException {
    String id = field.text("id", "x");
    if (!id.matches("[xyz]")) {
      throw field.get("id").bad("must be x, y or z");
    }
    return id;
  }

  private static double scale(Field field) throws ModelFormatException {
    double scale = field.number("scale", 1);
    if (scale <= 0) {
      throw field.get("scale").bad("must be above 0");
    }
    return scale;
  }

  private static double spacing(Field field) throws ModelFormatException {
    Optional<Field> unit = field.find("unit");
    Double length = unit.isPresent() ? MILLIMETRES.get(unit.get().text()) : null;
    if (unit.isPresent() && length == null) {
      throw unit.get()
          .bad(
              "must be one of "
                  + String.join(", ", MILLIMETRES.keySet().stream().sorted().toList()));
    }
    return length == null ? Double.NaN : length * scale(field);
  }

  private static Axis spaceOfInput(Field field, List<Field> all, String tensor)
      throws ModelFormatException {
    Field size = field.get("size");
    int fixed = 0;
    int min = 1;
    int step = 1;
    if (size.isNumber()) {
      fixed = size.whole(1, 1 << 14);
    } else if (size.has("tensor_id")) {
      fixed = referenced(field, size, all, tensor);
    } else {
      min = size.get("min").whole(1, 1 << 14);
      step = size.get("step").whole(1, 1 << 14);
    }
    return new Axis(
        field,
        spaceId(field),
        Kind.SPACE,
        fixed,
        fixed > 0 ? fixed : min,
        step,
        0,
        spacing(field),
        List.of());
  }

  /** The size of an axis that depends on another one of the same tensor, which must be fixed. */
  private static int referenced(Field field, Field size, List<Field> all, String tensor)
      throws ModelFormatException {
    String wanted = size.get("axis_id").text();
    for (Field other : all) {
      boolean same = other.find("id").isPresent() && other.get("id").text().equals(wanted);
      if (size.get("tensor_id").text().equals(tensor) && same && other.get("size").isNumber()) {
        double offset = size.number("offset", 0);
        double product = other.get("size").whole(1, 1 << 14) * scale(other) / scale(field);
        int fixed = (int) Math.floor(product + offset);
        if (fixed < 1) {
          throw size.bad("must give a size of at least 1");
        }
        return fixed;
      }
    }
    throw size.bad(
        "must be a number or have min and step; a size that follows another free axis is not"
            + " supported");
  }

  private static Axis spaceOfOutput(Field field, Tensor input) throws ModelFormatException {
    String id = spaceId(field);
    Axis source =
        input.space().stream().filter(axis -> axis.id().equals(id)).findFirst().orElse(null);
    Field size = field.get("size");
    int fixed = size.isNumber() ? size.whole(1, 1 << 14) : 0;
    boolean same = source != null;
    if (same && fixed > 0) {
      same = source.fixed() == fixed;
    } else if (same) {
      if (!size.isObject() || !size.has("tensor_id")) {
        throw size.bad("must be a number, or follow an axis of the input by tensor_id and axis_id");
      }
      double offset = size.number("offset", 0);
      same =
          offset == 0
              && size.get("tensor_id").text().equals(input.id())
              && size.get("axis_id").text().equals(id)
              && scale(field) == scale(source.field());
      fixed = source.fixed();
    }
    if (!same) {
      throw size.bad(
          "which is not the input's size along "
              + id
              + "; only networks whose output has a voxel for each input voxel are run");
    }
    int halo = field.find("halo").isPresent() ? field.get("halo").whole(0, 1 << 13) : 0;
    return new Axis(
        field, id, Kind.SPACE, fixed, source.min(), source.step(), halo, Double.NaN, List.of());
  }

  private static Tensor tensor(Field tensor, String id, List<Axis> axes, String processing)
      throws ModelFormatException {
    Optional<Field> data = tensor.find("data");
    Field one = data.isPresent() && data.get().isList() ? first(data.get()) : data.orElse(null);
    boolean nominal = one != null && one.has("values");
    String type =
        one != null && one.has("type") ? one.get("type").text() : nominal ? "uint8" : "float32";
    Field cast = one != null && one.has("type") ? one.get("type") : tensor;
    cast = cast.standingFor(JsonNodeFactory.instance.textNode(type));
    List<Step> steps = Step.list(tensor, processing, "id");
    // The specification says that these are there where they are not written.
    boolean before = processing.equals("preprocessing");
    if (before && (steps.isEmpty() || !steps.get(0).is("ensure_dtype"))) {
      steps.add(0, Step.cast(cast));
    }
    if (steps.isEmpty() || !WITHOUT_EFFECT.contains(steps.get(steps.size() - 1).name())) {
      steps.add(Step.cast(cast));
    }
    PackageFile test =
        tensor.find("test_tensor").isPresent() ? PackageFile.of(tensor.get("test_tensor")) : null;
    boolean ranged = one != null && !nominal;
    return new Tensor(
        tensor, id, axes, type, ranged ? Ranges.of(one.find("range")) : null, steps, test);
  }

  private static Field first(Field list) throws ModelFormatException {
    if (list.items().isEmpty()) {
      throw list.bad("must describe at least one channel");
    }
    return list.items().get(0);
  }
}
