package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridMapping;
import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.grid.GridPlacement;
import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makes a scan ready for a network, with the steps in the order that the model states.
 *
 * <p>Turning, cropping and normalising copy nothing: they are done when a tile is read. Only
 * resampling stores values. Sources matched: nnU-Net v2 default_preprocessor.py, MONAI's spatial
 * and intensity transforms, TotalSegmentator resampling.py (numeric-semantics in the design notes).
 */
public final class Preprocessor {
  /** MONAI's Spacingd keeps the spacing of an axis that is as near as this (AFFINE_TOL). */
  private static final double SPACING_MM = 1e-3;

  /** Skew that is worth a warning; float32 in a header makes up to 1e-4. */
  private static final double SKEW_VOXELS = 0.01;

  private final ModelSpec spec;
  private final SharedGrid shared;
  private final int threads;
  private final ProgressListener progress;
  private final CancellationToken cancel;
  private final List<String> warnings = new ArrayList<>();
  private final TensorAxes axes;
  private String name;
  private VolumeGeometry turned;
  private FloatGrid grid;
  private Foreground mask;
  private FloatGrid labels;
  private Box sourceCrop;
  private int[] resampledSize;
  private double[] spacing;
  private GridPlacement placement = GridPlacement.NONE;
  private Box gridCrop;
  private long bytes;

  private Preprocessor(
      ModelSpec spec,
      SharedGrid shared,
      int threads,
      ProgressListener progress,
      CancellationToken cancel) {
    this.spec = spec;
    this.shared = shared;
    this.threads = threads;
    this.progress = progress;
    this.cancel = cancel;
    this.axes = TensorAxes.of(spec.network());
  }

  /**
   * @param channels one volume per input channel of the network, all on the same grid, HU for CT
   * @param threads at least 1
   * @throws IllegalArgumentException if the number of channels or their grids do not fit, with a
   *     sentence for the user
   */
  public static Preprocessed apply(
      List<Volume<?>> channels,
      ModelSpec spec,
      int threads,
      ProgressListener progress,
      CancellationToken cancel) {
    ModelSpec whole = spec.withGeometry(spec.geometry().withSplit(null));
    return pieces(channels, null, whole, new SharedGrid(), threads, progress, cancel).get(0);
  }

  /**
   * As above, but a long scan in pieces where the model cuts it; also for the second stage of a
   * cascade, and for one of several models that see the same scan. A piece that decides nothing but
   * background is left out.
   *
   * @param previous labels of the first stage on the channels' own grid; null without a cascade
   * @param shared the same for all models that see these channels; a cascade takes nothing from it
   */
  public static List<Preprocessed> pieces(
      List<Volume<?>> channels,
      LabelMap previous,
      ModelSpec spec,
      SharedGrid shared,
      int threads,
      ProgressListener progress,
      CancellationToken cancel) {
    ChannelCheck.require(channels, spec);
    if ((previous == null) != (spec.cascade() == null)) {
      throw new IllegalArgumentException(
          "the model '" + spec.id() + "' and the labels of an earlier stage do not fit together");
    }
    return new Preprocessor(spec, shared, threads, progress, cancel).run(channels, previous);
  }

