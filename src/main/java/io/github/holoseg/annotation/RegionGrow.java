package io.github.holoseg.annotation;

import io.github.holoseg.measure.SliceReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * From a place in the scan to all voxels of a HU range that hang together by faces, within a
 * distance: grows along a vessel or a bone and stops where another label must not be painted over.
 */
public final class RegionGrow {
  private final Volume<?> scan;
  private final HuRange range;
  private final double reachMm;
  private final EditableLabels labels;
  private final boolean[] passable;

  /**
   * @param range of the voxels
   * @param reachMm no voxel is farther from the seed; infinite for no limit
   * @throws IllegalArgumentException if the reach is not positive
   */
  public RegionGrow(Volume<?> scan, HuRange range, double reachMm) {
    this(scan, range, reachMm, null, null);
  }

  private RegionGrow(
      Volume<?> scan, HuRange range, double reachMm, EditableLabels labels, boolean[] passable) {
    if (!(reachMm > 0)) {
      throw new IllegalArgumentException("a reach of " + reachMm + " mm, must be positive");
    }
    this.scan = scan;
    this.range = range;
    this.reachMm = reachMm;
    this.labels = labels;
    this.passable = passable;
  }

  /** The same, through voxels only that the rules let be painted or that are so already. */
  public RegionGrow within(EditableLabels labels, EditRules rules) {
    boolean[] passable = rules.allowedFrom(rules.active());
    passable[rules.active()] = true;
    return new RegionGrow(scan, range, reachMm, labels, passable);
  }

  /**
   * The region around a place.
   *
   * @param seed LPS mm
   * @return empty if the place lies outside the scan or its value outside the range
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public BoxMask from(double[] seed, CancellationToken cancel) {
    VolumeGeometry grid = scan.geometry();
    GridFrame frame = new GridFrame(grid);
    double[] place = frame.ofPlace(seed);
    int[] voxel = {frame.nearest(place, 0), frame.nearest(place, 1), frame.nearest(place, 2)};
    VoxelBox limits = VoxelBox.of(grid);
    double[] centre = {
      voxel[0] * frame.spacing(0), voxel[1] * frame.spacing(1), voxel[2] * frame.spacing(2)
    };
    if (reachMm < 1e6) {
      limits =
          VoxelBox.ofVoxel(voxel[0], voxel[1], voxel[2])
              .grow(reachMm, grid.spacing())
              .intersect(limits);
    }
    if (!limits.contains(voxel[0], voxel[1], voxel[2])) {
      return new BoxMask(VoxelBox.EMPTY);
    }
    Values values = new Values(limits, centre, frame);
    return ConnectedFill.fill(limits, values::allow, cancel, voxel);
  }

  private final class Values {
    private final SliceReader reader = SliceReader.of(scan.voxels());
    private final double[] values;
    private final VoxelBox box;
    private final double[] centre;
    private final GridFrame frame;
    private final double reach2 = reachMm * reachMm * (1 + 1e-9);

    Values(VoxelBox box, double[] centre, GridFrame frame) {
      this.box = box;
      this.centre = centre;
      this.frame = frame;
      this.values = new double[Math.multiplyExact(box.size(0), box.size(1))];
    }

    void allow(int z, BoxMask allowed) {
      reader.read(box.minX(), box.minY(), z, box.size(0), box.size(1), values);
      short[] plane = labels == null ? null : labels.plane(z);
      double dz = z * frame.spacing(2) - centre[2];
      int i = 0;
      for (int y = box.minY(); y < box.endY(); y++) {
        double dy = y * frame.spacing(1) - centre[1];
        for (int x = box.minX(); x < box.endX(); x++, i++) {
          double dx = x * frame.spacing(0) - centre[0];
          if (range.contains(values[i])
              && dx * dx + dy * dy + dz * dz <= reach2
              && (plane == null || passable[plane[y * labels.width() + x] & 0xFFFF])) {
            allowed.set(x, y, z);
          }
        }
      }
    }
  }
}
