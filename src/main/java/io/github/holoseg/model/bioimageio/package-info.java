/**
 * bioimage.io model packages (format versions 0.4 and 0.5) with ONNX weights. Nothing of a package
 * is executed; what it asks for and cannot be done exactly is refused by name.
 */
package io.github.holoseg.model.bioimageio;
