package io.github.holoseg.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.pipeline.PlausibilityFinding;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is written beside each result: what went in, what ran, what came out and how to repeat it.
 * Two runs of the same thing differ in {@code times} only. No patient's name is in it, unless it is
 * part of a path.
 *
 * @param status {@code done}, {@code failed} or {@code cancelled}
 * @param message why it failed, null when done
 * @param holoseg version of the program
 * @param input what was read, null if reading failed
 * @param model what was asked for, null if it could not be loaded
 * @param run how it went, null if it did not get that far
 * @param verification whether this machine was shown to give what the model's origin gives; null if
 *     nothing ran
 * @param output the label map, null if none was written by this run
 * @param labels volume and mean of each structure
 * @param refinement how boundaries were moved to the bones' edges; empty if none was
 * @param checks what the model's plausibility rules gave, in its order
 * @param warnings of reading and of segmenting, one sentence each
 * @param times what differs from run to run
 * @param repeat lines that do the same again
 */
@JsonPropertyOrder({
  "status",
  "message",
  "holoseg",
  "input",
  "model",
  "run",
  "verification",
  "output",
  "labels",
  "refinement",
  "checks",
  "warnings",
  "times",
  "repeat"
})
public record RunReport(
    String status,
    String message,
    String holoseg,
    Input input,
    Model model,
    Run run,
    Verification verification,
    Output output,
    List<Structure> labels,
    List<BoundaryShift> refinement,
    List<Check> checks,
    List<String> warnings,
    Times times,
    Repeat repeat) {

  /**
   * What was read; lengths in mm, LPS.
   *
   * @param path the file or folder; for an open image the one that it was opened from, or null
   * @param image title of the image that was open; absent if a file was read
   * @param sha256 of the file, see {@link SourceHash}; of an open image: of its values, little
   *     endian, x fastest, in the type that the volume has
   * @param channels the files of further channels; absent if there is one channel
   */
  public record Input(
      String path,
      @JsonInclude(JsonInclude.Include.NON_NULL) String image,
      String sha256,
      String format,
      String modality,
      String seriesInstanceUid,
      Geometry geometry,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Channel> channels) {
    public Input {
      channels = List.copyOf(channels);
    }

    /** The same with one more channel. */
    Input with(Channel channel) {
      List<Channel> all = new ArrayList<>(channels);
      all.add(channel);
      return new Input(path, image, sha256, format, modality, seriesInstanceUid, geometry, all);
    }

    static Input of(String path, String image, String sha256, Volume<?> volume) {
      return new Input(
          path,
          image,
          sha256,
          volume.info().format(),
          volume.info().modality().name(),
          volume.info().seriesInstanceUid(),
          Geometry.of(volume.geometry()),
          List.of());
    }
  }

  /** A file of a further channel. */
  public record Channel(String path, String sha256) {}

  /** Voxel axes x, y, z; mm; LPS; {@code direction} by rows, its columns are the axes. */
  public record Geometry(
      long[] size, double[] spacing, double[] origin, double[][] direction, String axes) {
    public static Geometry of(VolumeGeometry g) {
      double[][] direction = g.direction();
      for (double[] row : direction) {
        for (int axis = 0; axis < row.length; axis++) {
          row[axis] += 0.0; // of -0.0 it makes 0.0
        }
      }
      return new Geometry(g.size(), g.spacing(), g.origin(), direction, g.axisCodes());
    }
  }

  /** Which model, with the hashes of all networks that the wanted structures need. */
  public record Model(String id, String version, String name, String notice, List<String> sha256) {
    static Model of(ModelSpec spec, List<String> labels) {
      return new Model(
          spec.id(),
          spec.version(),
          spec.name(),
          spec.notice(),
          ModelParts.networks(spec, Set.copyOf(labels)).stream()
              .flatMap(network -> network.weights().stream())
              .map(Weights::sha256)
              .toList());
    }
  }

  /**
   * What ran; {@code peakMemory} in bytes, counted as the run's own buffers were made; {@code
   * networks} are the files in the order in which they ran, those of a coarse model first.
   */
  public record Run(
      String engine,
      String deviceAsked,
      String provider,
      int threads,
      int[] tileSize,
      int tiles,
      long peakMemory,
      List<Network> networks) {}

  /**
   * The certificate for just this model, runtime and provider on this machine.
   *
   * @param verdict {@code verified}, {@code differs} or {@code not verified on this machine}
   * @param certificate its id, null without one
   * @param date ISO 8601, null without one
   * @param device what ran when it was made, null without one
   */
  public record Verification(String verdict, String certificate, String date, String device) {
    static final Verification NONE =
        new Verification("not verified on this machine", null, null, null);

    static Verification of(Certificate c) {
      return new Verification(c.verdict(), c.id(), c.date(), c.provider() + ", " + c.machine());
    }
  }

  /** A network file. */
  public record Network(String file, String sha256) {}

  /**
   * The label map that this run wrote.
   *
   * @param slices the same on the original slices, if the scan was resampled; else absent
   */
  public record Output(
      String path, String sha256, @JsonInclude(JsonInclude.Include.NON_NULL) Slices slices) {}

  /** The labels on the original slices, and the file that lists where each slice lies. */
  public record Slices(String path, String sha256, String list) {}

  /**
   * A plausibility rule of the model.
   *
   * @param outcome {@code passed}, {@code failed} or {@code not evaluated}
   * @param finding one sentence with the numbers
   */
  public record Check(String rule, List<String> labels, String outcome, String finding) {
    static Check of(PlausibilityFinding finding) {
      String outcome = finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new Check(finding.rule(), finding.labels(), outcome, finding.finding());
    }
  }

  /** Seconds; {@code stages} by name, {@code network} is a part of the stage INFER. */
  public record Times(String started, double total, Map<String, Double> stages, Double network) {}

  /** The same run again, from a macro or from a shell; no shell has an open image: null. */
  public record Repeat(String macro, String commandLine) {}

  String toJson() {
    return Json.text(this);
  }
}
