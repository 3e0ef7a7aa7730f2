/** ONNX Runtime as inference engine; the only package that sees its classes. */
package io.github.holoseg.inference.ort;
