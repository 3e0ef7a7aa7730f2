/** Where a run hesitated, for the user to look at. Without a window. */
package io.github.holoseg.workbench.doubt;
