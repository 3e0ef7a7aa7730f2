/**
 * CT series from DICOM files, read in plain Java.
 *
 * <p>The way of a folder: {@code DicomParser} reads the header of each file once and notes where
 * the pixels lie; {@code FrameExtractor} turns it into frames (one for a classic file, several for
 * an enhanced one); {@code DicomSeriesScanner} gathers frames into groups; {@code SliceStack} sorts
 * a group along the slice normal and judges its geometry; {@code VolumeAssembler} decodes the
 * pixels slice by slice, through one {@code PixelDecoder} per compression, into the volume's array.
 * Sheared or uneven slices go through {@code SliceRectifier} onto a {@code RectifiedGrid}, if
 * asked.
 *
 * <p>Names, identifiers and dates of patients are not kept past the parser.
 */
package io.github.holoseg.io.dicom;
