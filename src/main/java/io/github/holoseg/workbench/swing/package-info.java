/** The workbench's Swing parts: thin, on the event thread only. */
package io.github.holoseg.workbench.swing;
