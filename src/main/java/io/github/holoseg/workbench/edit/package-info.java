/** Correcting a label map that is looked at: settings, tools, undo; without a toolkit. */
package io.github.holoseg.workbench.edit;
