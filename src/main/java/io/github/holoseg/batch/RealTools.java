package io.github.holoseg.batch;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.LabelFiles;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.io.dicom.DicomReader;
import io.github.holoseg.io.nifti.NiftiSliceLabelExporter;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.UnknownModelException;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.imglib2.type.numeric.RealType;

/** The layers below as they are. */
final class RealTools implements Tools {
  /** A reader below this takes files as a last resort; in a batch that would be every picture. */
  private static final int SURE = 50;

  /** A CT has thousands of different values. */
  private static final int MOST_LABELS = 256;

  private static final int MOST_LABEL = 65535;

  private final DicomReader dicom = new DicomReader();

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return VolumeReaders.read(source, options, progress, cancel);
  }

  @Override
  public CaseFinder.Kind kind(Path file, String reader) {
    boolean isDicom = !DicomReader.isArchive(file) && dicom.score(file) >= SURE;
    if (isDicom && (reader.isEmpty() || reader.equals(dicom.key()))) {
      return CaseFinder.Kind.DICOM;
    }
    try {
      VolumeReader best =
          VolumeReaders.readerFor(
              file, ReadOptions.DEFAULT.withReader(reader.isEmpty() ? null : reader));
      boolean known = best.score(file) >= (reader.isEmpty() ? SURE : 1);
      return known ? CaseFinder.Kind.OTHER_IMAGE : CaseFinder.Kind.NONE;
    } catch (IOException e) {
      return CaseFinder.Kind.NONE; // no reader knows it
    }
  }

  @Override
  public Optional<String> passOver(Path file, CaseFinder.Kind kind, String reader) {
    if (kind == CaseFinder.Kind.NONE) {
      return isLastResort(file, reader)
          ? Optional.of("only Bio-Formats knows it; the option reader=bioformats takes such files")
          : Optional.empty();
    }
    Optional<String> mark = LabelFiles.mark(file).map(what -> "it is " + what);
    if (mark.isPresent() || !LabelFiles.isNamedLikeLabels(file)) {
      return mark;
    }
    return holdsLabels(file, reader)
        ? Optional.of("its name and its values (few different whole numbers) say labels")
        : Optional.empty();
  }

  private static boolean isLastResort(Path file, String reader) {
    try {
      return reader.isEmpty() && VolumeReaders.readerFor(file, ReadOptions.DEFAULT).score(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean holdsLabels(Path file, String reader) {
    ReadOptions options = ReadOptions.DEFAULT.withReader(reader.isEmpty() ? null : reader);
    try {
      Volume<?> volume =
          VolumeReaders.read(file, options, ProgressListener.NONE, CancellationToken.none());
      BitSet values = new BitSet();
      for (RealType<?> voxel : volume.voxels()) {
        double value = voxel.getRealDouble();
        if (value < 0 || value > MOST_LABEL || value != Math.rint(value)) {
          return false;
        }
        values.set((int) value);
      }
      return values.cardinality() <= MOST_LABELS;
    } catch (IOException e) {
      return false; // as a case it fails, with the reason
    }
  }

  @Override
  public List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel)
      throws IOException {
    return VolumeReaders.series(source, options, cancel);
  }

  @Override
  public ModelSpec model(
      String idOrFolder, List<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    try {
      return ModelRepository.standard().load(idOrFolder, Set.copyOf(labels), progress, cancel);
    } catch (UnknownModelException | IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public VolumeSegmenter open(ModelSpec model, SegmenterOptions options) throws IOException {
    try {
      return VolumeSegmenters.open(model, options);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public List<Structure> measure(Volume<?> volume, LabelMap labels) {
    return LabelStatistics.of(
            labels, volume, Runtime.getRuntime().availableProcessors(), CancellationToken.none())
        .stream()
        .map(statistics -> Structure.of(statistics, labels.geometry()))
        .toList();
  }

  @Override
  public void requireReader(String key) {
    if (!VolumeReaders.keys().contains(key)) {
      throw new UsageException(
          "There is no reader '"
              + key
              + "'; use one of "
              + String.join(", ", VolumeReaders.keys())
              + ".");
    }
  }

  @Override
  public void requireLabelFormat(Path target) {
    try {
      LabelMapExporters.forFile(target);
    } catch (VolumeFormatException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public void requireVolumeFormat(Path target) {
    VolumeOutput.requireFormat(target);
  }

  @Override
  public void writeLabels(LabelMap labels, String provenance, Path target) throws IOException {
    LabelMapExporters.forFile(target).export(labels, provenance, target);
  }

  @Override
  public void writeSliceLabels(
      LabelMap labels, SlicePositions slices, String provenance, Path target) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    NiftiSliceLabelExporter.export(labels, slices, provenance, target, threads);
  }

  @Override
  public void writeVolume(Volume<?> volume, Path target) throws IOException {
    VolumeOutput.write(volume, target);
  }

  @Override
  public void writeText(String text, Path target) throws IOException {
    AtomicFile.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
