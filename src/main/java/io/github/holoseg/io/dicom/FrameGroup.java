package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Frames that could form one volume: same series, size, spacing, orientation and kind of image. The
 * first value of the image type (original, derived) and those after the third do not separate:
 * scanners vary them within a stack. Anonymised files without a series UID belong together if they
 * lie in the same folder and have the same series number.
 */
final class FrameGroup {
  /** Direction cosines that differ by less are the same plane: 0.06 degrees. */
  private static final double SAME_DIRECTION = 1e-3;

  private final List<DicomFrame> frames;
  private final List<String> warnings;
  private final String label;
  private List<FrameGroup> siblings = List.of(this);
  private int number;

  FrameGroup(DicomFrame first) {
    this(new ArrayList<>(List.of(first)), List.of());
  }

  FrameGroup(List<DicomFrame> frames, List<String> warnings) {
    this(frames, warnings, "");
  }

  /**
   * @param warnings what was done to get it
   * @param label what tells it from others at the same positions, empty if there are none
   */
  FrameGroup(List<DicomFrame> frames, List<String> warnings, String label) {
    this.frames = frames;
    this.warnings = List.copyOf(warnings);
    this.label = label;
  }

  /** Makes groups at the same positions known to each other, as volumes 0, 1, 2 … */
  static void relate(List<FrameGroup> stacks) {
    stacks.forEach(stack -> stack.siblings = List.copyOf(stacks));
  }

  /** Groups at the same positions, this one among them; usually only this one. */
  List<FrameGroup> siblings() {
    return siblings;
  }

  /** Which of the siblings it is, from 0. */
  int volume() {
    return siblings.indexOf(this);
  }

  String label() {
    return label;
  }

  List<DicomFrame> frames() {
    return frames;
  }

  List<String> warnings() {
    return warnings;
  }

  /**
   * Numbers the groups of each series UID from 1 in the given order, unless it is the only one;
   * those without a UID always, or nobody could ask for them.
   */
  static void number(List<FrameGroup> groups) {
    Map<String, List<FrameGroup>> series =
        groups.stream().collect(Collectors.groupingBy(FrameGroup::seriesUid));
    series.forEach(
        (uid, stacks) -> {
          for (int i = 0; i < stacks.size() && (stacks.size() > 1 || uid.isEmpty()); i++) {
            stacks.get(i).number = i + 1;
          }
        });
  }

  /** The series UID, with {@code #n} behind it if the series holds several groups. */
  String id() {
    return number == 0 ? seriesUid() : seriesUid() + "#" + number;
  }

  DicomFrame first() {
    return frames.get(0);
  }

  String seriesUid() {
    return first().image().seriesUid();
  }

  /** Puts the frame into the group it belongs to, or into a new one. */
  static void sortIn(DicomFrame frame, List<FrameGroup> groups) {
    for (FrameGroup group : groups) {
      if (group.accepts(frame)) {
        group.frames.add(frame);
        return;
      }
    }
    groups.add(new FrameGroup(frame));
  }

  private boolean accepts(DicomFrame other) {
    DicomImage a = first().image();
    DicomImage b = other.image();
    return sameSeries(a, b)
        && a.format().rows() == b.format().rows()
        && a.format().columns() == b.format().columns()
        && a.modality().equals(b.modality())
        && first().kind().equals(other.kind())
        && same(first().spacingX(), other.spacingX())
        && same(first().spacingY(), other.spacingY())
        && same(first().orientation(), other.orientation());
  }

  private static boolean sameSeries(DicomImage a, DicomImage b) {
    if (!a.seriesUid().isEmpty() || !b.seriesUid().isEmpty()) {
      return a.seriesUid().equals(b.seriesUid());
    }
    return a.header().file().getParent().equals(b.header().file().getParent())
        && a.header()
            .data()
            .text(Tag.SERIES_NUMBER)
            .equals(b.header().data().text(Tag.SERIES_NUMBER));
  }

  private static boolean same(double a, double b) {
    return Double.isNaN(a) ? Double.isNaN(b) : Math.abs(a - b) <= 1e-4 * a;
  }

  private static boolean same(double[] a, double[] b) {
    if (a == null || b == null) {
      return a == b;
    }
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > SAME_DIRECTION) {
        return false;
      }
    }
    return true;
  }

  boolean contains(Path file) {
    return frames.stream().anyMatch(f -> f.image().header().file().equals(file));
  }

  /** For messages, for example {@code 1.2.3 (CT AXIAL, 20 slices of 512x512, "Abdomen")}. */
  String describe() {
    DicomImage image = first().image();
    String description = image.header().data().text(Tag.SERIES_DESCRIPTION);
    return id()
        + " ("
        + (seriesUid().isEmpty() ? "without UID, " : "")
        + (image.modality() + " " + first().kind()).strip()
        + ", "
        + frames.size()
        + (frames.size() == 1 ? " slice of " : " slices of ")
        + image.format().columns()
        + "x"
        + image.format().rows()
        + (description.isEmpty() ? "" : ", \"" + OneLine.beginning(description, 64) + "\"")
        + (label.isEmpty() ? "" : ", " + label)
        + ")";
  }
}
