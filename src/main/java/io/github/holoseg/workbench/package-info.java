/** The windows that people work in. What they do is in the sub-packages without a toolkit. */
package io.github.holoseg.workbench;
