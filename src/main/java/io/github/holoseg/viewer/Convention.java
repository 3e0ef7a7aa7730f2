package io.github.holoseg.viewer;

/** From where the axial and the coronal plane are looked at. */
public enum Convention {
  /** From the feet and from the front: the patient's right is on the picture's left. */
  RADIOLOGICAL,
  /** From the head and from behind: the patient's right is on the picture's right. */
  NEUROLOGICAL
}