  private List<Preprocessed> run(List<Volume<?>> channels, LabelMap previous) {
    progress.onProgress(Stage.PREPROCESS, 0, 0);
    VolumeGeometry source = channels.get(0).geometry();
    AxisTurn turn = turn(source);
    name = channels.get(0).info().name();
    turned = turn.apply(source);
    grid = new TurnedGrid(channels, turn);
    if (previous != null) {
      VolumeInfo info = channels.get(0).info();
      labels =
          new TurnedGrid(List.of(new Volume<>(previous.voxels(), previous.geometry(), info)), turn);
    }
    double[] sourceSpacing = turn.permute(source.spacing());
    spacing = sourceSpacing.clone();
    sourceCrop = Box.whole(grid.size());
    resampledSize = grid.size();
    int resampled = spec.order().indexOf(StepKind.RESAMPLE) + 1;
    if (previous == null) {
      toResampledGrid(spec.order().subList(0, resampled));
    } else {
      steps(spec.order().subList(0, resampled), false);
    }
    List<StepKind> rest = spec.order().subList(resampled, spec.order().size());
    FloatGrid whole = grid;
    String uncut = GridPiece.whyWhole(spec, whole.size());
    if (uncut != null) {
      warnings.add(uncut);
    }
    List<Preprocessed> made = new ArrayList<>();
    for (GridPiece piece : GridPiece.of(spec, whole.size())) {
      grid = CroppedGrid.of(whole, piece.seen(whole.size()));
      gridCrop = null;
      steps(rest, resampled > 0);
      if (previous != null) {
        grid = new CascadeGrid(grid, labels, spec.cascade().labelValues());
      }
      Box crop = piece.inWhole(gridCrop == null ? Box.whole(grid.size()) : gridCrop);
      Box kept = piece.kept(crop);
      if (kept == null) {
        continue;
      }
      GridMapping mapping =
          new GridMapping(
              source, turn, sourceCrop, resampledSize, sourceSpacing, spacing, kept, placement);
      made.add(new Preprocessed(grid, mapping, kept.min()[2] - crop.min()[2], bytes, warnings));
    }
    return made;
  }

  /** The steps up to the resampling, done or taken over from another model. */
  private void toResampledGrid(List<StepKind> steps) {
    SharedGrid.State state = steps.isEmpty() ? null : shared.find(spec, steps);
    if (state == null) {
      steps(steps, false);
      if (!steps.isEmpty()) {
        shared.keep(
            spec,
            steps,
            new SharedGrid.State(
                grid,
                mask,
                sourceCrop,
                resampledSize,
                spacing,
                placement,
                bytes,
                List.copyOf(warnings)));
      }
      return;
    }
    grid = state.grid();
    mask = state.mask();
    sourceCrop = state.sourceCrop();
    resampledSize = state.resampledSize();
    spacing = state.spacing();
    placement = state.placement();
    bytes = state.bytes();
    warnings.addAll(state.warnings());
  }

  private void steps(List<StepKind> steps, boolean resampled) {
    for (StepKind step : steps) {
      cancel.throwIfCancelled();
      switch (step) {
        case CROP -> crop(resampled);
        case NORMALIZE -> normalise();
        case RESAMPLE -> resample();
        case ORIENT, PAD -> {
          // The turn is where the grid starts; padding belongs to the tiles.
        }
      }
    }
  }

  private AxisTurn turn(VolumeGeometry source) {
    String wanted = spec.geometry().orientation();
    AxisTurn orient =
        wanted == null
            ? AxisTurn.IDENTITY
            : AxisOrder.closestTo(source).turnTo(AxisOrder.of(wanted));
    return orient.then(axes.turn());
  }

  private void crop(boolean resampled) {
    CropSpec crop = spec.crop();
    if (crop.mode() == CropSpec.Mode.NONE) {
      return;
    }
    Foreground foreground = Foreground.of(grid, crop, cancel);
    Box box = foreground.box(axes.toGrid(crop.margin()));
    if (box == null) {
      warnings.add(
          "the crop found no voxel "
              + (crop.mode() == CropSpec.Mode.NONZERO ? "other than 0" : "above its threshold")
              + "; the whole volume is used");
      return;
    }
    if (needsMask()) {
      // All round the box is background, so that filling inside it is the same.
      mask = foreground.crop(box).filled(cancel);
      bytes += (long) box.size()[0] * box.size()[1] * box.size()[2];
    }
    grid = CroppedGrid.of(grid, box);
    if (labels != null) {
      labels = CroppedGrid.of(labels, box);
      if (mask != null) {
        mask.add(labels, cancel); // what the first stage has found counts as inside
        labels = new PreviousLabels(labels, mask);
      }
    }
    if (resampled) {
      gridCrop = box;
    } else {
      sourceCrop = box;
      resampledSize = box.size();
    }
  }

