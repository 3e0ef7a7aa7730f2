package io.github.holoseg.io.nifti;

import io.github.holoseg.io.raster.SampleType;
import java.util.Map;

/** The datatype codes of nifti1.h. */
final class NiftiDatatype {
  private static final Map<Integer, SampleType> SCALAR =
      Map.of(
          2, SampleType.UINT8,
          4, SampleType.INT16,
          8, SampleType.INT32,
          16, SampleType.FLOAT32,
          64, SampleType.FLOAT64,
          256, SampleType.INT8,
          512, SampleType.UINT16,
          768, SampleType.UINT32,
          1024, SampleType.INT64,
          1280, SampleType.UINT64);

  private static final Map<Integer, String> REFUSED =
      Map.of(
          0, "of unknown type",
          1, "single bits",
          32, "complex numbers (complex64)",
          128, "RGB colours (RGB24)",
          1536, "128-bit floating point numbers",
          1792, "complex numbers (complex128)",
          2048, "complex numbers (complex256)",
          2304, "RGBA colours (RGBA32)");

  private NiftiDatatype() {}

  /** The scalar type of a code, null if it is none that Holoseg reads. */
  static SampleType of(int code) {
    return SCALAR.get(code);
  }

  /** What a refused code stands for. */
  static String describe(int code) {
    return REFUSED.getOrDefault(code, "of the unknown datatype " + code);
  }

  static int code(SampleType type) {
    return switch (type) {
      case UINT8 -> 2;
      case INT8 -> 256;
      case INT16 -> 4;
      case UINT16 -> 512;
      case INT32 -> 8;
      case UINT32 -> 768;
      case INT64 -> 1024;
      case UINT64 -> 1280;
      case FLOAT32 -> 16;
      case FLOAT64 -> 64;
    };
  }
}
