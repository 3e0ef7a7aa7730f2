package io.github.holoseg.batch;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.pipeline.PlausibilityFinding;
import io.github.holoseg.pipeline.RegionOfInterest;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;

/** Layers below that count their calls and fail when told to; a scan is a text file. */
final class FakeTools implements Tools {
  static final Label BONE = Label.of(1, "bone");

  /** Of the scan, if it is read with rectify. */
  SlicePositions slices;

  /** Of the default model. */
  RoiSpec roi;

  /** What the segmenter was opened with. */
  RegionOfInterest region;

  /** Ids of models and wanted labels, as asked for. */
  final List<String> asked = new ArrayList<>();

  /** What is found. */
  List<Structure> structures = List.of(new Structure(1, "bone", 1, 0.002, 0.0, false, ""));

  int opened;
  int closed;

  /** Runs inside the segmenter, to cancel or to fail there. */
  Runnable duringInference = () -> {};

  @Override
  public Volume<?> read(
      Path source, ReadOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    progress.onProgress(Stage.READ, 1, 1);
    if (Files.isRegularFile(source) && Files.readString(source).startsWith("broken")) {
      throw new IOException(source + ": the file ends after 6 of 100 bytes; fetch it again.");
    }
    return new Volume<>(
        ArrayImgs.shorts(4, 3, 2),
        VolumeGeometry.axisAligned(new long[] {4, 3, 2}, 1, 1, 2),
        new VolumeInfo("scan", "fake", Modality.CT, source, "1.2.3", Map.of(), List.of("odd"))
            .withSlices(options.rectify() ? slices : null));
  }

  @Override
  public Optional<String> passOver(Path file, CaseFinder.Kind kind, String reader) {
    return file.toString().endsWith("_seg.nii") ? Optional.of("labels") : Optional.empty();
  }

  @Override
  public CaseFinder.Kind kind(Path file, String reader) {
    String name = file.getFileName().toString();
    return name.endsWith(".dcm")
        ? CaseFinder.Kind.DICOM
        : name.endsWith(".nii") ? CaseFinder.Kind.OTHER_IMAGE : CaseFinder.Kind.NONE;
  }

  @Override
  public List<SeriesFacts> series(Path source, ReadOptions options, CancellationToken cancel) {
    return List.of();
  }

  @Override
  public ModelSpec model(
      String id, List<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    cancel.throwIfCancelled();
    asked.add(id + labels);
    if (id.equals("missing")) {
      throw new UsageException("there is no model 'missing'; installed are: femur-pelvis");
    }
    if (!id.equals(ModelRepository.DEFAULT_ID) && !id.equals("coarse")) {
      throw new IOException("There is no model '" + id + "'; 'holoseg models' lists them.");
    }
    NetworkSpec network =
        new NetworkSpec(
            List.of(new NetworkSpec.Weights(Path.of("/m/bone.onnx"), "abcd")),
            "in",
            "out",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("CT"),
            2,
            List.of());
    return new ModelSpec(
        id,
        "1",
        "Bone",
        "",
        "Not for clinical use",
        "native",
        "",
        List.of(),
        network,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        List.of(BONE),
        null,
        "CT",
        List.of(),
        null,
        List.of(),
        id.equals(ModelRepository.DEFAULT_ID) ? roi : null,
        List.of());
  }

  @Override
  public VolumeSegmenter open(ModelSpec model, SegmenterOptions options) {
    opened++;
    region = options.roi();
    return new VolumeSegmenter() {
      @Override
      public SegmentationResult segment(
          List<Volume<?>> channels, ProgressListener progress, CancellationToken cancel) {
        Volume<?> volume = channels.get(0);
        duringInference.run();
        cancel.throwIfCancelled();
        var voxels = ArrayImgs.unsignedShorts(volume.geometry().size());
        voxels.getAt(1, 1, 1).set(1);
        return new SegmentationResult(
            new LabelMap(voxels, volume.geometry(), List.of(BONE)),
            "fake 1",
            "CPU",
            1,
            new int[] {4, 3, 2},
            Map.of(Stage.INFER, Duration.ofMillis(20)),
            Duration.ofMillis(10),
            1000,
            List.of("no GPU here"),
            List.of(new NetworkSpec.Weights(Path.of("/m/bone.onnx"), "abcd")),
            List.of(
                new PlausibilityFinding(
                    "present",
                    List.of("bone"),
                    PlausibilityFinding.Outcome.NOT_EVALUATED,
                    "bone not looked for")),
            List.of(new BoundaryShift("bone", 3, 1, 0.5, 2, 0.004)));
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  @Override
  public List<Structure> measure(Volume<?> volume, LabelMap labels) {
    return structures;
  }

  @Override
  public void requireReader(String key) {
    if (!List.of("dicom", "nifti").contains(key)) {
      throw new UsageException("There is no reader '" + key + "'.");
    }
  }

  @Override
  public void requireLabelFormat(Path target) {
    if (!target.toString().endsWith(".nii.gz")) {
      throw new UsageException(target + ": no label map format has this ending.");
    }
  }

  @Override
  public void requireVolumeFormat(Path target) {}

  @Override
  public void writeLabels(LabelMap labels, String provenance, Path target) throws IOException {
    Files.writeString(target, "labels " + provenance);
  }

  @Override
  public void writeSliceLabels(
      LabelMap labels, SlicePositions slices, String provenance, Path target) throws IOException {
    Files.writeString(target, "slices " + slices.count());
  }

  @Override
  public void writeVolume(Volume<?> volume, Path target) throws IOException {
    Files.writeString(target, "volume");
  }

  @Override
  public void writeText(String text, Path target) throws IOException {
    Files.writeString(target, text);
  }
}
