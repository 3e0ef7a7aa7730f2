package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The rules that ImageJ's own macro parser forces on keys. */
class ParameterTest {
  @Test
  void keysAreLowerCaseLetters() {
    assertThat(Parameter.values()).allSatisfy(p -> assertThat(p.key()).matches("[a-z]+"));
  }

  @Test
  void noKeyIsTheEndingOfAnother() {
    for (Parameter a : Parameter.values()) {
      for (Parameter b : Parameter.values()) {
        if (a != b) {
          assertThat(a.key()).doesNotEndWith(b.key());
        }
      }
    }
  }

  @Test
  void theLabelIsTheKeySoThatAnyDialogRecordsTheKey() {
    assertThat(Parameter.values())
        .allSatisfy(p -> assertThat(p.label().toLowerCase(Locale.ROOT)).isEqualTo(p.key()));
  }

  @Test
  void defaultsAreCanonical() {
    assertThat(Parameter.values())
        .allSatisfy(p -> assertThat(p.normalise(p.defaultValue())).isEqualTo(p.defaultValue()));
  }

  @Test
  void readersAreThoseThatThereAre() {
    assertThat(Parameter.READER.normalise(" NIfTI ")).isEqualTo("nifti");
    assertThatThrownBy(() -> Arguments.parse(Operation.INFO, "input=/a.nii reader=tif"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("There is no reader 'tif'; use one of bioformats, dicom,");
  }

  @Test
  void wordsAndLabelsAreUnique() {
    assertThat(Arrays.stream(Operation.values()).map(Operation::word)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Operation.values()).map(Operation::label)).doesNotHaveDuplicates();
  }
}
