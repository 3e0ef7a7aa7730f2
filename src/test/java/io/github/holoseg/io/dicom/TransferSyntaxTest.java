package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One CT slice in every transfer syntax: the lossless ones are equal voxel for voxel. */
class TransferSyntaxTest {
  private static final String IMAGES = "cornerstone/testImages/";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1",
        "BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2",
        "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99",
        "RLELosslessTransferSyntax_1.2.840.10008.1.2.5",
        "JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57",
        "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70",
        "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80",
        "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90"
      })
  void losslessEqualsThePlainFile(String name) throws IOException {
    Volume<?> plain = read("CTImage.dcm");

    Volume<?> packed = read("CTImage.dcm_" + name + ".dcm");

    assertThat(Arrays.equals(Dicoms.values(packed), Dicoms.values(plain))).isTrue();
    assertThat(packed.geometry()).isEqualTo(plain.geometry());
    assertThat(packed.info().warnings()).noneMatch(w -> w.contains("loss"));
  }

  /** The bounds are what GDCM's decoders reach on these files (.50: two of its grey values). */
  @ParameterizedTest
  @CsvSource({
    "JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91, 5",
    "JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81, 1",
    "JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51, 36",
    "JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50, 64.2193"
  })
  void lossyIsNearAndSaysSo(String name, double bound) throws IOException {
    double[] plain = Dicoms.values(read("CTImage.dcm"));

    Volume<?> packed = read("CTImage.dcm_" + name + ".dcm");

    double[] values = Dicoms.values(packed);
    double worst = 0;
    for (int i = 0; i < plain.length; i++) {
      worst = Math.max(worst, Math.abs(plain[i] - values[i]));
    }
    assertThat(worst).isGreaterThan(0).isLessThanOrEqualTo(bound);
    assertThat(packed.info().warnings()).anyMatch(w -> w.contains("compressed with loss"));
  }

  @ParameterizedTest
  @CsvSource({
    "JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53, dcmdjpeg",
    "JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55, dcmdjpeg"
  })
  void othersAreRefusedWithSyntaxAndTool(String name, String tool) {
    String uid = name.substring(name.indexOf('_', name.length() - 26) + 1);
    assertRefused("CTImage.dcm_" + name + ".dcm")
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(uid)
        .hasMessageContaining(tool);
  }

  @Test
  void fragmentsWithoutOffsetTableAreAssignedByTheirMarks() throws IOException {
    Volume<?> original = Dicoms.read(SharedData.shared("enhanced_ct"));

    Volume<?> packed = read("CT0012.fragmented_no_bot_jpeg_baseline.51.dcm");

    assertThat(packed.geometry()).isEqualTo(original.geometry());
    double[] a = Dicoms.values(original);
    double[] b = Dicoms.values(packed);
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      mean += (b[i] - a[i]) / a.length;
    }
    double spread = 0;
    for (int i = 0; i < a.length; i++) {
      spread += Math.abs(b[i] - a[i] - mean) / a.length;
    }
    // Its writer stored rescaled values plus 1024 and kept the intercept, so that all are 1023 too
    // high (GDCM reads the same). Frames cut at a wrong fragment would be far off everywhere.
    assertThat(mean).isCloseTo(1023, within(0.5));
    assertThat(spread).isLessThan(5);
  }

  @Test
  void filesWithoutPixelsAndColourImagesAreNoVolumes() {
    assertRefused("no-pixel-data.dcm")
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("SR object");
    assertRefused("no-pixel-spacing.dcm")
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("colour image (PALETTE COLOR)");
  }

  /** The file is looked for first: what skips a test must not be taken for a refusal. */
  private AbstractThrowableAssert<?, ?> assertRefused(String file) {
    SharedData.shared(IMAGES + file);
    return assertThatThrownBy(() -> read(file));
  }

  private Volume<?> read(String file) throws IOException {
    return Dicoms.read(Dicoms.alone(SharedData.shared(IMAGES + file), folder));
  }
}
