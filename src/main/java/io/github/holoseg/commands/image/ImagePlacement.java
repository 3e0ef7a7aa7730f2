package io.github.holoseg.commands.image;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Map;

/**
 * Where the slices of an ImageJ image lie in the patient: by Holoseg's own lines in the image's
 * info ({@link GeometryText}), else by the DICOM header that ImageJ kept, else by the calibration's
 * voxel sizes alone.
 *
 * @param slices indices of the stack, counted from 1, in the order of the volume's z
 * @param seriesUid null if it is not known
 * @param properties for {@link io.github.holoseg.volume.VolumeInfo}
 */
record ImagePlacement(
    int[] slices,
    VolumeGeometry geometry,
    Modality modality,
    String seriesUid,
    Map<String, String> properties) {

  static ImagePlacement of(PlacementRequest request) throws ImageException {
    ImagePlacement placement = OwnPlacement.of(request);
    if (placement == null) {
      placement = HeaderPlacement.of(request);
    }
    return placement == null ? CalibrationPlacement.of(request) : placement;
  }

  /** The place of the slices as they are stacked, for a geometry found otherwise. */
  ImagePlacement with(VolumeGeometry other) {
    return new ImagePlacement(slices, other, modality, seriesUid, properties);
  }
}
