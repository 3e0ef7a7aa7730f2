package io.github.holoseg.model;

import java.nio.file.Path;
import java.util.List;

/**
 * Values that a model carries to be checked against, made by the original program. Files are
 * absolute paths inside the model's folder.
 */
public sealed interface GoldenTest {
  /** Short and unique within the model. */
  String name();

  /** Program and version that made the values, for example {@code nnunetv2 2.8.1, torch 2.15.0}. */
  String madeBy();

  /**
   * A whole case: scan in, label map out.
   *
   * @param images one image file per input channel
   * @param preprocessed what the network's grid holds, {@code .npy}, float32, (channel, and the
   *     spatial axes as in the tensor); null if not carried
   * @param scores blended scores on the network's grid before the decision, {@code .npy}, float16
   *     or float32, (class, spatial axes); null if not carried
   * @param labels label map on the scan's grid, an image file
   */
  record Case(
      String name, String madeBy, List<Path> images, Path preprocessed, Path scores, Path labels)
      implements GoldenTest {
    public Case {
      images = List.copyOf(images);
    }
  }

  /**
   * The network with its value operations on one tensor, nothing resampled or tiled (bioimage.io
   * test tensors).
   *
   * @param input {@code .npy}, axes as the network's, before the value operations
   * @param output {@code .npy}, axes as the network's
   * @param outputIs what {@code output} holds
   * @param absoluteTolerance allowed difference: absolute + relative · |expected|
   * @param relativeTolerance see {@code absoluteTolerance}
   */
  record Tensors(
      String name,
      String madeBy,
      Path input,
      Path output,
      OutputIs outputIs,
      double absoluteTolerance,
      double relativeTolerance)
      implements GoldenTest {

    /** How far the expected output has been worked on. */
    public enum OutputIs {
      /** What the network gives. */
      SCORES,
      /** After the decision's activation. */
      ACTIVATED,
      /** 1 where the activated score is above the decision's threshold, else 0. */
      BINARY
    }
  }
}
