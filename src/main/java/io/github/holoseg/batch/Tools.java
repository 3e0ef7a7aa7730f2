package io.github.holoseg.batch;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the tasks ask of the layers below; tests put in their own to see failures handled. */
interface Tools {
  Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException;

  /**
   * What a file is for a batch; cheap, from name and first bytes.
   *
   * @param reader key of the reader that the user chose, empty for none
   */
  CaseFinder.Kind kind(Path file, String reader);

  /**
   * Why an image is not a scan of a batch: it holds labels, or nobody is sure of it. Reads the
   * voxels only of files that are named like label maps.
   *
   * @param kind what {@link #kind} said
   * @return one sentence without the file's name; empty for scans and for what is no image
   */
  Optional<String> passOver(Path file, CaseFinder.Kind kind, String reader);

  /** The series of a DICOM folder, archive or file; empty for anything else. */
  List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel)
      throws IOException;

  /**
   * @param labels the structures that are wanted, empty for all; files of networks that have none
   *     of them need not be there
   * @throws UsageException if there is no such model, or no such structure in it
   */
  ModelSpec model(
      String idOrFolder, List<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException;

  VolumeSegmenter open(ModelSpec model, SegmenterOptions options) throws IOException;

  List<Structure> measure(Volume<?> volume, LabelMap labels);

  /**
   * Checks the reader's key before anything is read.
   *
   * @throws UsageException naming the readers there are
   */
  void requireReader(String key);

  /**
   * Checks the file name's ending before hours are spent.
   *
   * @throws UsageException naming the endings there are
   */
  void requireLabelFormat(Path target);

  /** As {@link #requireLabelFormat}. */
  void requireVolumeFormat(Path target);

  void writeLabels(LabelMap labels, String provenance, Path target) throws IOException;

  /** The labels on the slices that the scan was resampled from, as NIfTI. */
  void writeSliceLabels(LabelMap labels, SlicePositions slices, String provenance, Path target)
      throws IOException;

  /**
   * A volume that names labels is written as a label map; what goes into a {@code .seg.nrrd} has to
   * be one.
   */
  void writeVolume(Volume<?> volume, Path target) throws IOException;

  void writeText(String text, Path target) throws IOException;
}
