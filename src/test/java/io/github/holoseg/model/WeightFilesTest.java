package io.github.holoseg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temp.resolve("model/sub")).getParent();
    Files.writeString(folder.resolve("sub/in.onnx"), "in");
    Files.writeString(temp.resolve("secret.onnx"), "out");
  }

  @Test
  void filesBelowTheFolderAreFound() throws IOException {
    Path expected = folder.toRealPath().resolve("sub/in.onnx");
    assertThat(WeightFiles.resolve(folder, "sub/in.onnx")).isEqualTo(expected);
    assertThat(WeightFiles.resolve(folder, "sub/../sub/in.onnx")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.onnx", "sub/../../secret.onnx", "/etc/hostname", "..\\x", "."})
  void namesThatLeadOutAreRefused(String name) {
    assertThatThrownBy(() -> WeightFiles.resolve(folder, name))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder + ": '" + name + "' leads out of the model folder; ");
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.onnx"), temp.resolve("secret.onnx"));
    Files.createSymbolicLink(folder.resolve("up"), temp);
    for (String name : new String[] {"link.onnx", "up/secret.onnx"}) {
      assertThatThrownBy(() -> WeightFiles.resolve(folder, name))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("'" + name + "' leads out of the model folder");
    }
  }

  @Test
  void aLinkedModelFolderIsFine() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("linked"), folder);
    assertThat(WeightFiles.resolve(link, "sub/in.onnx")).isRegularFile();
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> WeightFiles.resolve(folder, "sub/other.onnx"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            folder
                + ": the file 'sub/other.onnx' is missing; copy the complete model folder again");
  }

  @Test
  void hashesAreThoseOfTheStandardAndFollowChanges() throws IOException {
    Path file = temp.resolve("abc");
    Files.writeString(file, "abc");
    assertThat(WeightFiles.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Files.writeString(file, "abd");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(WeightFiles.sha256(file))
        .isEqualTo("a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9");
  }
}
