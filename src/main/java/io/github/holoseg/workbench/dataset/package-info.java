/** Corrected cases as a training set of nnU-Net, and back. Without a window. */
package io.github.holoseg.workbench.dataset;
