/** Volumes and label maps as images of ImageJ 1.x, and back. */
package io.github.holoseg.commands.image;
