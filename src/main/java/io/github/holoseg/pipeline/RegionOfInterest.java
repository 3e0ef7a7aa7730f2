package io.github.holoseg.pipeline;

import io.github.holoseg.model.ModelSpec;
import java.util.Set;

/**
 * A coarse model that finds the box which the real model works on.
 *
 * @param model the coarse model
 * @param labels its structures whose common box it is; empty: all of them
 * @param margin mm added on each side; as many voxels of the scan as fit into it
 * @param roi where the coarse model itself works; null: on the whole scan
 */
public record RegionOfInterest(
    ModelSpec model, Set<String> labels, double margin, RegionOfInterest roi) {
  public RegionOfInterest {
    labels = Set.copyOf(labels);
  }
}
