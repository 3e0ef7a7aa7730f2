package io.github.holoseg.workbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.NnunetDataset;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NnunetRoundTripTest {
  private static final List<Label> LABELS =
      List.of(new Label(40, "femur_right", 0xFF336699, null), Label.of(7, "femur_left"));
  private static final NnunetDataset SET = NnunetDataset.ofCt(LABELS);

  @TempDir Path folder;

  private final Volume<ShortType> scan = Phantom.ct();
  private final LabelMap truth = truth();

  /** The phantom's femurs as values 7 and 40. */
  private LabelMap truth() {
    int[] table = new int[1 << 16];
    table[1] = 7;
    table[2] = 40;
    return Relabelling.of(Phantom.truth(scan.geometry()), table, LABELS, CancellationToken.none());
  }

  private NnunetExport.Source source(String id, LabelMap labels) throws IOException {
    Path image = folder.resolve(id.replace('/', '_') + "-ct.nii.gz");
    Path map = folder.resolve(id.replace('/', '_') + "-labels.nrrd");
    VolumeExporters.forFile(image).export(scan, image);
    LabelMapExporters.forFile(map).export(labels, "", map);
    return new NnunetExport.Source(id, image, map);
  }

  private NnunetExport.Result export(Path set, NnunetExport.Source... sources) throws IOException {
    return NnunetExport.export(
        List.of(sources), set, SET, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void whatIsExportedIsWhatNnunetWantsAndComesBack() throws IOException {
    Path set = folder.resolve("Dataset123_Hips");
    LabelMap turned = truth.reoriented(AxisOrder.of("RSA"));
    NnunetExport.Result result = export(set, source("hip 1/a", turned), source("hip2", truth));
    assertThat(result.failures()).isEmpty();
    assertThat(result.written()).containsExactly("hip_1_a", "hip2");

    JsonNode json = new ObjectMapper().readTree(set.resolve("dataset.json").toFile());
    assertThat(json.at("/channel_names/0").asText()).isEqualTo("CT");
    assertThat(json.at("/labels/background").intValue()).isZero();
    assertThat(json.at("/labels/femur_right").intValue()).isEqualTo(1);
    assertThat(json.at("/labels/femur_left").intValue()).isEqualTo(2);
    assertThat(json.at("/numTraining").intValue()).isEqualTo(2);
    assertThat(json.at("/file_ending").asText()).isEqualTo(".nii.gz");

    Volume<?> image = VolumeReaders.read(set.resolve("imagesTr/hip_1_a_0000.nii.gz"));
    LabelMap numbered = LabelMapReader.read(set.resolve("labelsTr/hip_1_a.nii.gz"));
    assertThat(numbered.geometry()).as("one and the same header").isEqualTo(image.geometry());
    int[] expected = Voxels.ints(truth.voxels());
    int[] numbers = Arrays.stream(expected).map(v -> v == 40 ? 1 : v == 7 ? 2 : 0).toArray();
    assertThat(Voxels.ints(numbered.voxels())).isEqualTo(numbers);

    Path back = folder.resolve("back");
    NnunetExport.Result came = intoCases(set, back);
    assertThat(came.failures()).isEmpty();
    assertThat(came.written()).containsExactlyInAnyOrder("hip2", "hip_1_a");
    CaseList list = CaseList.open(back);
    assertThat(list.cases()).extracting(AnnotationCase::id).containsExactly("hip2", "hip_1_a");
    AnnotationCase one = list.find("hip_1_a").orElseThrow();
    LabelMap labels = LabelMapReader.read(one.labels());
    assertThat(Voxels.ints(labels.voxels())).isEqualTo(expected);
    assertThat(labels.label("femur_right").orElseThrow()).isEqualTo(LABELS.get(0));
    assertThat(labels.geometry().isSameGrid(scan.geometry(), 1e-3)).isTrue();
    assertThat(Voxels.ints(image(one.image()).voxels())).isEqualTo(Voxels.ints(scan.voxels()));
  }

  private static NnunetExport.Result intoCases(Path set, Path folder) throws IOException {
    return NnunetImport.intoCases(set, folder, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void whatComesBackWhereItCameFromWritesOverNothing() throws IOException {
    Path cases = Files.createDirectory(folder.resolve("cases"));
    Path image = cases.resolve("hip.nii.gz");
    VolumeExporters.forFile(image).export(scan, image);
    Path labels = Files.createDirectory(cases.resolve("labels")).resolve("hip.nii.gz");
    LabelMapExporters.forFile(labels).export(truth, "", labels);
    CaseList list = CaseList.open(cases);
    list.add("hip", image, labels);
    list.save();
    byte[] imageBefore = Files.readAllBytes(image);
    byte[] labelsBefore = Files.readAllBytes(labels);
    Path set = folder.resolve("set");
    export(set, new NnunetExport.Source("hip", image, labels));

    NnunetExport.Result refused = intoCases(set, cases);
    assertThat(refused.written()).isEmpty();
    assertThat(refused.failures())
        .containsExactly(
            labels + ": case 'hip' has labels already; move them away, or name another folder");
    assertThat(image).hasBinaryContent(imageBefore);
    assertThat(labels).hasBinaryContent(labelsBefore);
    assertThat(CaseList.open(cases).cases()).hasSize(1);

    Files.delete(labels);
    assertThat(intoCases(set, cases).written()).containsExactly("hip");
    assertThat(image).hasBinaryContent(imageBefore);
    AnnotationCase one = CaseList.open(cases).find("hip").orElseThrow();
    assertThat(one.image()).as("the case's own scan").isEqualTo(image);
    assertThat(one.labels()).isEqualTo(labels);
    assertThat(Voxels.ints(LabelMapReader.read(labels).voxels()))
        .isEqualTo(Voxels.ints(truth.voxels()));
    assertThat(CaseList.open(cases).cases()).hasSize(1);
  }

  @SuppressWarnings("unchecked")
  private static Volume<ShortType> image(Path file) throws IOException {
    return (Volume<ShortType>) VolumeReaders.read(file);
  }

  @Test
  void aSetGrowsAndASetOfOtherLabelsIsRefused() throws IOException {
    Path set = folder.resolve("set");
    export(set, source("a", truth));
    export(set, source("b", truth));
    assertThat(new ObjectMapper().readTree(set.resolve("dataset.json").toFile()).get("numTraining"))
        .hasToString("2");
    NnunetDataset other = NnunetDataset.ofCt(List.of(Label.of(1, "liver")));
    assertThatThrownBy(
            () ->
                NnunetExport.export(
                    List.of(), set, other, ProgressListener.NONE, CancellationToken.none()))
        .hasMessageContaining("other labels or channels (femur_right, femur_left)");
  }

  @Test
  void aCaseThatFailsDoesNotStopTheOthers() throws IOException {
    int[] table = new int[1 << 16];
    table[7] = 9;
    LabelMap foreign =
        Relabelling.of(truth, table, List.of(Label.of(9, "rib")), CancellationToken.none());
    NnunetExport.Source good = source("good", truth);
    NnunetExport.Result result =
        export(
            folder.resolve("set"),
            source("rib", foreign),
            new NnunetExport.Source("absent", folder.resolve("no.nii"), folder.resolve("no.nrrd")),
            good,
            new NnunetExport.Source("GOOD", good.image(), good.labels()));
    assertThat(result.written()).containsExactly("good");
    assertThat(result.failures()).hasSize(3);
    assertThat(result.failures().get(0)).contains("has the value 9", "none of the training set's");
    assertThat(result.failures().get(1)).contains("no.nii");
    assertThat(result.failures().get(2)).contains("same file name as 'good'");
  }

  @Test
  void cancelLeavesACountedSet() throws IOException {
    CancellationToken cancel = new CancellationToken();
    ProgressListener stop =
        (stage, done, total) -> {
          if (done == 1) {
            cancel.cancel();
          }
        };
    Path set = folder.resolve("set");
    List<NnunetExport.Source> sources = List.of(source("a", truth), source("b", truth));
    assertThatThrownBy(() -> NnunetExport.export(sources, set, SET, stop, cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(new ObjectMapper().readTree(set.resolve("dataset.json").toFile()).get("numTraining"))
        .hasToString("1");
  }

  @Test
  void setsOfOthersAreReadAndOddOnesAreASentence() throws IOException {
    Path set = Files.createDirectory(folder.resolve("theirs"));
    Path file = set.resolve("dataset.json");
    Files.writeString(
        file,
        """
        {"channel_names": {"0": "CT"}, "labels": {"background": 0, "b": 2, "a": 1, "ignore": 3},
         "numTraining": 0, "file_ending": ".nii.gz"}
        """);
    assertThat(NnunetDataset.read(set).labels())
        .containsExactly(Label.of(1, "a"), Label.of(2, "b"));
    for (String odd :
        List.of(
            "{",
            "{}",
            "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"a\": [1, 2]}, \"file_ending\": \"\"}",
            "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"a\": 2}, \"file_ending\": \"\"}",
            "{\"channel_names\": {}, \"labels\": {\"a\": 1}, \"file_ending\": \"\"}")) {
      Files.writeString(file, odd);
      assertThatThrownBy(() -> NnunetDataset.read(set))
          .as(odd)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString());
    }
  }
}
