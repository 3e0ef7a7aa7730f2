package io.github.holoseg.pipeline;

import io.github.holoseg.pipeline.CtFinding.Kind;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a volume is a CT that models for CT can be trusted with: its modality, its grid and its
 * values. Thread-safe.
 *
 * <p>It is asked before each run of a model that is made for CT; whatever it finds is a warning in
 * the report, but another modality, which is refused unless forced. What the reader found odd is in
 * the volume's own warnings and not repeated here.
 */
public final class CtGuard {
  /** The thickest slices that CT models are commonly trained with are 5 to 10 mm. */
  private static final double THICK_MM = 10;

  private static final int FEW = 8;

  private CtGuard() {}

  /**
   * Looks at the volume; takes well under a second for the largest scans, because of those it looks
   * at a part of the rows only.
   *
   * @param threads at least 1
   * @return empty if nothing is odd
   */
  public static List<CtFinding> examine(Volume<?> volume, int threads) {
    VolumeInfo info = volume.info();
    List<CtFinding> found = new ArrayList<>();
    CtValues values = new CtValues(ValueHistogram.of(volume, threads));
    if (info.modality() == Modality.UNKNOWN) {
      if (!values.isCertain()) {
        found.add(
            new CtFinding(
                Kind.MODALITY_UNKNOWN,
                "the file does not say what kind of scan it is; it is taken as CT values"));
      }
    } else if (info.modality() != Modality.CT) {
      found.add(
          new CtFinding(
              Kind.OTHER_MODALITY,
              "'%s' is a scan of kind %s, not CT".formatted(info.name(), info.modality())));
    }
    grid(volume, found);
    found.addAll(values.find());
    return List.copyOf(found);
  }

  private static void grid(Volume<?> volume, List<CtFinding> found) {
    String axes = volume.geometry().axisCodes();
    for (int axis = 0; axis < 3; axis++) {
      String name = "xyz".charAt(axis) + " (towards " + axes.charAt(axis) + ")";
      double spacing = volume.geometry().spacing()[axis];
      long size = volume.geometry().size(axis);
      if (spacing > THICK_MM) {
        found.add(
            new CtFinding(
                Kind.THICK,
                String.format(
                    Locale.ROOT,
                    "voxels are %.1f mm apart along %s; networks are made for at most 10 mm",
                    spacing,
                    name)));
      }
      if (size < FEW) {
        found.add(
            new CtFinding(
                Kind.FEW_SLICES,
                (size == 1 ? "there is only %d voxel" : "there are only %d voxels")
                    .concat(" along %s; a network sees too little around them")
                    .formatted(size, name)));
      }
    }
    volume
        .info()
        .assumedOrientation()
        .ifPresent(
            assumed ->
                found.add(
                    new CtFinding(
                        Kind.NO_ORIENTATION,
                        "the axes are assumed to run towards "
                            + assumed
                            + ", because the file does not say; if they do not, left and right or"
                            + " head and feet are exchanged (orientation=… tells)")));
  }
}
