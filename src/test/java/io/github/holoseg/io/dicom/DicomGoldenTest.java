package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real series: voxels and geometry as SimpleITK and pydicom read them (dicom_golden.py). */
class DicomGoldenTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "totalsegmentator, totalsegmentator/example_ct_dicom",
    "dcmqi_ct_3slice, dcmqi/segmentations/ct-3slice",
    "dcmqi_23, dcmqi/segmentations/23x38x3/image",
    "dcmqi_24, dcmqi/segmentations/24x38x3/image",
    "rt_utils_oriented, rt_utils/oriented_data",
    "pydicom_ct5n, pydicom/dicomdirtests/98892001/CT5N",
    "enhanced_ct, enhanced_ct"
  })
  void equalsTheReferenceReader(String name, String path) throws IOException {
    Volume<?> volume = Dicoms.read(SharedData.shared(path));

    JsonNode expected = golden(name);
    assertVoxels(volume, expected);
    VolumeGeometry geometry = volume.geometry();
    double[] spacing = geometry.spacing();
    for (int axis = 0; axis < 3; axis++) {
      assertThat(spacing[axis]).isCloseTo(number(expected, "spacing", axis), within(1e-6));
      assertThat(geometry.origin()[axis]).isCloseTo(number(expected, "origin", axis), within(1e-9));
      for (int row = 0; row < 3; row++) {
        assertThat(geometry.direction()[row][axis])
            .isCloseTo(expected.get("direction").get(row).get(axis).asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void aSingleSliceTakesItsThicknessAsSpacing() throws IOException {
    Path file = SharedData.shared("cornerstone/testImages/CTImage.dcm");

    Volume<?> volume = Dicoms.read(Dicoms.alone(file, folder));

    assertVoxels(volume, golden("cornerstone"));
    // The reference takes Spacing Between Slices, which describes neighbours that are not here.
    assertThat(volume.geometry().spacing()).containsExactly(0.675781, 0.675781, 5.0);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("a single slice"));
  }

  static JsonNode golden(String name) throws IOException {
    try (InputStream in = DicomGoldenTest.class.getResourceAsStream("/golden/dicom/series.json")) {
      return new ObjectMapper().readTree(in).get(name);
    }
  }

  private static double number(JsonNode node, String key, int index) {
    return node.get(key).get(index).asDouble();
  }

  private static void assertVoxels(Volume<?> volume, JsonNode expected) {
    long[] size = volume.geometry().size();
    for (int axis = 0; axis < 3; axis++) {
      assertThat(size[axis]).isEqualTo(expected.get("size").get(axis).asLong());
    }
    boolean integer = expected.get("integer").asBoolean();
    assertThat(volume.voxels().getType()).isInstanceOf(integer ? ShortType.class : FloatType.class);
    double[] values = Dicoms.values(volume);
    for (JsonNode probe : expected.get("voxels")) {
      int index =
          (int)
              ((probe.get(2).asLong() * size[1] + probe.get(1).asLong()) * size[0]
                  + probe.get(0).asLong());
      assertThat(values[index]).isCloseTo(probe.get(3).asDouble(), within(1e-6));
    }
    assertThat(crc(values, integer)).isEqualTo(expected.get("crc32").asLong());
  }

  private static long crc(double[] values, boolean integer) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (integer ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (integer) {
        bytes.putShort((short) value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return crc.getValue();
  }
}
