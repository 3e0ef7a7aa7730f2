package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void lineEndsAndControlsBecomeSpaces() {
    assertThat(OneLine.of(" a\r\nb\u001b[31m\u2028c\u0085 ")).isEqualTo("a b [31m c");
  }

  @Test
  void longTextsAreCut() {
    assertThat(OneLine.beginning("abcd", 4)).isEqualTo("abcd");
    assertThat(OneLine.beginning("abcde", 4)).isEqualTo("abcd...");
  }
}
