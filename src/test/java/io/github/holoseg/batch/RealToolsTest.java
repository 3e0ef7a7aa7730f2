package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tasks on real files, without a network. */
class RealToolsTest {
  @TempDir Path folder;

  @Test
  void kindsOfFiles() throws IOException {
    RealTools tools = new RealTools();
    Path nifti = folder.resolve("a.nii.gz");
    VolumeExporters.forFile(nifti).export(Phantom.ct(), nifti);
    assertThat(tools.kind(nifti, "")).isEqualTo(CaseFinder.Kind.OTHER_IMAGE);
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
    assertThat(tools.kind(text, "")).isEqualTo(CaseFinder.Kind.NONE);
    try (Stream<Path> slices = Files.list(SharedData.shared("totalsegmentator/example_ct_dicom"))) {
      assertThat(slices).allMatch(s -> tools.kind(s, "") == CaseFinder.Kind.DICOM);
    }
  }

  @Test
  void convertInfoAndBatchKnowNrrdAndMetaImage() throws IOException {
    Path nifti = folder.resolve("a.nii.gz");
    VolumeExporters.forFile(nifti).export(Phantom.ct(), nifti);
    for (String name : new String[] {"b.nrrd", "c.mha", "d.mhd"}) {
      Path output = folder.resolve(name);
      ConvertTask.run(
          Arguments.parse(Operation.CONVERT, "input=[" + nifti + "] output=[" + output + "]"),
          ProgressListener.NONE,
          CancellationToken.none());
      VolumeFacts facts =
          InfoTask.run(
              Arguments.parse(Operation.INFO, "input=[" + output + "]"),
              ProgressListener.NONE,
              CancellationToken.none());
      assertThat(facts.geometry().size()).isEqualTo(Phantom.ct().geometry().size());
    }
    Files.copy(folder.resolve("b.nrrd"), folder.resolve("b.seg.nrrd"));
    List<CaseFinder.Case> cases = find(folder).cases();
    // The segmentation and the voxels beside d.mhd are no scans.
    assertThat(cases.stream().map(CaseFinder.Case::name)).containsExactly("a", "b", "c", "d");
    assertThat(SegmentOptions.reportBeside(folder.resolve("b.seg.nrrd")))
        .isEqualTo(folder.resolve("b.report.json"));
  }

  @Test
  void aSliceAndItsFolderAreTheSameInput() throws IOException {
    Path series = SharedData.shared("totalsegmentator/example_ct_dicom");
    Path slice;
    try (Stream<Path> slices = Files.list(series)) {
      slice = slices.sorted().skip(7).findFirst().orElseThrow();
    }
    SegmentTask task = new SegmentTask(new RealTools());
    assertThat(hash(task, slice, 20)).isEqualTo(hash(task, series, 20));
  }

  @Test
  void anArchiveIsHashedAsItIs() throws IOException {
    Path series = SharedData.shared("totalsegmentator/example_ct_dicom");
    Path archive = folder.resolve("scan.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> slices = Files.list(series)) {
      for (Path slice : slices.toList()) {
        zip.putNextEntry(new ZipEntry(slice.getFileName().toString()));
        Files.copy(slice, zip);
      }
    }
    assertThat(hash(new SegmentTask(new RealTools()), archive, 20))
        .isEqualTo(SourceHash.ofFile(archive, CancellationToken.none()));
  }

  @Test
  void aDicomdirStandsForItsFolder() throws IOException {
    Path tree = SharedData.shared("pydicom/dicomdirtests");
    SegmentTask task = new SegmentTask(new RealTools());
    assertThat(hash(task, tree.resolve("DICOMDIR"), 5)).isEqualTo(hash(task, tree, 5));
  }

