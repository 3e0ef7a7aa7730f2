/** A label map over its scan as a picture, without AWT: runs headless anywhere. */
package io.github.holoseg.render;
