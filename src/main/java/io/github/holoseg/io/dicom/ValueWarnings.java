package io.github.holoseg.io.dicom;

import java.util.ArrayList;
import java.util.List;

/** What the headers of a stack say that makes its values less sure than plain CT numbers. */
final class ValueWarnings {
  private ValueWarnings() {}

  static List<String> of(List<DicomFrame> frames) {
    List<String> warnings = new ArrayList<>();
    DicomFrame first = frames.get(0);
    boolean ct = first.image().modality().equals("CT");
    if (first.image().seriesUid().isEmpty()) {
      warnings.add(
          "Series Instance UID (0020,000E) is missing; the images of the folder with the same series"
              + " number are taken as one series");
    }
    if (first.isLocalizer()) {
      warnings.add("a localizer (scout view), not a volume scan");
    }
    if (first.image().isSecondaryCapture()) {
      warnings.add("a secondary capture (screen shot or film), not what the scanner measured");
    }
    if (frames.stream().anyMatch(f -> f.image().isLossy())) {
      warnings.add("the pixels were compressed with loss");
    }
    if (frames.stream().anyMatch(f -> f.image().inverted())) {
      warnings.add("MONOCHROME1 asks viewers to show the image inverted; its values are kept");
    }
    if (ct && frames.stream().anyMatch(f -> f.rescale() == null)) {
      warnings.add("a slice has no rescale slope and intercept; its values are taken as HU");
    }
    frames.stream()
        .map(DicomFrame::rescale)
        .filter(type -> ct && type != null && !type.isEmpty() && !type.equals("HU"))
        .findFirst()
        .ifPresent(type -> warnings.add("the rescale type is " + type + ", not HU"));
    return warnings;
  }
}
