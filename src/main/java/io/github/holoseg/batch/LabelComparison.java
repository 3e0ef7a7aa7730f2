package io.github.holoseg.batch;

import io.github.holoseg.measure.LabelOverlap;
import io.github.holoseg.measure.SurfaceAgreement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How well the structures of two label maps agree; what {@code compare --json} prints.
 *
 * @param status always {@code done}
 * @param labels file that was judged
 * @param reference file that it was judged by
 * @param warnings one sentence each
 * @param structures a row for each structure that is in both
 */
public record LabelComparison(
    String status, String labels, String reference, List<String> warnings, List<Row> structures) {

  public LabelComparison {
    warnings = List.copyOf(warnings);
    structures = List.copyOf(structures);
  }

  /**
   * One structure; what is undefined is null.
   *
   * @param voxels of the first
   * @param dice 0 to 1, as are precision and recall
   * @param meanSurfaceDistance mm
   * @param hausdorff95 mm
   */
  public record Row(
      String name,
      long voxels,
      long referenceVoxels,
      Double dice,
      Double precision,
      Double recall,
      Double meanSurfaceDistance,
      Double hausdorff95) {
    static Row of(LabelOverlap overlap, SurfaceAgreement surfaces) {
      return new Row(
          overlap.name(),
          overlap.voxels(),
          overlap.referenceVoxels(),
          defined(overlap.dice()),
          defined(overlap.precision()),
          defined(overlap.recall()),
          defined(surfaces.mean()),
          defined(surfaces.hausdorff95()));
    }

    private static Double defined(double value) {
      return Double.isNaN(value) ? null : value;
    }

    private String toText() {
      return dice == null
          ? name + ": in neither"
          : meanSurfaceDistance == null
              ? String.format(Locale.ROOT, "%s: Dice %.4f, not in both", name, dice)
              : String.format(
                  Locale.ROOT,
                  "%s: Dice %.4f, mean distance %.2f mm, 95 %% within %.2f mm",
                  name,
                  dice,
                  meanSurfaceDistance,
                  hausdorff95);
    }
  }

  /** For people: a line for each structure, then the warnings. */
  public String toText() {
    return Stream.concat(
            structures.stream().map(Row::toText), warnings.stream().map(w -> "Warning: " + w))
        .collect(Collectors.joining("\n  ", labels + " against " + reference + ":\n  ", ""));
  }
}
