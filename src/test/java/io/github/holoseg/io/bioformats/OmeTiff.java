package io.github.holoseg.io.bioformats;

import java.io.IOException;
import java.nio.file.Path;
import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.ImageWriter;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;
import ome.units.quantity.Length;
import ome.units.unit.Unit;

/** Writes OME-TIFFs with Bio-Formats, one series after the other. */
final class OmeTiff {
  private final IMetadata metadata = MetadataTools.createOMEXMLMetadata();
  private int series;

  /**
   * Adds a series; {@code pixelType} is one of {@link FormatTools}, channels are {@code rgb}
   * samples each.
   */
  OmeTiff series(int[] xyzct, int pixelType, boolean little, int rgb) {
    MetadataTools.populateMetadata(
        metadata,
        series++,
        "series",
        little,
        "XYZCT",
        FormatTools.getPixelTypeString(pixelType),
        xyzct[0],
        xyzct[1],
        xyzct[2],
        xyzct[3],
        xyzct[4],
        rgb);
    return this;
  }

  /** Physical sizes of the last series; null leaves one out. */
  OmeTiff sizes(Unit<ome.units.quantity.Length> unit, Double x, Double y, Double z) {
    if (x != null) {
      metadata.setPixelsPhysicalSizeX(new Length(x, unit), series - 1);
    }
    if (y != null) {
      metadata.setPixelsPhysicalSizeY(new Length(y, unit), series - 1);
    }
    if (z != null) {
      metadata.setPixelsPhysicalSizeZ(new Length(z, unit), series - 1);
    }
    return this;
  }

  /** One {@code byte[][]} of planes for each series. */
  Path write(Path file, byte[][]... planes) throws IOException {
    try (ImageWriter writer = new ImageWriter()) {
      writer.setMetadataRetrieve(metadata);
      writer.setId(file.toString());
      for (int s = 0; s < planes.length; s++) {
        writer.setSeries(s);
        for (int i = 0; i < planes[s].length; i++) {
          writer.saveBytes(i, planes[s][i]);
        }
      }
    } catch (FormatException e) {
      throw new IOException(e);
    }
    return file;
  }
}
