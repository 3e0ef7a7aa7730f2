/** Arrays in numpy's {@code .npy} files. */
package io.github.holoseg.io.npy;
