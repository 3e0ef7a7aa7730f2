package io.github.holoseg.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

/**
 * Writes label maps for other programs to read: an oblique grid in all 48 axis orders, in every
 * format. Not part of the suite: {@code mvn test -Dtest=RasterFormatsForOthers
 * -Dholoseg.others=<folder>}, then reference/raster_formats_golden.py check.
 */
class RasterFormatsForOthers {
  private static final String[] ENDINGS = {".nrrd", ".seg.nrrd", ".mha", ".mhd", ".nii.gz"};

  @Test
  void writeThem() throws IOException {
    String name = System.getProperty("holoseg.others", "");
    assumeTrue(!name.isEmpty(), "no folder given (-Dholoseg.others)");
    Path folder = Files.createDirectories(Path.of(name));
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode files = root.putArray("files");
    for (int largest : new int[] {3, 40_000}) {
      LabelMap labels = AbstractLabelMapExporterTest.oblique(largest);
      for (AxisOrder order : AxisOrder.all()) {
        LabelMap turned = labels.reoriented(order);
        for (String ending : ENDINGS) {
          Path file = folder.resolve(order + "_" + largest + ending);
          LabelMapExporters.forFile(file).export(turned, "for others", file);
          if (!ending.equals(".nii.gz")) {
            describe(turned, files.addObject().put("file", file.getFileName().toString()));
          }
        }
      }
    }
    Files.writeString(folder.resolve("expected.json"), root.toPrettyString());
  }

  private static void describe(LabelMap map, ObjectNode file) {
    ArrayNode labels = file.putArray("labels");
    for (Label label : map.labels()) {
      double[] sum = new double[3];
      long n = 0;
      Cursor<UnsignedShortType> cursor = Views.flatIterable(map.voxels()).localizingCursor();
      while (cursor.hasNext()) {
        if (cursor.next().get() == label.value()) {
          n++;
          for (int axis = 0; axis < 3; axis++) {
            sum[axis] += cursor.getLongPosition(axis);
          }
        }
      }
      double[] centre = map.geometry().toPhysical(sum[0] / n, sum[1] / n, sum[2] / n);
      ObjectNode node = labels.addObject().put("value", label.value()).put("voxels", n);
      node.put("name", label.name());
      node.putArray("centre").add(centre[0]).add(centre[1]).add(centre[2]);
      int rgb = label.argb();
      node.putArray("color").add(rgb >> 16 & 0xFF).add(rgb >> 8 & 0xFF).add(rgb & 0xFF);
      label
          .codedConcept()
          .ifPresent(c -> node.putArray("code").add(c.scheme()).add(c.code()).add(c.meaning()));
    }
  }
}
