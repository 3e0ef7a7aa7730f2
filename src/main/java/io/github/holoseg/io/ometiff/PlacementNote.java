package io.github.holoseg.io.ometiff;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What OME-XML has no place for, as pairs of a map annotation: {@code size}, {@code spacing_mm},
 * {@code origin_mm_lps} (centre of the first voxel), {@code direction_lps} (3x3, row by row,
 * columns are the voxel axes), {@code modality}, and one {@code warning} for each. Immutable.
 *
 * @param geometry of the volume as it was written
 * @param modality as it was known then; CT means that values are HU
 * @param warnings that the volume had, which a file without them would hide
 * @param assumedOrientation the value of {@link VolumeInfo#ASSUMED_ORIENTATION}, null: it was known
 */
public record PlacementNote(
    VolumeGeometry geometry, Modality modality, List<String> warnings, String assumedOrientation) {
  /** Tells the annotation from those of other programs. */
  public static final String NAMESPACE = "io.github.holoseg/placement";

  private static final int LONGEST = 4000;

  public PlacementNote {
    warnings = List.copyOf(warnings);
  }

  static List<Map.Entry<String, String>> of(Volume<?> volume) {
    VolumeGeometry g = volume.geometry();
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    pairs.add(Map.entry("frame", "LPS"));
    pairs.add(Map.entry("size", g.size(0) + " " + g.size(1) + " " + g.size(2)));
    pairs.add(Map.entry("spacing_mm", join(g.spacing())));
    pairs.add(Map.entry("origin_mm_lps", join(g.origin())));
    double[][] d = g.direction();
    pairs.add(
        Map.entry(
            "direction_lps",
            join(d[0][0], d[0][1], d[0][2], d[1][0], d[1][1], d[1][2], d[2][0], d[2][1], d[2][2])));
    pairs.add(Map.entry("modality", volume.info().modality().name()));
    String assumed = volume.info().properties().get(VolumeInfo.ASSUMED_ORIENTATION);
    if (assumed != null) {
      pairs.add(Map.entry(VolumeInfo.ASSUMED_ORIENTATION, assumed));
    }
    for (String warning : volume.info().warnings()) {
      pairs.add(Map.entry("warning", warning));
    }
    return pairs;
  }

  /**
   * @param pairs of an annotation with {@link #NAMESPACE}
   * @return empty if they are incomplete or no geometry: somebody else changed them
   */
  public static Optional<PlacementNote> parse(List<Map.Entry<String, String>> pairs) {
    try {
      double[] size = numbers(pairs, "size", 3);
      double[] d = numbers(pairs, "direction_lps", 9);
      VolumeGeometry geometry =
          new VolumeGeometry(
              new long[] {(long) size[0], (long) size[1], (long) size[2]},
              numbers(pairs, "spacing_mm", 3),
              numbers(pairs, "origin_mm_lps", 3),
              new double[][] {{d[0], d[1], d[2]}, {d[3], d[4], d[5]}, {d[6], d[7], d[8]}});
      Modality modality = Modality.valueOf(value(pairs, "modality").toUpperCase(Locale.ROOT));
      List<String> warnings = values(pairs, "warning");
      String assumed =
          values(pairs, VolumeInfo.ASSUMED_ORIENTATION).stream().findFirst().orElse(null);
      return value(pairs, "frame").equals("LPS")
          ? Optional.of(new PlacementNote(geometry, modality, warnings, assumed))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static double[] numbers(List<Map.Entry<String, String>> pairs, String key, int count) {
    double[] numbers =
        Arrays.stream(value(pairs, key).strip().split("\\s+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    if (numbers.length != count) {
      throw new IllegalArgumentException(key + " has " + numbers.length + " numbers");
    }
    return numbers;
  }

  private static String value(List<Map.Entry<String, String>> pairs, String key) {
    List<String> values = values(pairs, key);
    if (values.size() != 1 || values.get(0).length() > LONGEST) {
      throw new IllegalArgumentException(key + " is there " + values.size() + " times");
    }
    return values.get(0);
  }

  private static List<String> values(List<Map.Entry<String, String>> pairs, String key) {
    return pairs.stream().filter(p -> p.getKey().equals(key)).map(Map.Entry::getValue).toList();
  }

  private static String join(double... numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
