/**
 * Surfaces of structures: meshes from a label map, and a small software renderer that shades them
 * into a raster. No toolkit, no graphics card, no native library.
 */
package io.github.holoseg.viewer.surface;
