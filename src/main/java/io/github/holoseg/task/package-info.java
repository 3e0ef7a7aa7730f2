/** Progress and cancellation, without any toolkit. */
package io.github.holoseg.task;
