package io.github.holoseg.pipeline;

import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.postprocess.LabelPainter;
import io.github.holoseg.postprocess.Postprocessor;
import io.github.holoseg.preprocess.SharedGrid;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a model of several networks and merges their labels: later ones paint over earlier ones
 * where they are not 0 (TotalSegmentator nnunet.py, {@code nnUNet_predict_image}).
 *
 * <p>Networks that have no wanted structure do not run and are not loaded. Those that run give all
 * of their labels, because an unwanted structure hides a wanted one below it; what is not wanted is
 * left out at the end, as the original's {@code roi_subset} does. The scan is resampled once for
 * all networks on the same grid. Networks are loaded one after the other, so that memory is that of
 * the largest one; only a single needed network stays loaded between scans. Beside it two label
 * maps are held, never scores of a whole volume.
 */
final class CompositeSegmenter implements ScanSegmenter {
  private final ModelSpec spec;
  private final SegmenterOptions options;
  private final List<NetworkSegmenter> segmenters = new ArrayList<>();

  /**
   * @param needed the networks of {@code spec} that run, in order
   * @param observer hears of each network's labels, later ones to be painted over earlier ones
   */
  CompositeSegmenter(
      ModelSpec spec,
      List<ModelSpec> needed,
      SegmenterOptions options,
      InferenceEngine engine,
      LabelObserver observer) {
    this.spec = spec;
    this.options = options;
    SegmenterOptions all = options.with(Set.of(), null);
    NetworkWatch watch = NetworkWatch.of(observer);
    needed.forEach(part -> segmenters.add(new NetworkSegmenter(part, all, engine, watch)));
  }

  @Override
  public SegmentationResult segment(
      List<Volume<?>> channels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return segmentChecked(
        channels, ModalityGuard.warnings(channels, spec, options), progress, cancel);
  }

  @Override
  public SegmentationResult segmentChecked(
      List<Volume<?>> channels,
      Set<String> warnings,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    Volume<?> volume = channels.get(0);
    ResultSum sum = new ResultSum(warnings);
    PartProgress parts = new PartProgress(progress, segmenters.size());
    SharedGrid shared = new SharedGrid();
    LabelMap merged = null;
    for (NetworkSegmenter segmenter : segmenters) {
      SegmentationResult result = segmenter.segment(channels, shared, warnings, parts, cancel);
      if (segmenters.size() > 1) {
        segmenter.close();
      }
      sum.add(result);
      parts.next();
      if (merged == null) {
        merged = result.labels();
      } else {
        LabelPainter.paint(merged.voxels(), result.labels().voxels());
      }
    }
    long start = System.nanoTime();
    List<Label> labels = spec.labels();
    merged = new LabelMap(merged.voxels(), merged.geometry(), labels);
    List<BoundaryShift> shifts = new ArrayList<>();
    Postprocessor.apply(
        volume, merged, spec.postprocess(), labels, shifts, options.threads(), cancel);
    sum.refined(shifts);
    Set<Label> looked = new HashSet<>();
    segmenters.forEach(segmenter -> looked.addAll(segmenter.labels()));
    LabelMap found =
        new LabelMap(
            merged.voxels(), merged.geometry(), labels.stream().filter(looked::contains).toList());
    sum.checked(PlausibilityGuard.evaluate(found, spec.checks(), options.threads(), cancel));
    sum.took(Stage.RESTORE, start);
    return sum.result(WantedLabels.of(merged, options.labels()), volume.geometry());
  }

  @Override
  public void close() {
    segmenters.forEach(NetworkSegmenter::close);
  }
}
