/** What the segment dialog does: choices, background work, results; without a toolkit. */
package io.github.holoseg.workbench.segment;
