/** A segmentation that is watched while it runs, without a toolkit. */
package io.github.holoseg.workbench.live;
