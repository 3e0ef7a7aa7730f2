package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.raster.SampleType;
import java.util.HashMap;
import java.util.Map;

/** The spellings of {@code type}. */
final class NrrdType {
  private static final Map<String, SampleType> SPELLINGS = new HashMap<>();

  static {
    put(SampleType.INT8, "signed char", "int8", "int8_t");
    put(SampleType.UINT8, "uchar", "unsigned char", "uint8", "uint8_t");
    put(
        SampleType.INT16,
        "short",
        "short int",
        "signed short",
        "signed short int",
        "int16",
        "int16_t");
    put(SampleType.UINT16, "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t");
    put(SampleType.INT32, "int", "signed int", "int32", "int32_t");
    put(SampleType.UINT32, "uint", "unsigned int", "uint32", "uint32_t");
    put(
        SampleType.INT64,
        "longlong",
        "long long",
        "long long int",
        "signed long long",
        "signed long long int",
        "int64",
        "int64_t");
    put(
        SampleType.UINT64,
        "ulonglong",
        "unsigned long long",
        "unsigned long long int",
        "uint64",
        "uint64_t");
    put(SampleType.FLOAT32, "float");
    put(SampleType.FLOAT64, "double");
  }

  private NrrdType() {}

  private static void put(SampleType type, String... spellings) {
    for (String spelling : spellings) {
      SPELLINGS.put(spelling, type);
    }
  }

  /**
   * @param spelling lower case, single spaces
   * @return null if it is none ({@code char} alone is none: its sign differs between machines)
   */
  static SampleType of(String spelling) {
    return SPELLINGS.get(spelling);
  }

  static String name(SampleType type) {
    return switch (type) {
      case UINT8 -> "unsigned char";
      case INT8 -> "signed char";
      case INT16 -> "short";
      case UINT16 -> "unsigned short";
      case INT32 -> "int";
      case UINT32 -> "unsigned int";
      case INT64 -> "long long int";
      case UINT64 -> "unsigned long long int";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }
}
