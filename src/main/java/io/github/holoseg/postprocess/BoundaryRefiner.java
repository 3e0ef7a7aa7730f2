package io.github.holoseg.postprocess;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Moves the boundary of bones to the outer edge of their cortex, on the scan's own grid: what a
 * network on a coarser grid cannot do.
 *
 * <p>The mask's surface, freed of its steps, is moved along its normals to where the values fall
 * half-way from the cortex to what lies outside ({@link BoneEdges}); neighbouring points agree on
 * how far ({@link SurfaceShift}). A voxel changes only within the limit of the old boundary; the
 * inside, marrow for example, is not looked at; metal keeps the label that it has. Structures are
 * worked on in boxes of limited size, all from the labels as they were; then each lets go of its
 * voxels, and free ones go to the structure that encloses them most deeply. A voxel that another
 * structure keeps is never taken.
 */
final class BoundaryRefiner {
  /** Voxels of a box with its halo; about 40 bytes each are needed while a thread works on it. */
  private static final long BOX_VOXELS = 3_000_000;

  /** What lies around a box and is looked at, mm beside the limit: smoothing and edge search. */
  private static final double HALO = 7;

  private record Job(int label, int[] coreMin, int[] coreEnd) {}

  private BoundaryRefiner() {}

  /**
   * @param scan on the map's grid, HU
   * @param map changed in place
   * @param labels values of the structures
   * @param names of the structures, in the same order
   * @param limit mm, above 0
   * @return a row for each structure that has a voxel; none if no voxel is smaller than the limit
   */
  static List<BoundaryShift> refine(
      Volume<?> scan,
      LabelMap map,
      int[] labels,
      List<String> names,
      double limit,
      Workers workers,
      CancellationToken cancel) {
    VoxelRows voxels = VoxelRows.of(map.voxels());
    int[] size = {voxels.size(0), voxels.size(1), voxels.size(2)};
    double[] spacing = scan.geometry().spacing();
    int[] halo = new int[3];
    int[] margin = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      halo[axis] = (int) Math.ceil((2 * limit + HALO) / spacing[axis]);
      margin[axis] = (int) Math.ceil((limit + 1) / spacing[axis]);
    }
    if (Math.min(spacing[0], Math.min(spacing[1], spacing[2])) >= limit) {
      return List.of(); // the network saw all that there is to see
    }
    List<Job> jobs = jobs(voxels, labels, size, halo, margin, workers, cancel);
    BoundaryTile[] tiles = new BoundaryTile[jobs.size()];
    workers.each(
        tiles.length,
        i -> {
          cancel.throwIfCancelled();
          Job job = jobs.get(i);
          int[] min = new int[3];
          int[] box = new int[3];
          for (int axis = 0; axis < 3; axis++) {
            min[axis] = Math.max(0, job.coreMin[axis] - halo[axis]);
            box[axis] = Math.min(size[axis], job.coreEnd[axis] + halo[axis]) - min[axis];
          }
          tiles[i] =
              BoundaryTile.of(
                  scan,
                  map.voxels(),
                  (short) labels[job.label],
                  min,
                  box,
                  job.coreMin,
                  job.coreEnd,
                  limit);
        });
    BoundaryExchange exchange = new BoundaryExchange(voxels, labels);
    for (int i = 0; i < tiles.length; i++) {
      exchange.add(jobs.get(i).label, tiles[i]);
    }
    exchange.apply();
    List<BoundaryShift> shifts = new ArrayList<>();
    double voxelVolume = scan.geometry().voxelVolume();
    for (int label = 0; label < labels.length; label++) {
      if (exchange.isThere(label)) {
        shifts.add(exchange.shift(label, names.get(label), voxelVolume));
      }
    }
    return shifts;
  }

  /** Boxes of limited size that together hold each structure and the margin round it. */
  private static List<Job> jobs(
      VoxelRows voxels,
      int[] labels,
      int[] size,
      int[] halo,
      int[] margin,
      Workers workers,
      CancellationToken cancel) {
    boolean[] wanted = new boolean[65536];
    int[] slot = new int[65536];
    for (int i = 0; i < labels.length; i++) {
      wanted[labels[i]] = true;
      slot[labels[i]] = i;
    }
    RunList runs = LabelRuns.cut(voxels, wanted, workers, cancel);
    LabelBoxes boxes = new LabelBoxes(runs, size[1], slot, labels.length);
    List<Job> jobs = new ArrayList<>();
    for (int label = 0; label < labels.length; label++) {
      if (!boxes.isThere(label)) {
        continue;
      }
      int[] min = new int[3];
      int[] end = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        min[axis] = Math.max(0, boxes.min(label, axis) - margin[axis]);
        int last = boxes.min(label, axis) + boxes.size(label, axis);
        end[axis] = Math.min(size[axis], last + margin[axis]);
      }
      split(label, min, end, halo, jobs);
    }
    return jobs;
  }

  /** Halves a box along its longest axis, seen with the halo, until it is small enough. */
  private static void split(int label, int[] min, int[] end, int[] halo, List<Job> jobs) {
    long voxels = 1;
    int longest = 0;
    for (int axis = 0; axis < 3; axis++) {
      voxels *= end[axis] - min[axis] + 2L * halo[axis];
      longest = end[axis] - min[axis] > end[longest] - min[longest] ? axis : longest;
    }
    int length = end[longest] - min[longest];
    if (voxels <= BOX_VOXELS || length <= 2 * halo[longest]) {
      jobs.add(new Job(label, min, end));
      return;
    }
    int[] middleEnd = Arrays.copyOf(end, 3);
    int[] middleMin = Arrays.copyOf(min, 3);
    middleEnd[longest] = min[longest] + length / 2;
    middleMin[longest] = middleEnd[longest];
    split(label, min, middleEnd, halo, jobs);
    split(label, middleMin, end, halo, jobs);
  }
}
