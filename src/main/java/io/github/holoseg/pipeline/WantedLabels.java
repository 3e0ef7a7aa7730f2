package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Set;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Leaves only the structures that the user asked for. */
final class WantedLabels {
  private WantedLabels() {}

  /**
   * Sets voxels of other labels to 0, in place.
   *
   * @param names labels to keep; empty: all
   * @return a map of the same voxels that lists the kept labels only
   */
  static LabelMap of(LabelMap map, Set<String> names) {
    if (names.isEmpty()) {
      return map;
    }
    List<Label> kept = map.labels().stream().filter(l -> names.contains(l.name())).toList();
    boolean[] keep = values(kept);
    for (UnsignedShortType voxel : map.voxels()) {
      if (!keep[voxel.get()]) {
        voxel.set(0);
      }
    }
    return new LabelMap(map.voxels(), map.geometry(), kept);
  }

  /** An observer that passes on the wanted labels only. */
  static LabelObserver seenBy(LabelObserver observer, List<Label> labels, Set<String> names) {
    if (names.isEmpty() || observer == LabelObserver.NONE) {
      return observer;
    }
    boolean[] keep = values(labels.stream().filter(l -> names.contains(l.name())).toList());
    return new LabelObserver() {
      @Override
      public void decided(LabelSlab slab) {
        observer.decided(slab.keeping(keep));
      }

      @Override
      public ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
        return observer.scores(network, grid);
      }
    };
  }

  private static boolean[] values(List<Label> kept) {
    boolean[] keep = new boolean[1 << 16];
    kept.forEach(label -> keep[label.value()] = true);
    return keep;
  }
}
