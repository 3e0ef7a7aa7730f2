package io.github.holoseg.pipeline;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.postprocess.LabelPainter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Lets a coarse model find where structures are, and the real model work on that box only.
 *
 * <p>As TotalSegmentator crops (python_api.py and cropping.py): the box of the coarse labels on the
 * scan's own axes, on each side larger by as many whole voxels as fit into the margin, cut at the
 * border; nothing found is an empty result. Its own models then see values cut to whole numbers.
 */
final class RoiSegmenter implements VolumeSegmenter {
  private final ModelSpec spec;
  private final ScanSegmenter segmenter;
  private final SegmenterOptions options;
  private final VolumeSegmenter coarse;
  private final MovedObserver observer;

  /**
   * @param observer the one that {@code segmenter} tells
   */
  RoiSegmenter(
      ModelSpec spec,
      ScanSegmenter segmenter,
      SegmenterOptions options,
      VolumeSegmenter coarse,
      MovedObserver observer) {
    this.observer = observer;
    this.spec = spec;
    this.segmenter = segmenter;
    this.options = options;
    this.coarse = coarse;
  }

  @Override
  public SegmentationResult segment(
      List<Volume<?>> channels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Set<String> warnings = ModalityGuard.warnings(channels, spec, options);
    Volume<?> volume = channels.get(0);
    ResultSum sum = new ResultSum(warnings);
    VolumeGeometry grid = volume.geometry();

    ProgressListener finding =
        (stage, done, total) -> {
          if (stage == Stage.INFER) {
            progress.onProgress(Stage.PREPROCESS, done, total);
          }
        };
    int seen = Math.min(channels.size(), options.roi().model().network().channels().size());
    SegmentationResult rough = coarse.segment(channels.subList(0, seen), finding, cancel);
    sum.add(rough);
    long[][] found = LabelPainter.box(rough.labels());
    if (found == null) {
      sum.warn(
          "the coarse model '"
              + options.roi().model().id()
              + "' found none of "
              + String.join(", ", rough.labels().labels().stream().map(Label::name).toList())
              + "; the result is empty");
      List<Label> labels =
          spec.labels().stream()
              .filter(l -> options.labels().isEmpty() || options.labels().contains(l.name()))
              .toList();
      return sum.result(LabelPainter.empty(grid, labels), grid);
    }
    long[] min = new long[3];
    long[] max = new long[3];
    for (int axis = 0; axis < 3; axis++) {
      // NIfTI's voxel sizes are float32
      long margin = (long) (options.roi().margin() / (float) grid.spacing()[axis]);
      min[axis] = Math.max(0, found[0][axis] - margin);
      max[axis] = Math.min(grid.size(axis) - 1, found[1][axis] + margin);
    }
    ProgressListener segmenting =
        (stage, done, total) -> {
          if (stage != Stage.PREPROCESS) {
            progress.onProgress(stage, done, total);
          }
        };
    List<Volume<?>> boxes = new ArrayList<>();
    channels.forEach(channel -> boxes.add(cropped(channel, min, max)));
    observer.box(min);
    SegmentationResult fine = segmenter.segmentChecked(boxes, warnings, segmenting, cancel);
    sum.add(fine);
    LabelMap labels = LabelPainter.placed(fine.labels(), grid, min);
    return sum.result(labels, grid);
  }

  private <T extends RealType<T>> Volume<?> cropped(Volume<T> volume, long[] min, long[] max) {
    VolumeGeometry grid = volume.geometry();
    long[] size = new long[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = max[axis] - min[axis] + 1;
    }
    VolumeGeometry geometry = grid.crop(min, size);
    RandomAccessibleInterval<T> box = Views.zeroMin(Views.interval(volume.voxels(), min, max));
    boolean whole = volume.voxels().getType() instanceof IntegerType;
    if (whole || !spec.source().equals("totalsegmentator")) {
      return new Volume<>(box, geometry, volume.info());
    }
    RandomAccessibleInterval<IntType> cut =
        Converters.convert(box, (in, out) -> out.set((int) in.getRealDouble()), new IntType());
    return new Volume<>(cut, geometry, volume.info());
  }

  @Override
  public void close() {
    coarse.close();
    segmenter.close();
  }
}
