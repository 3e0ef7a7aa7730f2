package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void isTheMessageOnOneLine() {
    assertThat(Reason.of(new ZipException("invalid\nblock type"))).isEqualTo("invalid block type");
  }

  @Test
  void ofAnExceptionWithoutWordsIsStillInWords() {
    assertThat(Reason.of(new EOFException())).isEqualTo("it ends too soon");
    assertThat(Reason.of(new DataFormatException())).isEqualTo("no reason is given");
    assertThat(Reason.of(new IOException(" \n"))).isEqualTo("no reason is given");
  }

  @Test
  void isThatOfTheCauseWhereTheExceptionSaysNothing() {
    assertThat(Reason.of(new IOException(null, new ZipException("bad CRC")))).isEqualTo("bad CRC");
  }

  @Test
  void ofTheFileSystemLeavesOutTheFile() {
    assertThat(Reason.of(new FileSystemException("/a/b", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(Reason.of(new AccessDeniedException("/a/b"))).isEqualTo("access denied");
    assertThat(Reason.of(new DirectoryNotEmptyException("/a/b"))).isEqualTo("directory not empty");
  }
}
