package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.inference.ort.OrtDoctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrtDoctorTest {
  @Test
  void reportsVersionProvidersAndAWorkingCpu() {
    List<Finding> findings = OrtDoctor.examine();
    assertThat(findings)
        .extracting(Finding::topic)
        .contains("ONNX Runtime", "Providers in this build", "CPU", "CUDA");
    assertThat(findings)
        .filteredOn(f -> f.topic().equals("ONNX Runtime"))
        .first()
        .satisfies(f -> assertThat(f.value()).isEqualTo("1.29.0"));
    assertThat(findings)
        .filteredOn(f -> f.topic().equals("CPU"))
        .first()
        .satisfies(f -> assertThat(f.value()).isEqualTo("a 3-D convolution runs on CPU"));
    assertThat(findings).allSatisfy(f -> assertThat(f.ok() || !f.remedy().isEmpty()).isTrue());
  }
}
