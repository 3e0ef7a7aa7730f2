package io.github.holoseg.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * What {@code models verify} found: how far this machine gives what the model's origin gives.
 *
 * @param id of the certificate; reports name it
 * @param verdict {@link #VERIFIED} or {@link #DIFFERS}
 * @param model id
 * @param version of the model
 * @param weights SHA-256 of each network file
 * @param digest hash of all that the model says about a run, see {@link
 *     io.github.holoseg.model.SpecDigest}
 * @param engine for example {@code onnxruntime 1.29.0}
 * @param provider what really ran, for example {@code CPU}
 * @param machine system and processors
 * @param holoseg version
 * @param date ISO 8601
 * @param cases one for each golden test
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Certificate(
    String id,
    String verdict,
    String model,
    String version,
    List<String> weights,
    String digest,
    String engine,
    String provider,
    String machine,
    String holoseg,
    String date,
    List<Case> cases) {

  public static final String VERIFIED = "verified";
  public static final String DIFFERS = "differs";

  /**
   * One golden test; stages that it does not carry are absent.
   *
   * @param name of the test
   * @param madeBy program and version that made the values
   * @param passed whether every stage is within its limit
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Case(
      String name,
      String madeBy,
      boolean passed,
      Values preprocessed,
      Values scores,
      Labels labels) {}

  /**
   * Numbers compared.
   *
   * @param count values
   * @param maxDifference largest absolute difference
   * @param within share of the values within the tolerance, 0 to 1
   * @param limit the tolerance and the share that is asked for, in words
   */
  public record Values(
      long count, double maxDifference, double within, String limit, boolean passed) {}

  /**
   * Label maps compared.
   *
   * @param voxels of the scan
   * @param differing voxels with another label
   * @param agreement share of equal voxels, 0 to 1
   * @param lowestDice of the labels that occur; 1 if none does
   * @param lowestLabel that has it, null if none does
   */
  public record Labels(
      long voxels,
      long differing,
      double agreement,
      double lowestDice,
      String lowestLabel,
      String limit,
      boolean passed) {}

  /** Whether every stage of every case is within its limit. */
  public boolean isVerified() {
    return verdict.equals(VERIFIED);
  }

  /** For people: a line for each stage. */
  public String toText() {
    StringBuilder t = new StringBuilder();
    for (Case c : cases) {
      t.append(c.name()).append(" (").append(c.madeBy()).append(")\n");
      values(t, "preprocessed", c.preprocessed());
      values(t, "scores", c.scores());
      if (c.labels() != null) {
        Labels l = c.labels();
        line(
            t,
            "labels",
            l.passed(),
            String.format(
                Locale.ROOT,
                "%.5f %% agree, %d of %d voxels differ, lowest Dice %.6f%s",
                100 * l.agreement(),
                l.differing(),
                l.voxels(),
                l.lowestDice(),
                l.lowestLabel() == null ? "" : " (" + l.lowestLabel() + ")"),
            l.limit());
      }
    }
    t.append(isVerified() ? "Verified" : "NOT verified: the results differ")
        .append(": ")
        .append(model)
        .append(' ')
        .append(version)
        .append(" on ")
        .append(provider)
        .append(", ")
        .append(engine)
        .append(", ")
        .append(machine)
        .append("\nCertificate ")
        .append(id)
        .append(" of ")
        .append(date);
    return t.toString().replace("\n", System.lineSeparator());
  }

  private static void values(StringBuilder t, String stage, Values v) {
    if (v != null) {
      line(
          t,
          stage,
          v.passed(),
          String.format(
              Locale.ROOT,
              "largest difference %.3g, %.4f %% of %d values within",
              v.maxDifference(),
              100 * v.within(),
              v.count()),
          v.limit());
    }
  }

  private static void line(StringBuilder t, String stage, boolean ok, String text, String limit) {
    t.append(
        String.format(
                Locale.ROOT, "  %-4s %-13s %s (asked: %s)%n", ok ? "ok" : "BAD", stage, text, limit)
            .replace(System.lineSeparator(), "\n"));
  }
}
