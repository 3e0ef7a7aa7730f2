package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.ometiff.PlacementNote;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import loci.formats.meta.IMetadata;
import ome.xml.meta.OMEXMLMetadataRoot;
import ome.xml.model.MapPair;

/**
 * Where the voxels lie, and what they are: from Holoseg's own annotation if the file has one, else
 * from the user, else assumed.
 *
 * @param source what placed them, for the volume's properties
 */
record Placement(VolumeGeometry geometry, Modality modality, String source) {
  /** Sizes in OME-XML may have been rounded by another program. */
  private static final double SAME_SPACING = 1e-4;

  private static final String NO_ORIENTATION =
      "no orientation: axes assumed L, P, S; left and right may be exchanged";

  private static final String NOT_HU = "values not known to be HU: taken as stored";

  /**
   * @param spacing in mm
   * @param warnings what had to be assumed is added
   */
  static Placement of(
      IMetadata metadata,
      long[] size,
      double[] spacing,
      ReadOptions options,
      List<String> warnings) {
    Optional<PlacementNote> note = note(metadata);
    if (note.isPresent() && isOf(note.get().geometry(), size, spacing)) {
      warnings.addAll(note.get().warnings());
      if (note.get().modality() == Modality.UNKNOWN) {
        warnings.add(NOT_HU);
      }
      return new Placement(note.get().geometry(), note.get().modality(), "annotation");
    }
    if (note.isPresent()) {
      warnings.add(
          "the file says where it lies, but for a volume of another size ("
              + note.get().geometry()
              + "): it was changed by another program, and this is not used");
    }
    VolumeGeometry geometry = VolumeGeometry.axisAligned(size, spacing);
    String source = "assumption";
    if (options.orientation() != null) {
      geometry = along(options.orientation(), size, spacing);
      source = "orientation " + options.orientation().axisCodes();
    } else {
      warnings.add(NO_ORIENTATION);
    }
    warnings.add(NOT_HU);
    return new Placement(geometry, Modality.UNKNOWN, source);
  }

  /** A grid whose axes point along the given ones, the first voxel at the physical origin. */
  private static VolumeGeometry along(AxisOrder order, long[] size, double[] spacing) {
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      direction[order.physicalAxis(axis)][axis] = order.isFlipped(axis) ? -1 : 1;
    }
    return new VolumeGeometry(size, spacing, new double[3], direction);
  }

  private static boolean isOf(VolumeGeometry geometry, long[] size, double[] spacing) {
    boolean same = Arrays.equals(geometry.size(), size);
    for (int axis = 0; axis < 3; axis++) {
      double noted = geometry.spacing()[axis];
      same &= Math.abs(noted - spacing[axis]) <= SAME_SPACING * noted;
    }
    return same;
  }

  private static Optional<PlacementNote> note(IMetadata metadata) {
    // Asked for the number of annotations, metadata without any throws a NullPointerException.
    boolean any =
        metadata.getRoot() instanceof OMEXMLMetadataRoot root
            && root.getStructuredAnnotations() != null;
    for (int i = 0; any && i < metadata.getMapAnnotationCount(); i++) {
      if (PlacementNote.NAMESPACE.equals(metadata.getMapAnnotationNamespace(i))) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (MapPair pair : metadata.getMapAnnotationValue(i)) {
          pairs.add(Map.entry(pair.getName(), pair.getValue()));
        }
        return PlacementNote.parse(pairs);
      }
    }
    return Optional.empty();
  }
}
