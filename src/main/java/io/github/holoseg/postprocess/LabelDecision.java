package io.github.holoseg.postprocess;

import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import java.util.Arrays;
import java.util.function.Consumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Turns the network's scores into labels on the scan's own grid while they arrive.
 *
 * <p>Each grid slice is decided, or interpolated together with the one before it and then decided,
 * and written to the label image; then it is forgotten. Memory: the label image (2 bytes a voxel)
 * and at most two grid slices of every class.
 *
 * <p>The way back is that of {@link GridMapping}, last step first: the kept box of the resampled
 * grid lies in zeros; scores (or labels, see {@link DecisionSpec#labelsFirst()}) are resampled to
 * the box of the turned scan; outside that box the label is 0; the turn is undone. What has no
 * score at all (outside either box) is 0 whatever the rule.
 *
 * <p>Numbers are nnU-Net's (its export, computed in double): an axis whose number of voxels does
 * not change is left alone; interpolated scores are rounded to half when {@code precision} is
 * {@link Accumulate#FLOAT16}, else to float, before they are compared; the first of equal maxima
 * wins; the separated axis follows from the grid's spacing as the current one and the scan's as the
 * new one. An activation does not change an argmax and is left out there unless it comes first.
 * Scores are taken as they come: the inferer has rounded them if the model asks for it.
 *
 * <p>Not thread-safe; uses up to {@code threads} threads inside {@link #accept}.
 */
public final class LabelDecision implements ScoreSink, AutoCloseable {
  private final ModelSpec model;
  private final GridMapping mapping;
  private final Workers workers;
  private final LabelWriter writer;
  private final Restorer restorer;
  private final int classes;
  private final int plane;
  private final Consumer<LabelSlab> watcher;
  private int received;

  /**
   * @param model its decision, its labels and how its scores are resampled
   * @param mapping how the grid came from the scan
   * @param precision type in which resampled scores are kept, usually {@code
   *     model.window().accumulate()}
   * @param threads at least 1
   * @throws IllegalArgumentException if the model cannot be decided in this way (names the field),
   *     or if the scan is too large for an image
   */
  public LabelDecision(ModelSpec model, GridMapping mapping, Accumulate precision, int threads) {
    this(model, mapping, precision, threads, VoxelRows.MAX_ARRAY, null);
  }

  /**
   * As the constructor, but into a label map that other slices of the same grid were decided into;
   * {@code mapping} has these slices only. Labels must be resampled by nearest neighbour, so that
   * the slices of the scan share no slice of the grid.
   *
   * @param labels is written into; null: a new label map
   * @param watcher gets a copy of each slab of the scan that is final, from the thread that calls
   *     {@link #accept}; null: nobody
   */
  public static LabelDecision into(
      LabelMap labels,
      ModelSpec model,
      GridMapping mapping,
      Accumulate precision,
      int threads,
      Consumer<LabelSlab> watcher) {
    return new LabelDecision(
        model,
        mapping,
        precision,
        threads,
        labels == null ? VoxelRows.zeros(mapping.source(), VoxelRows.MAX_ARRAY) : labels.voxels(),
        watcher);
  }

  LabelDecision(
      ModelSpec model, GridMapping mapping, Accumulate precision, int threads, long maxArray) {
    this(model, mapping, precision, threads, maxArray, null);
  }

  LabelDecision(
      ModelSpec model,
      GridMapping mapping,
      Accumulate precision,
      int threads,
      long maxArray,
      Consumer<LabelSlab> watcher) {
    this(model, mapping, precision, threads, VoxelRows.zeros(mapping.source(), maxArray), watcher);
  }

  private LabelDecision(
      ModelSpec model,
      GridMapping mapping,
      Accumulate precision,
      int threads,
      RandomAccessibleInterval<UnsignedShortType> image,
      Consumer<LabelSlab> watcher) {
    this.watcher = watcher;
    DecisionSpec decision = model.decision();
    DecisionCheck.check(model);
    DecisionCheck.check(mapping);
    this.model = model;
    this.mapping = mapping;
    this.classes = decision.classValues().length;
    int[] kept = mapping.gridCrop().size();
    this.plane = Math.multiplyExact(kept[0], kept[1]);
    Math.multiplyExact(classes, plane);
    this.workers = new Workers(threads);
    this.writer = new LabelWriter(mapping, image);
    this.restorer = RestorePlan.of(model, mapping, precision, writer, workers);
  }

  /**
   * @throws IllegalArgumentException if the slice is not the next one, has the wrong length, or
   *     holds a score that is not a finite number
   */
  @Override
  public void accept(int index, float[] scores) {
    int[] kept = mapping.gridCrop().size();
    if (index != received || index >= kept[2]) {
      throw new IllegalArgumentException(
          "Score slice "
              + index
              + " came, slice "
              + received
              + " of "
              + kept[2]
              + " was expected.");
    }
    if (scores.length < classes * plane) {
      throw new IllegalArgumentException(
          "Score slice "
              + index
              + " has "
              + scores.length
              + " values, not "
              + classes * plane
              + ".");
    }
    requireFinite(index, scores);
    int before = restorer.finished();
    restorer.accept(index, scores);
    if (watcher != null && restorer.finished() > before) {
      watcher.accept(writer.copy(before, restorer.finished()));
    }
    received++;
  }

  /**
   * The label map, after the last slice.
   *
   * @return its geometry is the very object {@code mapping.source()}; its labels are the model's,
   *     or those kept
   * @throws IllegalStateException if slices are missing
   */
  public LabelMap finish() {
    int slices = mapping.gridCrop().size()[2];
    if (received != slices) {
      throw new IllegalStateException(
          "The label map is not complete: " + received + " of " + slices + " score slices came.");
    }
    close();
    return new LabelMap(writer.image(), mapping.source(), model.labels());
  }

  /** Ends the threads; the decision takes no more slices. Harmless after {@link #finish}. */
  @Override
  public void close() {
    workers.close();
  }

  /** Floats in score buffers of every kind. */
  long allocatedFloats() {
    return restorer.allocatedFloats();
  }

  private void requireFinite(int index, float[] scores) {
    workers.forRanges(
        classes,
        1,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            if (largestMagnitudeBits(scores, c * plane, (c + 1) * plane) >= 0x7f800000) {
              throw new IllegalArgumentException(notFinite(index, c, scores));
            }
          }
        });
  }

  /** Bits of |x| order like |x|, with infinity and NaN above every number. */
  private static int largestMagnitudeBits(float[] values, int from, int to) {
    int largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & 0x7fffffff);
    }
    return largest;
  }

  private String notFinite(int index, int channel, float[] scores) {
    int at = channel * plane;
    while (Float.isFinite(scores[at])) {
      at++;
    }
    int width = mapping.gridCrop().size()[0];
    int[] position = {(at - channel * plane) % width, (at - channel * plane) / width, index};
    return "Model '"
        + model.id()
        + "' gave the score "
        + scores[at]
        + " for channel "
        + channel
        + " at grid voxel "
        + Arrays.toString(position)
        + "; check the network file and the range of the scan's values.";
  }
}
