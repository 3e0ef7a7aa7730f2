package io.github.holoseg.batch;

import io.github.holoseg.inference.Device;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.SpecDigest;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the golden tests that a model carries and keeps the certificate. */
public final class VerifyTask {
  private final Tools tools;
  private final Certificates certificates;

  VerifyTask(Tools tools, Certificates certificates) {
    this.tools = tools;
    this.certificates = certificates;
  }

  /**
   * @param arguments of {@link Operation#VERIFY_MODEL}
   * @return also if the results differ
   * @throws IOException if the model carries no golden values, or they cannot be read or run
   */
  public static Certificate run(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    return new VerifyTask(new RealTools(), Certificates.standard())
        .verify(arguments, progress, cancel);
  }

  Certificate verify(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    ModelSpec spec = tools.model(arguments.text(Parameter.MODEL), List.of(), progress, cancel);
    if (spec.tests().isEmpty()) {
      throw new IOException(
          "the model '"
              + spec.id()
              + "' carries no golden values, so there is nothing to compare with;"
              + " docs/models/README.md says how they are made");
    }
    SegmenterOptions options =
        new SegmenterOptions(
            Device.parse(arguments.text(Parameter.DEVICE)),
            SegmentOptions.threadCount(arguments.integer(Parameter.THREADS)),
            Set.of(),
            true);
    GoldenRun run = new GoldenRun(spec, options, progress, cancel);
    List<Certificate.Case> cases = new ArrayList<>();
    for (GoldenTest test : spec.tests()) {
      cases.add(run.of(test));
    }
    boolean passed = cases.stream().allMatch(Certificate.Case::passed);
    String engine = run.result().engine();
    String provider = run.result().provider();
    Certificate certificate =
        new Certificate(
            Certificates.id(spec, engine, provider),
            passed ? Certificate.VERIFIED : Certificate.DIFFERS,
            spec.id(),
            spec.version(),
            Certificates.weights(spec),
            SpecDigest.of(spec),
            engine,
            provider,
            Certificates.machine(),
            Version.TEXT,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            cases);
    certificates.write(certificate);
    return certificate;
  }
}
