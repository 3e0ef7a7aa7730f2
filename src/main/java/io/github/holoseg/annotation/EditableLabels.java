package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.Fraction;

/**
 * A label map that can be changed in place: 16-bit values, one array per z slice, so that a row is
 * plain array access and a volume may have more than 2^31 voxels.
 *
 * <p>Slices are copied when they are written to for the first time: slices without a label share
 * one array of zeros, a planar label map is shared with whoever made it (and stays as it was), and
 * a {@link #snapshot()} costs nothing but the slices that change afterwards.
 *
 * <p>One thread writes at a time. Others may read the {@link #view()} meanwhile and are told by the
 * listeners what to read again; an access that stays on one slice must be made anew then.
 */
public final class EditableLabels {
  private final VolumeGeometry geometry;
  private final int width;
  private final int height;
  private final PlanarImg<UnsignedShortType, ShortArray> image;
  private final boolean[] own;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile List<Label> labels;

  /**
   * Hears of changes, on the thread that made them and while the session is locked: return quickly
   * and wait for no other thread.
   */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param box all voxels that changed lie in it
     */
    void labelsChanged(VoxelBox box);
  }

  private EditableLabels(
      VolumeGeometry geometry, List<Label> labels, List<ShortArray> planes, boolean[] own) {
    this.geometry = geometry;
    this.width = Math.toIntExact(geometry.size(0));
    this.height = Math.toIntExact(geometry.size(1));
    this.labels = List.copyOf(labels);
    this.image = planar(planes, geometry);
    this.own = own;
  }

  /** A map of background; takes no memory until it is painted. */
  public static EditableLabels empty(VolumeGeometry geometry, List<Label> labels) {
    int depth = Math.toIntExact(geometry.size(2));
    ShortArray zeros = new ShortArray(planeSize(geometry));
    List<ShortArray> planes = new ArrayList<>(java.util.Collections.nCopies(depth, zeros));
    return new EditableLabels(geometry, labels, planes, new boolean[depth]);
  }

  /**
   * The labels of a map, which does not change when they do. A map whose voxels are a planar image
   * is shared slice by slice; others are copied, but for slices of background.
   *
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static EditableLabels of(LabelMap map, CancellationToken cancel) {
    int depth = Math.toIntExact(map.geometry().size(2));
    List<ShortArray> planes = shared(map.voxels());
    boolean[] own = new boolean[depth];
    if (planes == null) {
      planes = copied(map, own, cancel);
    }
    return new EditableLabels(map.geometry(), map.labels(), planes, own);
  }

  private static List<ShortArray> shared(RandomAccessibleInterval<UnsignedShortType> voxels) {
    if (!(voxels instanceof PlanarImg<?, ?> planar)) {
      return null;
    }
    List<ShortArray> planes = new ArrayList<>(planar.numSlices());
    for (int z = 0; z < planar.numSlices(); z++) {
      if (!(planar.getPlane(z) instanceof ShortArray plane)) {
        return null;
      }
      planes.add(plane);
    }
    return planes;
  }

  private static List<ShortArray> copied(LabelMap map, boolean[] own, CancellationToken cancel) {
    int[] size = {(int) map.geometry().size(0), (int) map.geometry().size(1), 1};
    PrimitiveBlocks<UnsignedShortType> blocks = PrimitiveBlocks.of(map.voxels(), OnFallback.ACCEPT);
    short[] zeros = new short[planeSize(map.geometry())];
    List<ShortArray> planes = new ArrayList<>(own.length);
    short[] plane = new short[zeros.length];
    for (int z = 0; z < own.length; z++) {
      cancel.throwIfCancelled();
      blocks.copy(new int[] {0, 0, z}, plane, size);
      own[z] = !Arrays.equals(plane, zeros);
      planes.add(new ShortArray(own[z] ? plane : zeros));
      plane = own[z] ? new short[zeros.length] : plane;
    }
    return planes;
  }

  private static PlanarImg<UnsignedShortType, ShortArray> planar(
      List<ShortArray> planes, VolumeGeometry geometry) {
    UnsignedShortType type = new UnsignedShortType();
    PlanarImg<UnsignedShortType, ShortArray> image =
        new PlanarImg<>(planes, geometry.size(), new Fraction());
    image.setLinkedType(type.getNativeTypeFactory().createLinkedType(image));
    return image;
  }

  private static int planeSize(VolumeGeometry geometry) {
    return Math.toIntExact(geometry.size(0) * geometry.size(1));
  }

  public VolumeGeometry geometry() {
    return geometry;
  }

  /** Voxels along x. */
  public int width() {
    return width;
  }

  /** Voxels along y. */
  public int height() {
    return height;
  }

  /** Slices along z. */
  public int depth() {
    return own.length;
  }

  /** The structures that voxels may name, in display order. */
  public List<Label> labels() {
    return labels;
  }

  /** Names other structures; voxels are not touched. Listeners hear of an empty box. */
  public void setLabels(List<Label> labels) {
    this.labels = new LabelMap(image, geometry, labels).labels();
    changed(VoxelBox.EMPTY);
  }

  /** The map as it is now and will be: shows every later change of voxels. */
  public LabelMap view() {
    return new LabelMap(image, geometry, labels);
  }

  /** The map as it is now, whatever is painted afterwards. */
  public synchronized LabelMap snapshot() {
    List<ShortArray> planes = new ArrayList<>(own.length);
    for (int z = 0; z < own.length; z++) {
      own[z] = false;
      planes.add(image.getPlane(z));
    }
    return new LabelMap(planar(planes, geometry), geometry, labels);
  }

  /** The label of a voxel, 0 to 65535. */
  public int get(int x, int y, int z) {
    return plane(z)[y * width + x] & 0xFFFF;
  }

  /** Whether any voxel has a label; reads no further than to the first one. */
  public boolean hasVoxels(int value) {
    for (int z = 0; z < own.length; z++) {
      for (short v : plane(z)) {
        if (v == (short) value) {
          return true;
        }
      }
    }
    return false;
  }

  /** The voxels of a slice, {@code [y * width + x]}; to be read only. */
  public short[] plane(int z) {
    return image.getPlane(z).getCurrentStorageArray();
  }

  /** The voxels of a slice for writing; whoever writes calls {@link #changed} afterwards. */
  synchronized short[] writablePlane(int z) {
    short[] plane = plane(z);
    if (!own[z]) {
      plane = plane.clone();
      image.setPlane(z, new ShortArray(plane));
      own[z] = true;
    }
    return plane;
  }

  /**
   * Copies every slice that is still shared, so that no stroke has to wait for it later. For a
   * thread in the background after a map was opened, if memory allows 2 bytes per voxel; others may
   * paint meanwhile.
   */
  public void prepare(CancellationToken cancel) {
    for (int z = 0; z < own.length; z++) {
      cancel.throwIfCancelled();
      writablePlane(z);
    }
  }

  /** Tells the listeners. */
  void changed(VoxelBox box) {
    for (Listener listener : listeners) {
      listener.labelsChanged(box);
    }
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }
}
