package io.github.holoseg.batch;

import io.github.holoseg.inference.ort.OrtDoctor;
import io.github.holoseg.io.VolumeReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code doctor} found out about this machine.
 *
 * @param version of Holoseg
 * @param findings one each; those that are not {@code ok} say what to do
 */
public record Diagnosis(String version, List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * One thing that was looked at.
   *
   * @param topic what
   * @param value what was found
   * @param ok false if it does not work
   * @param remedy what to do about it, empty if nothing
   */
  public record Finding(String topic, String value, boolean ok, String remedy) {}

  /** Looks; loads ONNX Runtime and runs a tiny network, which takes some seconds. */
  public static Diagnosis examine() {
    Runtime runtime = Runtime.getRuntime();
    List<Finding> findings = new ArrayList<>();
    add(
        findings,
        "Java",
        System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    add(
        findings,
        "system",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    add(findings, "processors", Integer.toString(runtime.availableProcessors()));
    add(
        findings,
        "memory for Java",
        (runtime.maxMemory() >> 20) + " MB (-Xmx, or Edit>Options>Memory in ImageJ)");
    add(findings, "readers", String.join(", ", VolumeReaders.keys()));
    findings.addAll(Libraries.examine(Diagnosis.class.getClassLoader()));
    for (OrtDoctor.Finding f : OrtDoctor.examine()) {
      findings.add(new Finding(f.topic(), f.value(), f.ok(), f.remedy()));
    }
    return new Diagnosis(Version.TEXT, findings);
  }

  private static void add(List<Finding> findings, String topic, String value) {
    findings.add(new Finding(topic, value, true, ""));
  }

  /** Whether all that was looked at works. */
  public boolean isHealthy() {
    return findings.stream().allMatch(Finding::ok);
  }

  /** A line for each finding, and one more for each remedy. */
  public String toText() {
    StringBuilder text = new StringBuilder("Holoseg " + version + System.lineSeparator());
    for (Finding f : findings) {
      text.append(
          String.format(
              Locale.ROOT, "%-4s %-22s %s%n", f.ok() ? "ok" : "BAD", f.topic(), f.value()));
      if (!f.remedy().isEmpty()) {
        text.append(String.format(Locale.ROOT, "%-27s → %s%n", "", f.remedy()));
      }
    }
    return text.toString();
  }
}
