package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.raster.SampleType;
import java.util.Locale;
import java.util.Map;

/** The values of {@code ElementType}. In files, MET_LONG has 4 bytes on every system. */
final class MetaElementType {
  private static final Map<String, SampleType> SCALAR =
      Map.ofEntries(
          Map.entry("MET_ASCII_CHAR", SampleType.INT8),
          Map.entry("MET_CHAR", SampleType.INT8),
          Map.entry("MET_UCHAR", SampleType.UINT8),
          Map.entry("MET_SHORT", SampleType.INT16),
          Map.entry("MET_USHORT", SampleType.UINT16),
          Map.entry("MET_INT", SampleType.INT32),
          Map.entry("MET_UINT", SampleType.UINT32),
          Map.entry("MET_LONG", SampleType.INT32),
          Map.entry("MET_ULONG", SampleType.UINT32),
          Map.entry("MET_LONG_LONG", SampleType.INT64),
          Map.entry("MET_ULONG_LONG", SampleType.UINT64),
          Map.entry("MET_FLOAT", SampleType.FLOAT32),
          Map.entry("MET_DOUBLE", SampleType.FLOAT64));

  private MetaElementType() {}

  /** Null if it is no scalar type. */
  static SampleType of(String name) {
    return SCALAR.get(name.toUpperCase(Locale.ROOT));
  }

  static String name(SampleType type) {
    return switch (type) {
      case UINT8 -> "MET_UCHAR";
      case INT8 -> "MET_CHAR";
      case INT16 -> "MET_SHORT";
      case UINT16 -> "MET_USHORT";
      case INT32 -> "MET_INT";
      case UINT32 -> "MET_UINT";
      case INT64 -> "MET_LONG_LONG";
      case UINT64 -> "MET_ULONG_LONG";
      case FLOAT32 -> "MET_FLOAT";
      case FLOAT64 -> "MET_DOUBLE";
    };
  }
}
