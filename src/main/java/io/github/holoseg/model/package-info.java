/**
 * What a run needs to know about a network, as data: every model format becomes one {@link
 * io.github.holoseg.model.ModelSpec}. Nothing here runs a model.
 *
 * <p>All triples in this package are in the axes of the <i>oriented</i> volume, x, y, z; the order
 * of the tensor is {@link io.github.holoseg.model.NetworkSpec#axes()} and is applied in one place,
 * {@code preprocess}.
 */
package io.github.holoseg.model;
