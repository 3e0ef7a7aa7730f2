/**
 * Volumes as OME-TIFF, without Bio-Formats: a TIFF writer of our own and the annotation that keeps
 * what OME-XML has no place for (origin, directions, modality).
 */
package io.github.holoseg.io.ometiff;
