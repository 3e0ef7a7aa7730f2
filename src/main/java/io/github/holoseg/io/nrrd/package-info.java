/**
 * NRRD ({@code .nrrd}, {@code .nhdr}), versions 1 to 5, and the segmentations that 3D Slicer keeps
 * in it ({@code .seg.nrrd}). Sources: the NRRD format definition of Teem; for segments, 3D Slicer's
 * vtkMRMLSegmentationStorageNode and its documentation of the TerminologyEntry tag.
 */
package io.github.holoseg.io.nrrd;