  private static String hash(SegmentTask task, Path source, int slices) throws IOException {
    Volume<?> volume =
        new RealTools()
            .read(source, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
    assertThat(volume.geometry().size(2)).isEqualTo(slices);
    return task.hash(source, volume, CancellationToken.none());
  }

  @Test
  void infoOfADicomFolder() throws IOException {
    Path series = SharedData.shared("totalsegmentator/example_ct_dicom");
    VolumeFacts facts =
        InfoTask.run(
            Arguments.parse(Operation.INFO, "input=[" + series + "]"),
            ProgressListener.NONE,
            CancellationToken.none());
    assertThat(facts.modality()).isEqualTo("CT");
    assertThat(facts.geometry().size()).containsExactly(512, 512, 20);
    assertThat(facts.min()).isEqualTo(-1024);
    assertThat(facts.max()).isEqualTo(1839);
    assertThat(facts.series()).hasSize(1);
    assertThat(facts.series().get(0).slices()).isEqualTo(20);
    assertThat(facts.toText()).contains("512  512  20").contains("2.0000 mm").contains("LPS");
  }

  @Test
  void infoListsTheSeriesAlsoWhenTheChosenOneIsRefused() throws IOException {
    VolumeFacts tilted = info("ge_head_tilt/GE", "");
    assertThat(tilted.status()).isEqualTo(VolumeFacts.FAILED);
    assertThat(tilted.message()).contains("tilted by 18.5 degrees");
    assertThat(tilted.series()).hasSize(1);
    assertThat(tilted.toText())
        .contains("28 slices of 512x512  0.488 x 0.488 x 4.002 mm")
        .contains("cannot be read: the gantry is tilted");
    assertThat(tilted.toJson()).contains("\"geometry\" : null");
    Arguments arguments =
        Arguments.parse(Operation.INFO, "input=[" + SharedData.shared("ge_head_tilt/GE") + "]");
    assertThatThrownBy(() -> Tasks.run(arguments, ProgressListener.NONE, CancellationToken.none()))
        .isInstanceOf(IOException.class)
        .hasMessage(tilted.message());

    String gap = "1.3.6.1.4.1.5962.1.1.0.0.0.1196530851.28319.0.2";
    VolumeFacts asked = info("pydicom/dicomdirtests", "series=" + gap);
    assertThat(asked.status()).isEqualTo(VolumeFacts.FAILED);
    assertThat(asked.series()).hasSize(24);
    VolumeFacts best = info("pydicom/dicomdirtests", "");
    assertThat(best.status()).isEqualTo(VolumeFacts.DONE);
    assertThat(best.series()).isEqualTo(asked.series());
    assertThat(best.toText()).containsOnlyOnce("series, read       ");
  }

  @Test
  void infoOfRectifiedSlicesSaysWhatWasDone() throws IOException {
    VolumeFacts rectified = info("ge_head_tilt/GE", "rectify");
    assertThat(rectified.status()).isEqualTo(VolumeFacts.DONE);
    assertThat(rectified.series())
        .singleElement()
        .satisfies(s -> assertThat(s.problems()).isEmpty());
    assertThat(rectified.toText()).contains("series, read").doesNotContain("cannot be read");
  }

  /** The series with most slices has a gap, the other one can be read. */
  @Test
  void infoOfARefusedSeriesBesideAGoodOneIsNoFailure() throws IOException {
    Path gap = SharedData.shared("monai/CT_DICOM");
    Path good = SharedData.shared("dcmqi/segmentations/ct-3slice");
    for (Path source : List.of(gap, good)) {
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(source.getFileName() + "-" + file.getFileName()));
        }
      }
    }

    VolumeFacts facts =
        InfoTask.run(
            Arguments.parse(Operation.INFO, "input=[" + folder + "]"),
            ProgressListener.NONE,
            CancellationToken.none());

    assertThat(facts.status()).isEqualTo(VolumeFacts.REFUSED);
    assertThat(facts.message()).contains("202.500 mm");
    assertThat(facts.series()).hasSize(2);
    assertThat(facts.series().get(1).problems()).isEmpty();
  }

  private static VolumeFacts info(String source, String more) throws IOException {
    return InfoTask.run(
        Arguments.parse(
            Operation.INFO, ("input=[" + SharedData.shared(source) + "] " + more).strip()),
        ProgressListener.NONE,
        CancellationToken.none());
  }

  @Test
  void aBatchFindsNestedDicomAndPassesOverLabels() throws IOException {
    SharedData.shared("totalsegmentator/example_ct_dicom");
    CaseFinder.Found found = find(SharedData.shared("totalsegmentator"));
    assertThat(found.cases().stream().map(CaseFinder.Case::name))
        .containsExactly("example_ct_dicom");
    assertThat(found.passedOver().keySet().stream().map(p -> p.getFileName().toString()))
        .containsExactly("example_seg_dicom.nii.gz");
  }

  @Test
  void labelMapsAmongScansArePassedOverInEveryFormat() throws IOException {
    for (String ending : new String[] {".nii", ".nii.gz", ".nrrd", ".seg.nrrd", ".mha"}) {
      Path labels = folder.resolve("result" + ending.replace('.', '-') + ending);
      LabelMapExporters.forFile(labels)
          .export(Phantom.truth(Phantom.defaultGeometry()), "test", labels);
    }
    Path plain = folder.resolve("case_mask.nii.gz");
    Volume<?> noNames =
        new Volume<>(
            Phantom.truth(Phantom.defaultGeometry()).voxels(),
            Phantom.defaultGeometry(),
            VolumeInfo.inMemory("mask", Modality.UNKNOWN));
    VolumeExporters.forFile(plain).export(noNames, plain);
    Path unsuspected = folder.resolve("case.nii.gz");
    VolumeExporters.forFile(unsuspected).export(noNames, unsuspected);
    Path scan = folder.resolve("seg of the day.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    Files.writeString(folder.resolve("notes_seg.txt"), "no image");
    CaseFinder.Found found = find(folder);
    assertThat(found.cases().stream().map(CaseFinder.Case::source))
        .containsExactly(unsuspected, scan);
    assertThat(found.passedOver()).hasSize(6).containsKey(plain);
    assertThat(found.passedOver().values())
        .allMatch(reason -> reason.contains("label") || reason.contains("segment"));
  }

  private CaseFinder.Found find(Path root) throws IOException {
    RealTools tools = new RealTools();
    return new CaseFinder(
            new CaseFinder.Sniffer() {
              @Override
              public CaseFinder.Kind kind(Path file) {
                return tools.kind(file, "");
              }

              @Override
              public Optional<String> passOver(Path file, CaseFinder.Kind kind) {
                return tools.passOver(file, kind, "");
              }
            })
        .find(root, folder.resolve("results"));
  }
}
