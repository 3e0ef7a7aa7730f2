/** The steps from a volume to a label map, in order, with one result. */
package io.github.holoseg.pipeline;
