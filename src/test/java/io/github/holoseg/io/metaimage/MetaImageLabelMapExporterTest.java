package io.github.holoseg.io.metaimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.AbstractLabelMapExporterTest;
import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MetaImageLabelMapExporterTest {
  @Nested
  class Single extends AbstractLabelMapExporterTest {
    @Override
    protected LabelMapExporter exporter() {
      return new MetaImageLabelMapExporter();
    }

    @Override
    protected String fileName() {
      return "labels.mha";
    }

    @Test
    void typeIsTheSmallestThatFits() throws IOException {
      Path file = folder.resolve("x.mha");
      exporter().export(oblique(255), "", file);
      assertThat(VolumeReaders.read(file).voxels().getType()).isInstanceOf(UnsignedByteType.class);
      exporter().export(oblique(256), "", file);
      assertThat(VolumeReaders.read(file).voxels().getType()).isInstanceOf(UnsignedShortType.class);
    }

    @Test
    void pairIsTwoFiles() throws IOException {
      Path file = folder.resolve("Labels.MHD");
      LabelMap labels = oblique(300);
      exporter().export(labels, "made by\na test", file);
      LabelMap back = LabelMapReader.read(file);
      VolumeAssert.assertSameVoxels(back.voxels(), labels.voxels());
      assertThat(back.labels()).isEqualTo(labels.labels());
      assertThat(Files.readString(file))
          .contains("HolosegProvenance = made by a test\n")
          .endsWith("ElementDataFile = Labels.zraw\n");
      try (Stream<Path> list = Files.list(folder)) {
        assertThat(list).containsExactlyInAnyOrder(file, folder.resolve("Labels.zraw"));
      }
    }

    @Test
    void failedHeaderLeavesTheEarlierPair() throws IOException {
      Path file = folder.resolve("a.mhd");
      exporter().export(oblique(3), "", file);
      byte[] data = Files.readAllBytes(folder.resolve("a.zraw"));
      Files.delete(file);
      Files.createDirectory(file);
      assertThatThrownBy(() -> exporter().export(oblique(300), "", file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.mhd");
      assertThat(folder.resolve("a.zraw")).hasBinaryContent(data);
    }
  }
}
