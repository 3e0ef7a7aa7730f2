/**
 * MONAI bundles with an ONNX file. Their configuration is a program written as data; only what is
 * on a white list is read, nothing is evaluated.
 */
package io.github.holoseg.model.monai;
