package io.github.holoseg.io.dicom;

import java.util.ArrayList;
import java.util.List;

/**
 * An element that tells apart images of one series at the same place: time points, cardiac and
 * respiratory phases, energies, reconstructions.
 */
record FrameAttribute(String name, int sequence, int tag, Coding coding) {
  /** How the value is written. */
  private enum Coding {
    TEXT,
    /** A whole number, or a number of 64 bits with fractions. */
    BINARY,
    /** A number of 32 bits with fractions (FL). */
    FLOAT
  }

  private FrameAttribute(String name, int sequence, int tag) {
    this(name, sequence, tag, Coding.TEXT);
  }

  private static final int FRAME_CONTENT = Tag.FRAME_CONTENT_SEQUENCE;
  private static final int CARDIAC = Tag.CARDIAC_SYNCHRONIZATION_SEQUENCE;
  private static final int RESPIRATORY = Tag.RESPIRATORY_SYNCHRONIZATION_SEQUENCE;

  /** Those that say most about the meaning first; the times of single images last. */
  static final List<FrameAttribute> ALL =
      List.of(
          new FrameAttribute("Temporal Position Index", FRAME_CONTENT, 0x00209128, Coding.BINARY),
          new FrameAttribute("Temporal Position Identifier", 0, 0x00200100),
          new FrameAttribute("Cardiac Phase %", CARDIAC, 0x00209241, Coding.FLOAT),
          new FrameAttribute("Cardiac Trigger Delay", CARDIAC, 0x00209153, Coding.BINARY),
          new FrameAttribute("Respiratory Phase %", RESPIRATORY, 0x00209245, Coding.FLOAT),
          new FrameAttribute("Trigger Time", 0, 0x00181060),
          new FrameAttribute("Stack ID", FRAME_CONTENT, 0x00209056),
          new FrameAttribute("KVP", 0, Tag.KVP),
          new FrameAttribute("Convolution Kernel", 0, Tag.CONVOLUTION_KERNEL),
          new FrameAttribute("Echo Time", 0, 0x00180081),
          new FrameAttribute("Diffusion b-value", 0, 0x00189087, Coding.BINARY),
          new FrameAttribute("Image Type", 0, Tag.IMAGE_TYPE),
          new FrameAttribute("Acquisition Number", 0, 0x00200012),
          new FrameAttribute("Frame Acquisition Number", FRAME_CONTENT, 0x00209156, Coding.BINARY),
          new FrameAttribute("Series Description", 0, Tag.SERIES_DESCRIPTION),
          new FrameAttribute("Acquisition Date and Time", 0, 0x0008002A),
          new FrameAttribute("Acquisition Time", 0, 0x00080032),
          new FrameAttribute("Content Time", 0, 0x00080033));

  /** The value in the frame's own group of an enhanced file, else in the file; may be empty. */
  String of(DicomFrame frame) {
    List<DicomDataset> places = new ArrayList<>();
    if (frame.own() != null) {
      places.addAll(frame.own().items(sequence));
    }
    DicomDataset data = frame.image().header().data();
    places.addAll(data.items(sequence));
    places.add(data);
    for (DicomDataset place : places) {
      if (place.has(tag)) {
        return switch (coding) {
          case TEXT -> place.text(tag);
          case BINARY -> place.number(tag);
          case FLOAT -> place.real(tag);
        };
      }
    }
    return "";
  }
}
