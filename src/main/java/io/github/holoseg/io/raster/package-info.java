/** Raw plane bytes to ImgLib2 images and back: what all file formats of {@code io} share. */
package io.github.holoseg.io.raster;
