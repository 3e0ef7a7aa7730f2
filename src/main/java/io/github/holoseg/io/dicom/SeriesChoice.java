package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one group of several that is read.
 *
 * @param group the choice
 * @param rest the others in the order of preference; if the caller chose, only those of the series
 * @param byRule whether nobody chose
 */
record SeriesChoice(FrameGroup group, List<FrameGroup> rest, boolean byRule) {
  private static final int SHOWN = 5;
  private static final int SHOWN_IN_WARNING = 2;

  private static final String RULE =
      "by the rule: no localizer or screen shot, CT, most slices, largest extent, most pixels";

  private static final Comparator<FrameGroup> BEST =
      Comparator.comparing((FrameGroup g) -> g.first().isLocalizer())
          .thenComparing(g -> g.first().image().isSecondaryCapture())
          .thenComparing(g -> !g.first().image().modality().equals("CT"))
          .thenComparing(g -> -g.frames().size())
          .thenComparing(g -> -extent(g))
          .thenComparing(g -> -g.first().image().format().pixels())
          .thenComparing(FrameGroup::seriesUid);

  /** By the rule; volumes at the same positions stay together, in their own order. */
  static List<FrameGroup> bestFirst(List<FrameGroup> groups) {
    return groups.stream()
        .sorted(
            Comparator.comparing((FrameGroup g) -> g.siblings().get(0), BEST)
                .thenComparing(FrameGroup::volume))
        .toList();
  }

  /**
   * @param sorted all groups, best first
   * @param id the series asked for: its UID, or with {@code #n} the n-th group of it; null for the
   *     best
   * @param volume which of several volumes at the same positions, from 0; −1: there must be one
   * @param member a file that the group must contain unless a series is asked for, may be null
   * @throws VolumeFormatException if it is not there, or not clear, listing what is there
   */
  static SeriesChoice of(Path source, List<FrameGroup> sorted, String id, int volume, Path member)
      throws VolumeFormatException {
    FrameGroup chosen = null;
    for (FrameGroup group : sorted) {
      boolean fits =
          id != null
              ? group.seriesUid().equals(id) || group.id().equals(id)
              : member == null || group.contains(member);
      if (fits) {
        chosen = group;
        break;
      }
    }
    if (chosen == null && id == null) {
      throw new VolumeFormatException(
          member, "is a copy of another slice in its folder; name that one, or the folder");
    }
    if (chosen == null) {
      throw new VolumeFormatException(
          source, "series " + id + " is not there; it holds " + describe(sorted));
    }
    boolean exact = id == null ? member != null : !chosen.seriesUid().equals(id);
    chosen = volume(source, chosen, volume, exact);
    List<FrameGroup> rest = new ArrayList<>(sorted);
    rest.remove(chosen);
    if (id != null || member != null) {
      // The caller chose; only what shares the series is news.
      String same = chosen.seriesUid();
      rest.removeIf(g -> !g.seriesUid().equals(same));
    }
    return new SeriesChoice(chosen, rest, id == null && member == null);
  }

  private static FrameGroup volume(Path source, FrameGroup group, int volume, boolean exact)
      throws VolumeFormatException {
    List<FrameGroup> volumes = group.siblings();
    if (volume >= volumes.size()) {
      throw new VolumeFormatException(
          source,
          "there is no volume "
              + volume
              + ", counted from 0, in series "
              + group.describe()
              + (volumes.size() == 1 ? ", which is one volume" : listed(volumes)));
    }
    if (volume < 0 && volumes.size() > 1 && !exact) {
      throw new VolumeFormatException(
          source,
          "series "
              + group.seriesUid()
              + " holds "
              + volumes.size()
              + " volumes at the same positions"
              + listed(volumes)
              + "; choose one with volume=0 to "
              + (volumes.size() - 1));
    }
    return volume < 0 ? group : volumes.get(volume);
  }

  private static String listed(List<FrameGroup> volumes) {
    String shown =
        volumes.stream()
            .limit(2L * SHOWN)
            .map(g -> g.volume() + ": " + g.label() + ", " + g.frames().size() + " slices")
            .collect(Collectors.joining("; "));
    int more = volumes.size() - 2 * SHOWN;
    return " (" + shown + (more > 0 ? "; and " + more + " more" : "") + ")";
  }

  List<String> warnings() {
    if (rest.isEmpty()) {
      return List.of();
    }
    return List.of(
        "1 of "
            + (rest.size() + 1)
            + " stacks of slices is read"
            + (byRule ? " (" + RULE + ")" : "")
            + ": "
            + group.describe()
            + "; not read: "
            + describe(rest, SHOWN_IN_WARNING));
  }

  /** For the end of an error message. */
  String others() {
    return rest.isEmpty() ? "" : "; other stacks here: " + describe(rest);
  }

  private static String describe(List<FrameGroup> groups) {
    return describe(groups, SHOWN);
  }

  private static String describe(List<FrameGroup> groups, int most) {
    String text =
        groups.stream().limit(most).map(FrameGroup::describe).collect(Collectors.joining("; "));
    return groups.size() > most ? text + " and " + (groups.size() - most) + " more" : text;
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
