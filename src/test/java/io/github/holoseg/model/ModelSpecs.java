package io.github.holoseg.model;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records with arrays, made comparable. */
public final class ModelSpecs {
  private ModelSpecs() {}

  /** The value with every record as a map of its components and every array as a list. */
  public static Object comparable(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ModelSpecs::comparable).toList();
    }
    if (value != null && value.getClass().isArray()) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(Array.get(value, i));
      }
      return items;
    }
    if (!(value instanceof Record)) {
      return value;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("record", value.getClass().getName());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        map.put(component.getName(), comparable(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return map;
  }
}
