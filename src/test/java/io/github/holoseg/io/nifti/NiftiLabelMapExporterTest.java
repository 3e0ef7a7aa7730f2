package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.AbstractLabelMapExporterTest;
import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NiftiLabelMapExporterTest {
  @Nested
  class Packed extends AbstractLabelMapExporterTest {
    @Override
    protected LabelMapExporter exporter() {
      return new NiftiLabelMapExporter();
    }

    @Override
    protected String fileName() {
      return "labels.nii.gz";
    }
  }

  @Nested
  class Plain extends AbstractLabelMapExporterTest {
    @Override
    protected LabelMapExporter exporter() {
      return new NiftiLabelMapExporter();
    }

    @Override
    protected String fileName() {
      return "labels.nii";
    }

    @Test
    void typeIsTheSmallestThatFits() throws IOException {
      Path file = folder.resolve("x.nii");
      exporter().export(oblique(255), "", file);
      assertThat(VolumeReaders.read(file).voxels().getType()).isInstanceOf(UnsignedByteType.class);
      exporter().export(oblique(256), "", file);
      assertThat(VolumeReaders.read(file).voxels().getType()).isInstanceOf(UnsignedShortType.class);
    }

    @Test
    void unlistedLargeValueIsNotCutOff() throws IOException {
      Path file = folder.resolve("x.nii");
      LabelMap listed = oblique(300);
      LabelMap unlisted =
          new LabelMap(listed.voxels(), listed.geometry(), listed.labels().subList(1, 3));
      exporter().export(unlisted, "", file);
      VolumeAssert.assertSameVoxels(VolumeReaders.read(file).voxels(), listed.voxels());
    }

    @Test
    void qformAloneGivesTheSamePlaceInAll48Orders() throws IOException {
      Path file = folder.resolve("x.nii");
      for (AxisOrder order : AxisOrder.all()) {
        LabelMap turned = oblique(3).reoriented(order);
        exporter().export(turned, "", file);
        Volume<?> both = VolumeReaders.read(file);
        assertThat(both.info().warnings()).isEmpty();
        assertThat(both.info().properties())
            .containsAllEntriesOf(
                Map.of("sform_code", "1", "qform_code", "1", "placed_by", "sform"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[254] = 0;
        Files.write(file, bytes);
        Volume<?> byQform = VolumeReaders.read(file);
        assertThat(byQform.info().properties()).containsEntry("placed_by", "qform");
        VolumeAssert.assertSamePlace(byQform.geometry(), turned.geometry(), 1e-3);
      }
    }

    @Test
    void descriptionIsCutTo79Characters() throws IOException {
      Path file = folder.resolve("x.nii");
      exporter().export(oblique(3), "\u00fc" + "x".repeat(200), file);
      Volume<?> volume = VolumeReaders.read(file);
      assertThat(volume.info().properties()).containsEntry("description", "?" + "x".repeat(78));
      assertThat(volume.info().properties().get("labels")).contains("\u00fc" + "x".repeat(200));
    }
  }
}
