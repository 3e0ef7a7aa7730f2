package io.github.holoseg.model.nnunet;

import java.nio.file.Path;
import java.util.List;

/**
 * What a checkpoint says about itself, beside its weights.
 *
 * @param file the .pth file
 * @param trainer class name of the trainer, it may have changed the network
 * @param configuration the configuration in plans.json that was trained
 * @param mirroring axes of the network's tensor (0 is the slowest) that may be mirrored
 */
record Checkpoint(Path file, String trainer, String configuration, List<Integer> mirroring) {
  Checkpoint {
    mirroring = List.copyOf(mirroring);
  }
}
