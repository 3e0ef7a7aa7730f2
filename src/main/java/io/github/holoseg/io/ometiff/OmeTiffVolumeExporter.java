package io.github.holoseg.io.ometiff;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.VolumeExporter;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.PlaneSource;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes volumes as OME-TIFF (schema 2016-06): one page per slice, deflate with horizontal
 * differences, little-endian, BigTIFF where 4 GiB might not do. Values keep their type and sign;
 * voxel sizes are in mm; what OME-XML cannot say is in a {@link PlacementNote}. The same volume
 * gives the same bytes.
 */
public final class OmeTiffVolumeExporter implements VolumeExporter {
  /** Classic TIFF counts bytes with 32 bits. */
  private static final long CLASSIC_LIMIT = 1L << 32;

  /** Room for the directories of one page, beside its voxels. */
  private static final long PER_PAGE = 1 << 12;

  /** And for 32-bit offset and size of each strip: not more than this share of the voxels. */
  private static final int STRIP_SHARE = 256;

  private final long classicLimit;

  public OmeTiffVolumeExporter() {
    this(CLASSIC_LIMIT);
  }

  OmeTiffVolumeExporter(long classicLimit) {
    this.classicLimit = classicLimit;
  }

  @Override
  public String key() {
    return "ometiff";
  }

  @Override
  public List<String> endings() {
    return List.of(".ome.tif", ".ome.tiff");
  }

  /**
   * @throws VolumeFormatException for 64-bit integers, which OME-TIFF does not have, and for sizes
   *     beyond 2^31 - 1
   */
  @Override
  public void export(Volume<?> volume, Path target) throws IOException {
    PlaneSource planes = new PlaneSource(volume.voxels());
    SampleType type = planes.type();
    if (type.isInteger() && type.bytes() == 8) {
      throw new VolumeFormatException(
          target, "OME-TIFF has no 64-bit integers; write such a volume as NIfTI");
    }
    long depth = volume.geometry().size(2);
    if (depth > Integer.MAX_VALUE) {
      throw new VolumeFormatException(
          target, "OME-TIFF holds at most 2147483647 slices, the volume is " + volume.geometry());
    }
    String xml = OmeXml.of(volume, type);
    AtomicFile.write(
        target,
        out -> {
          TiffWriter tiff =
              new TiffWriter(
                  out, volume.geometry(), type, needsBig(volume, type, 4L * xml.length()), xml);
          for (long z = 0; z < depth; z++) {
            tiff.page(planes.bytes(z), z == depth - 1);
          }
        });
  }

  /** By the size without compression: the real one is known too late. */
  private boolean needsBig(Volume<?> volume, SampleType type, long description) {
    double voxels = (double) volume.geometry().voxelCount() * type.bytes();
    double most =
        voxels * (1 + 1.0 / STRIP_SHARE) + PER_PAGE * volume.geometry().size(2) + description;
    return most > classicLimit;
  }
}
