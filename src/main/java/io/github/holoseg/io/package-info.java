/** Files to volumes and label maps, and back. */
package io.github.holoseg.io;
