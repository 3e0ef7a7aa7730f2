/** The scan that is open, its labels and their file; without a toolkit. */
package io.github.holoseg.workbench.document;
