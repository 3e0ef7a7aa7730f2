/**
 * What a scan and a label map are: voxels, geometry, labels and provenance. Immutable, no I/O.
 *
 * <p>Physical space is LPS in millimetres everywhere in Holoseg: x grows towards the patient's
 * <b>l</b>eft, y towards the back (<b>p</b>osterior), z towards the head (<b>s</b>uperior). Voxel
 * axes are x, y, z = ImgLib2 dimensions 0, 1, 2. The centre of voxel (0,0,0) lies at the origin.
 */
package io.github.holoseg.volume;
