package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import ij.plugin.frame.Recorder;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ImageJ's own recorder makes of a dialog's values, our parser reads as the same values. */
class RecorderTest {
  @AfterEach
  void forget() {
    Recorder.resetCommandOptions();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input=/a/b.nii output=/out/l.nii.gz",
        "input=[/my ct/scan 1.nii.gz] output=[/out dir/l.nii.gz] force=true",
        "input=[C:\\data\\my ct\\] output=C:\\out\\l.nii.gz labels=femur_left,sacrum threads=4",
        "input=[/data/model=3/x [1] y.nii] output=/o.nii model=[my model] device=cuda:1",
        "input=it's output=[a = b]"
      })
  void recordedOptionsReplay(String options) {
    Arguments arguments = Arguments.parse(Operation.SEGMENT, options);
    Recorder.recordOption("Force"); // what a dialog's ticked box records by itself
    OperationDialog.record(arguments);
    String recorded = Recorder.getCommandOptions();
    assertThat(Arguments.parse(Operation.SEGMENT, recorded)).isEqualTo(arguments);
    assertThat(recorded).contains(Parameter.FORCE.key() + "=" + arguments.flag(Parameter.FORCE));
  }
}
