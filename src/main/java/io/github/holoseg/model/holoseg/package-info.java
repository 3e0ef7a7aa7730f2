/**
 * Holoseg's own model folders: {@code holoseg.json} beside its ONNX files; docs/model-format.md.
 */
package io.github.holoseg.model.holoseg;