  private boolean needsMask() {
    if (spec.cascade() != null) {
      return true; // background outside is a label of its own when labels are resampled
    }
    return spec.intensity().stream()
        .anyMatch(
            step ->
                step instanceof IntensityStep.ZScore z
                    && z.mask() == IntensityStep.ZScore.Mask.CROP_MASK);
  }

  private void normalise() {
    if (!spec.intensity().isEmpty()) {
      grid = new NormalisedGrid(grid, spec.intensity(), mask, cancel);
    }
  }

  private void resample() {
    GeometrySpec geometry = spec.geometry();
    if (geometry.spacing() == null) {
      return;
    }
    boolean aligned = geometry.image().coordinates() == Coordinates.FIRST_VOXEL;
    double[] target = axes.toGrid(geometry.spacing());
    if (geometry.image().coordinates() == Coordinates.CORNER_ALIGNED) {
      // TotalSegmentator reads voxel sizes from a NIfTI header, where they are float32.
      for (int axis = 0; axis < 3; axis++) {
        spacing[axis] = (float) spacing[axis];
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      target[axis] = Double.isNaN(target[axis]) ? spacing[axis] : target[axis];
      if (aligned && Math.abs(spacing[axis] - target[axis]) <= SPACING_MM) {
        target[axis] = spacing[axis];
      }
    }
    int[] arrayAxes = {axes.axisToGrid(0), axes.axisToGrid(1), axes.axisToGrid(2)};
    int[] size = grid.size();
    int[] next = new int[3];
    boolean within = geometry.spacingTolerance() > 0;
    for (int axis = 0; axis < 3; axis++) {
      next[axis] =
          TargetSize.of(size[axis], spacing[axis], target[axis], geometry.image().coordinates());
      within &= Math.abs(spacing[axis] / target[axis] - 1) <= geometry.spacingTolerance();
    }
    GridPlacement place = GridPlacement.NONE;
    if (aligned) {
      SpacingdGrid monai = SpacingdGrid.of(turned, arrayAxes, size, spacing, target);
      next = monai.size();
      place = monai.placement();
      within &= monai.isSame(size, spacing, target, geometry.spacingTolerance());
      if (!within) {
        warnAboutAxes(monai.skew());
      }
    }
    // With first voxels aligned, as many voxels of another size lie at other places; and cutting to
    // whole numbers changes values that stay where they are.
    boolean exact = aligned || geometry.image().truncate();
    boolean same = exact ? Arrays.equals(spacing, target) : Arrays.equals(size, next);
    if (within || geometry.spacingTolerance() == 0 && same) {
      return;
    }
    List<String> unsupported = Resampler.unsupported(geometry.image());
    if (!unsupported.isEmpty()) {
      throw new IllegalArgumentException(
          "the model '" + spec.id() + "' asks for " + unsupported + ", which is not supported");
    }
    Resampler resampler =
        new Resampler(size, next, spacing, target, place, geometry.image(), arrayAxes, threads);
    if (!resampler.isIdentity() || geometry.image().truncate()) {
      grid = resampler.apply(grid, progress, cancel);
      bytes += 4L * grid.channels() * next[0] * next[1] * next[2];
    }
    if (labels != null && !Arrays.equals(size, next)) {
      ResampleSpec how = spec.cascade().resampling();
      labels = new LabelResampler(size, next, spacing, target, how).apply(labels, threads, cancel);
      bytes += 4L * next[0] * next[1] * next[2];
    }
    resampledSize = next;
    spacing = target;
    placement = place;
  }

  /** Where resampling axis by axis is not what MONAI does. */
  private void warnAboutAxes(double skew) {
    if (skew > SKEW_VOXELS) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the axes of '%s' are not at right angles: values are taken up to %.2f of a voxel from"
                  + " where MONAI takes them; resample it to a grid with right angles for the same"
                  + " labels",
              name,
              skew));
    }
  }
}
