package io.github.holoseg.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickleReaderTest {
  @TempDir Path folder;

  private Path file(byte[] pickle) throws IOException {
    return Files.write(folder.resolve("rules.pkl"), pickle);
  }

  @Test
  void allowedNamesAreSymbols() throws IOException {
    Path file =
        file(
            PickleBuilder.protocol(2)
                .value(List.of(new PickleBuilder().global("a.b", "c")))
                .stop());
    List<?> list = (List<?>) PickleReader.read(file, Set.of("a.b.c"));
    assertThat(list).isEqualTo(List.of(new SymbolicName("a.b", "c")));
    assertThat(((SymbolicName) list.get(0)).fullName()).isEqualTo("a.b.c");
  }

  @Test
  void allowedNamesAreNotCalled() throws IOException {
    Path file = file(PickleBuilder.protocol(4).call("a.b", "c", 1).stop());
    assertThatThrownBy(() -> PickleReader.read(file, Set.of("a.b.c")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("calls something that is no function");
  }

  @Test
  void otherNamesAreRefused() throws IOException {
    Path file = file(PickleBuilder.protocol(4).global("os", "system").stop());
    assertThatThrownBy(() -> PickleReader.read(file, Set.of("a.b.c")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            file
                + ": at byte 2 of the pickle it names the global 'os.system', which is not needed for"
                + " weights; not opened");
  }

  @Test
  void tensorsAreRefused() throws IOException {
    Path file = file(PickleBuilder.protocol(2).value(Checkpoints.weight()).stop());
    assertThatThrownBy(() -> PickleReader.read(file, Set.of()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'torch._utils._rebuild_tensor_v2'");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = file("{}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> PickleReader.read(file, Set.of()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("does not begin like a pickle");
    Path nothing = folder.resolve("nothing.pkl");
    assertThatThrownBy(() -> PickleReader.read(nothing, Set.of()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(nothing + ": there is no such file");
  }
}
