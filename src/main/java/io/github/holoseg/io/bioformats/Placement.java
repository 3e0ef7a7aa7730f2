package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.ometiff.PlacementNote;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
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
 */
final class Placement {
  /** Sizes in OME-XML may have been rounded by another program. */
  private static final double SAME_SPACING = 1e-4;

  private Placement() {}

  /**
   * The geometry; what had to be assumed is added to the warnings, what is known to the facts.
   *
   * @throws VolumeFormatException if a voxel size is not one of a scanner's
   */
  static VolumeGeometry of(IMetadata metadata, StoredImage image, ReadOptions options)
      throws VolumeFormatException {
    Optional<PlacementNote> note = note(metadata);
    boolean ours = note.isPresent() && isOf(note.get().geometry(), image);
    VolumeGeometry geometry;
    if (ours) {
      geometry = note.get().geometry();
      image.warnings.addAll(note.get().warnings());
      image.modality = note.get().modality();
      image.unitKnown = image.modality != Modality.UNKNOWN;
      image.properties.put("placed_by", "annotation");
      if (note.get().assumedOrientation() != null) {
        image.properties.put(VolumeInfo.ASSUMED_ORIENTATION, note.get().assumedOrientation());
      }
    } else {
      note.ifPresent(
          n ->
              image.warnings.add(
                  "the file says where it lies, but for a volume of another size ("
                      + n.geometry()
                      + "): another program changed it, so this is not used"));
      try {
        geometry = withoutNote(image, options.orientation());
      } catch (IllegalArgumentException e) {
        throw image.refusal("is damaged or in another unit than it says: " + e.getMessage());
      }
    }
    if (!image.unitKnown) {
      image.warnings.add("values not known to be HU: taken as stored");
    }
    return geometry;
  }

  private static VolumeGeometry withoutNote(StoredImage image, AxisOrder order) {
    double[] spacing = image.spacing.clone();
    for (int axis = 0; axis < 3; axis++) {
      if (Double.isNaN(spacing[axis])) {
        spacing[axis] = 1;
        image.warnings.add("no voxel size along " + "xyz".charAt(axis) + ": 1 mm assumed");
      }
    }
    if (order == null) {
      image.properties.put("placed_by", "assumption");
      image.properties.put(VolumeInfo.ASSUMED_ORIENTATION, "LPS");
      image.warnings.add("no orientation: axes assumed L, P, S; left and right may be exchanged");
      return VolumeGeometry.axisAligned(image.size, spacing);
    }
    image.properties.put("placed_by", "orientation " + order.axisCodes());
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      direction[order.physicalAxis(axis)][axis] = order.isFlipped(axis) ? -1 : 1;
    }
    return new VolumeGeometry(image.size, spacing, new double[3], direction);
  }

  private static boolean isOf(VolumeGeometry geometry, StoredImage image) {
    boolean same = Arrays.equals(geometry.size(), image.size);
    for (int axis = 0; axis < 3; axis++) {
      double noted = geometry.spacing()[axis];
      same &= Math.abs(noted - image.spacing[axis]) <= SAME_SPACING * noted;
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
