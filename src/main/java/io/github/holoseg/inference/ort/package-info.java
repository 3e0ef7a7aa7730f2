/** ONNX Runtime behind {@link io.github.holoseg.inference.InferenceEngine}. */
package io.github.holoseg.inference.ort;
