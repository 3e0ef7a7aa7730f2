package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The one group of several that is read.
 *
 * @param group the choice
 * @param rest the others in the order of preference
 */
record SeriesChoice(FrameGroup group, List<FrameGroup> rest) {
  private static final int SHOWN = 10;

  private static final Comparator<FrameGroup> BEST =
      Comparator.comparing((FrameGroup g) -> g.first().image().isLocalizer())
          .thenComparing(g -> !g.first().image().modality().equals("CT"))
          .thenComparing(g -> -g.frames().size())
          .thenComparing(g -> -extent(g))
          .thenComparing(FrameGroup::seriesUid);

  static List<FrameGroup> bestFirst(List<FrameGroup> groups) {
    return groups.stream().sorted(BEST).toList();
  }

  /**
   * @param uid the series asked for, null for the best
   * @param member a file that the group must contain unless a series is asked for, may be null
   * @throws VolumeFormatException if the series is not there, listing those that are
   */
  static SeriesChoice of(Path source, List<FrameGroup> groups, String uid, Path member)
      throws VolumeFormatException {
    List<FrameGroup> sorted = bestFirst(groups);
    FrameGroup chosen = null;
    for (FrameGroup group : sorted) {
      boolean fits =
          uid != null ? group.seriesUid().equals(uid) : member == null || group.contains(member);
      if (fits) {
        chosen = group;
        break;
      }
    }
    if (chosen == null) {
      throw new VolumeFormatException(
          source, "series " + uid + " is not there; it holds " + describe(sorted));
    }
    List<FrameGroup> rest = new ArrayList<>(sorted);
    rest.remove(chosen);
    if (uid != null || member != null) {
      // The caller chose; only what shares the series is news.
      String same = chosen.seriesUid();
      rest.removeIf(g -> !g.seriesUid().equals(same));
    }
    return new SeriesChoice(chosen, rest);
  }

  List<String> warnings() {
    if (rest.isEmpty()) {
      return List.of();
    }
    return List.of(
        "several stacks of slices are here; read "
            + group.describe()
            + " (rule: CT first, then most slices, then largest extent), not "
            + describe(rest));
  }

  /** For the end of an error message. */
  String others() {
    return rest.isEmpty() ? "" : "; other stacks here: " + describe(rest);
  }

  private static String describe(List<FrameGroup> groups) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, groups.size()); i++) {
      parts.add(groups.get(i).describe());
    }
    String text = String.join("; ", parts);
    return groups.size() > SHOWN ? text + " and " + (groups.size() - SHOWN) + " more" : text;
  }

  /** Of the positions along the normal, in mm; 0 if they are not known. */
  private static double extent(FrameGroup group) {
    double[] orientation = group.first().orientation();
    if (orientation == null) {
      return 0;
    }
    double[] normal = SliceStack.cross(orientation);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (DicomFrame frame : group.frames()) {
      if (frame.position() == null) {
        return 0;
      }
      double height = SliceStack.dot(normal, 0, frame.position());
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    return high - low;
  }
}
