package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class LabelTableTest {
  @Test
  void oneRowForEachStructure() {
    long[] size = {5, 4, 3};
    VolumeGeometry geometry = VolumeGeometry.axisAligned(size, 2, 5, 10);
    var values = ArrayImgs.unsignedShorts(size);
    var hu = ArrayImgs.shorts(size);
    values.getAt(0, 1, 1).set(7);
    values.getAt(2, 1, 1).set(7);
    hu.getAt(0, 1, 1).set((short) -100);
    hu.getAt(2, 1, 1).set((short) 300);
    LabelMap labels =
        new LabelMap(values, geometry, List.of(Label.of(7, "seen"), Label.of(9, "absent")));
    Volume<?> scan = new Volume<>(hu, geometry, VolumeInfo.inMemory("scan", Modality.CT));

    ResultsTable table =
        LabelTable.of(
            LabelStatistics.of(labels, scan, 1, CancellationToken.none()), labels.geometry());
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.getLabel(0)).isEqualTo("seen");
    assertThat(table.getValue("Voxels", 0)).isEqualTo(2);
    assertThat(table.getValue("Volume_ml", 0)).isEqualTo(0.2);
    assertThat(table.getValue("Mean", 0)).isEqualTo(100);
    assertThat(table.getValue("SD", 0)).isEqualTo(200);
    assertThat(table.getValue("Centroid_L_mm", 0)).isEqualTo(2);
    assertThat(table.getValue("Centroid_P_mm", 0)).isEqualTo(5);
    assertThat(table.getStringValue("Borders", 0)).isEqualTo("R");
    assertThat(table.getValue("Voxels", 1)).isZero();
    assertThat(table.getValue("Mean", 1)).isNaN();
  }
}
