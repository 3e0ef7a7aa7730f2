package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * How often each pair of label values meets in two label maps on the same grid; from it every
 * agreement of structures or of groups of structures. Immutable.
 */
public final class Overlap {
  private final LabelMap first;
  private final LabelMap reference;
  private final Map<Integer, Map<Integer, Long>> counts;

  private Overlap(LabelMap first, LabelMap reference, Map<Integer, Map<Integer, Long>> counts) {
    this.first = first;
    this.reference = reference;
    this.counts = counts;
  }

  /**
   * Compares in one pass.
   *
   * @param first the label map to judge
   * @param reference on the same grid, in any axis order
   * @param threads at least 1
   * @throws IllegalArgumentException if the grids differ otherwise than in axis order
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static Overlap between(
      LabelMap first, LabelMap reference, int threads, CancellationToken cancel) {
    RandomAccessibleInterval<UnsignedShortType> a = first.voxels();
    RandomAccessibleInterval<UnsignedShortType> b =
        Grids.onGrid(reference.voxels(), reference.geometry(), first.geometry(), "the reference");
    int[] size = {Math.toIntExact(a.dimension(0)), Math.toIntExact(a.dimension(1)), 1};
    int n = Math.multiplyExact(size[0], size[1]);
    Map<Integer, Map<Integer, Long>> counts = new TreeMap<>();
    Slabs.run(
            a.dimension(2),
            threads,
            cancel,
            (from, to) -> {
              PrimitiveBlocks<UnsignedShortType> blocksA = PrimitiveBlocks.of(a, OnFallback.ACCEPT);
              PrimitiveBlocks<UnsignedShortType> blocksB = PrimitiveBlocks.of(b, OnFallback.ACCEPT);
              short[] sliceA = new short[n];
              short[] sliceB = new short[n];
              Map<Integer, long[]> pairs = new HashMap<>();
              for (long z = from; z < to; z++) {
                cancel.throwIfCancelled();
                blocksA.copy(new long[] {0, 0, z}, sliceA, size);
                blocksB.copy(new long[] {0, 0, z}, sliceB, size);
                count(sliceA, sliceB, pairs);
              }
              return pairs;
            })
        .forEach(
            pairs ->
                pairs.forEach(
                    (pair, voxels) ->
                        counts
                            .computeIfAbsent(pair >>> 16, value -> new TreeMap<>())
                            .merge(pair & 0xFFFF, voxels[0], Long::sum)));
    return new Overlap(first, reference, counts);
  }

  /** Label maps are long runs of equal values: one look-up per run, not per voxel. */
  private static void count(short[] a, short[] b, Map<Integer, long[]> pairs) {
    int i = 0;
    while (i < a.length) {
      short va = a[i];
      short vb = b[i];
      int start = i;
      while (i < a.length && a[i] == va && b[i] == vb) {
        i++;
      }
      pairs.computeIfAbsent(va << 16 | vb & 0xFFFF, pair -> new long[1])[0] += i - start;
    }
  }

  /**
   * The agreement of two structures, or of two groups of structures taken as one.
   *
   * @param name for the result
   * @param values voxel values of the first label map
   * @param referenceValues voxel values of the reference
   */
  public LabelOverlap of(String name, Set<Integer> values, Set<Integer> referenceValues) {
    long voxels = 0;
    long referenceVoxels = 0;
    long intersection = 0;
    for (Map.Entry<Integer, Map<Integer, Long>> row : counts.entrySet()) {
      boolean inFirst = values.contains(row.getKey());
      for (Map.Entry<Integer, Long> cell : row.getValue().entrySet()) {
        boolean inReference = referenceValues.contains(cell.getKey());
        voxels += inFirst ? cell.getValue() : 0;
        referenceVoxels += inReference ? cell.getValue() : 0;
        intersection += inFirst && inReference ? cell.getValue() : 0;
      }
    }
    return new LabelOverlap(name, voxels, referenceVoxels, intersection);
  }

  /**
   * The agreement of every voxel value but 0 that occurs in either map, ascending; values mean the
   * same in both.
   */
  public List<LabelOverlap> byValue() {
    Set<Integer> values = new TreeSet<>();
    counts.forEach(
        (value, row) -> {
          values.add(value);
          values.addAll(row.keySet());
        });
    values.remove(0);
    List<LabelOverlap> overlaps = new ArrayList<>();
    for (int value : values) {
      String name =
          first
              .label(value)
              .or(() -> reference.label(value))
              .map(Label::name)
              .orElse("label_" + value);
      overlaps.add(of(name, Set.of(value), Set.of(value)));
    }
    return overlaps;
  }

  /** The agreement of the structures that both maps name, whatever their values; first's order. */
  public List<LabelOverlap> byName() {
    List<LabelOverlap> overlaps = new ArrayList<>();
    for (Label label : first.labels()) {
      reference
          .label(label.name())
          .ifPresent(
              other ->
                  overlaps.add(of(label.name(), Set.of(label.value()), Set.of(other.value()))));
    }
    return overlaps;
  }
}
