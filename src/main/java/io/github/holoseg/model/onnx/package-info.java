/**
 * ONNX files, written and looked into; nothing is run here.
 *
 * <p>{@link io.github.holoseg.model.onnx.LayerGraph} is a network as {@link
 * io.github.holoseg.model.onnx.Layer}s, {@link io.github.holoseg.model.onnx.OnnxWriter} makes a
 * file of it, {@link io.github.holoseg.model.onnx.OnnxFile} reads what a file says about itself.
 * The only place that knows ONNX's protobuf classes.
 */
package io.github.holoseg.model.onnx;
