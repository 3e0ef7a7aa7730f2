package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacroTextTest {
  @Test
  void readsPlainBracketedQuotedAndBare() {
    assertThat(
            MacroText.parse(
                " input=[/data/my ct/scan 1.nii.gz] output=\"C:\\out\\a \"\"b\"\".nii\""
                    + " MODEL=m.onnx labels=[] device= note='it''s' force "))
        .containsExactly(
            Map.entry("input", "/data/my ct/scan 1.nii.gz"),
            Map.entry("output", "C:\\out\\a \"b\".nii"),
            Map.entry("model", "m.onnx"),
            Map.entry("labels", ""),
            Map.entry("device", ""),
            Map.entry("note", "it's"),
            Map.entry("force", "true"));
  }

  @Test
  void keysInsideValuesAreNotKeys() {
    assertThat(MacroText.parse("input=/data/model=3/x model=/m.onnx"))
        .containsEntry("input", "/data/model=3/x")
        .containsEntry("model", "/m.onnx");
    assertThat(MacroText.parse("input=[/a model=3/x] model=b")).containsEntry("model", "b");
  }

  @Test
  void bracketsNest() {
    assertThat(MacroText.parse("input=[a [b] c]")).containsEntry("input", "a [b] c");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`input=[a b`, not closed, 7",
        "`input=\"a b`, not closed, 7",
        "`input=[x]y z]`, follows a closed value, 10",
        "`in_put=x`, no key, 1",
        "`input=a =b`, no key, 9",
        "`force force`, given twice, 7"
      })
  void whatIsNotClearIsRefusedWithItsPlace(String options, String what, int position) {
    assertThatThrownBy(() -> MacroText.parse(options))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("character " + position + " of");
  }
}
