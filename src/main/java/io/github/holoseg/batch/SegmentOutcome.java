package io.github.holoseg.batch;

import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;
import java.util.List;

/**
 * One scan, segmented and written.
 *
 * @param options what was asked for
 * @param volume the scan
 * @param result the label map and how the network ran
 * @param structures volume and mean HU, one row for each label of the model, display order
 * @param report as written to {@link #reportPath}
 * @param reportPath the report's file
 */
public record SegmentOutcome(
    SegmentOptions options,
    Volume<?> volume,
    SegmentationResult result,
    List<Structure> structures,
    RunReport report,
    Path reportPath) {}
