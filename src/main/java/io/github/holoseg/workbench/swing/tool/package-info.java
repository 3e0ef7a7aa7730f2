/** What the mouse does in the planes when labels are corrected. */
package io.github.holoseg.workbench.swing.tool;
