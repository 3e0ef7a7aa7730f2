package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.io.dicom.DicomReader;
import io.github.holoseg.io.nifti.NiftiReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every DICOM and NIfTI file of {@code ../shared/data}, decoded by Bio-Formats 7.3.1 one by one and
 * by our readers. The exceptions are listed: they are why those readers exist, and an upgrade that
 * mends one is to be noticed.
 */
@Tag("slow")
class BioFormatsCrossCheckTest extends AbstractFormatTest {
  private static final String EQUAL = "equal";

  private static List<Path> files() throws IOException {
    Path root = SharedData.shared("README.md").getParent();
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Volume<?> ours(Path file, int volume) throws IOException {
    return VolumeReaders.read(
        file,
        ReadOptions.DEFAULT.withVolume(volume),
        ProgressListener.NONE,
        CancellationToken.none());
  }

  /** Bio-Formats' first voxels, rescaled by its own metadata, against ours. */
  private static String compare(Volume<?> ours, Raw raw, double slope, double intercept) {
    int different = 0;
    int i = 0;
    Cursor<? extends RealType<?>> c = Views.flatIterable(ours.voxels()).cursor();
    while (c.hasNext()) {
      double wanted = c.next().getRealDouble();
      double found = raw.value(i++) * slope + intercept;
      boolean same =
          Double.isNaN(wanted) && Double.isNaN(found)
              || found == wanted
              || (float) found == (float) wanted;
      different += same ? 0 : 1;
    }
    return different == 0 ? EQUAL : different + " of " + i + " differ";
  }

  /**
   * Slope and intercept from two voxels that differ: of Bio-Formats 7.3.1 they cannot be had, it
   * gives their texts as "[B@…". That they are right is the matter of our reader's own tests.
   */
  private static double[] rescaling(Volume<?> ours, Raw raw) {
    Cursor<? extends RealType<?>> c = Views.flatIterable(ours.voxels()).cursor();
    double first = c.next().getRealDouble();
    double slope = 1;
    for (int i = 1; c.hasNext(); i++) {
      double value = c.next().getRealDouble();
      if (value != first && raw.value(i) != raw.value(0)) {
        slope = (value - first) / (raw.value(i) - raw.value(0));
        break;
      }
    }
    return new double[] {slope, first - slope * raw.value(0)};
  }

  /** Bio-Formats prints the floats of NIfTI. */
  private static double exact(String text) {
    float single = Float.parseFloat(text);
    return Float.toString(single).equals(text) ? single : Double.parseDouble(text);
  }

  private static double number(Raw raw, String key, double otherwise) {
    return raw.metadata().entrySet().stream()
        .filter(e -> e.getKey().endsWith(key))
        .mapToDouble(e -> exact(e.getValue().toString().strip()))
        .findFirst()
        .orElse(otherwise);
  }

  @Test
  void storedVoxelsOfDicom() throws Exception {
    TreeMap<String, String> others = new TreeMap<>();
    int equal = 0;
    int refused = 0;
    for (Path file : files()) {
      if (new DicomReader().score(file) < 50) {
        continue;
      }
      Path alone =
          Files.createDirectories(folder.resolve(equal + "_" + refused + "_" + others.size()));
      Path copy = Files.copy(file, alone.resolve("x.dcm"));
      Volume<?> ours;
      try {
        ours = ours(copy, -1);
      } catch (IOException e) {
        refused++; // SEG, DICOMDIR, CR, a slice without thickness, retired JPEG
        continue;
      }
      String result;
      try {
        Raw raw = raw(new loci.formats.in.DicomReader(), copy, false);
        double[] line = rescaling(ours, raw);
        result = compare(ours, raw, line[0], line[1]);
      } catch (IOException | RuntimeException | loci.formats.FormatException e) {
        result = "fails: " + e.getClass().getSimpleName();
      }
      if (result.equals(EQUAL)) {
        equal++;
      } else {
        String name = file.getFileName().toString().replace(".dcm", "");
        others.put(name.substring(Math.max(0, name.indexOf("1.2.840"))), result);
      }
    }
    assertThat(others)
        .containsOnly(
            // deflated, and the two JPEG-LS
            Map.entry("1.2.840.10008.1.2.1.99", "fails: EOFException"),
            Map.entry("1.2.840.10008.1.2.4.80", "fails: ArrayIndexOutOfBoundsException"),
            Map.entry("1.2.840.10008.1.2.4.81", "fails: ArrayIndexOutOfBoundsException"),
            // JPEG of 12 bits, one file by its frames
            Map.entry("1.2.840.10008.1.2.4.51", "fails: ArrayIndexOutOfBoundsException"),
            Map.entry(
                "CT0012.fragmented_no_bot_jpeg_baseline.51",
                "fails: ArrayIndexOutOfBoundsException"),
            // lossy JPEG: rounded otherwise, 1 % of the voxels by one grey level; our line through
            // two of them is then not exact
            Map.entry("1.2.840.10008.1.2.4.50", "206459 of 262144 differ"),
            // RLE: the last voxel of every slice
            Map.entry("1.2.840.10008.1.2.5", "1 of 262144 differ"),
            // Enhanced CT: frames as stored, not by position
            Map.entry("eCT_Supplemental", "210195 of 524288 differ"));
    assertThat(equal).isGreaterThanOrEqualTo(98);
    assertThat(refused).isLessThanOrEqualTo(30);
  }

  @Test
  void bioFormatsLeavesFramesOfEnhancedCtAsTheyAreStored() throws Exception {
    Path file = SharedData.shared("enhanced_ct/eCT_Supplemental.dcm");
    Volume<?> ours = ours(file, -1);
    Raw raw = raw(file, false);
    int plane = 512 * 512;
    int i = 0;
    Cursor<? extends RealType<?>> c = Views.flatIterable(ours.voxels()).cursor();
    while (c.hasNext()) {
      double hu = c.next().getRealDouble();
      assertThat(raw.value((i + plane) % (2 * plane)) - 1024).isEqualTo(hu);
      i++;
    }
  }

  @Test
  void storedVoxelsOfNifti() throws Exception {
    TreeMap<String, String> others = new TreeMap<>();
    int equal = 0;
    for (Path file : files()) {
      if (new NiftiReader().score(file) < 100) {
        continue;
      }
      Volume<?> ours;
      try {
        ours = ours(file, -1);
      } catch (IOException e) {
        ours = ours(file, 0);
      }
      String result;
      try {
        Raw raw = raw(file, false);
        double slope = number(raw, "Scale slope", 1);
        double intercept = number(raw, "Scale intercept", 0);
        boolean scaled = slope != 0 && Double.isFinite(slope);
        result = compare(ours, raw, scaled ? slope : 1, scaled ? intercept : 0);
      } catch (IOException | RuntimeException | loci.formats.FormatException e) {
        result = "fails: " + e.getClass().getSimpleName();
      }
      if (result.equals(EQUAL)) {
        equal++;
      } else {
        others.put(file.getFileName().toString(), result);
      }
    }
    assertThat(others)
        .containsOnly(
            // NIfTI-2
            Map.entry("example_nifti2.nii.gz", "fails: ArrayIndexOutOfBoundsException"));
    assertThat(equal).isGreaterThanOrEqualTo(17);
  }

  @Test
  void bioFormatsTakesUnknownUnitsOfNiftiForMicrometres() throws Exception {
    Path file = SharedData.shared("nibabel/standard.nii.gz");
    assertThat(ours(file, -1).geometry().spacing()).containsExactly(1, 3, 2);
    assertThat(raw(file, false).mm())
        .containsExactly(new double[] {0.001, 0.003, 0.002}, within(1e-9));
  }

  @Test
  void bioFormatsDropsScalingAndPlacementOfNifti() throws Exception {
    Path file = SharedData.shared("nifti_space/ASL.nii.gz");
    Raw raw = raw(file, false);
    assertThat(raw.type()).isEqualTo("uint8");
    assertThat(number(raw, "Scale slope", 1)).isNotEqualTo(1);
    // Ours, on request: scaled, and with a warning about the placement.
    Volume<?> forced = force(file);
    assertThat(forced.info().warnings())
        .anyMatch(w -> w.contains("sform and qform are not used"))
        .anyMatch(w -> w.startsWith("no orientation"));
    assertThat(compare(ours(file, -1), raw, number(raw, "Scale slope", 1), 0)).isEqualTo(EQUAL);
  }

  @Test
  void bioFormatsOnRequestReadsOneDicomFileAndSaysWhatIsMissing() throws Exception {
    Path file = SharedData.shared("dcmqi/segmentations/ct-3slice/01.dcm");
    Volume<?> forced = force(file);
    assertThat(forced.geometry().size()).containsExactly(512, 512, 1);
    assertThat(forced.info().warnings())
        .anyMatch(w -> w.contains("one DICOM file, without rescaling"))
        .contains("no voxel size along z: 1 mm assumed")
        .anyMatch(w -> w.startsWith("no orientation"))
        .anyMatch(w -> w.startsWith("values not known"));
  }
}
