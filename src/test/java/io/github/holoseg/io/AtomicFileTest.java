package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private void assertOnly(Path... files) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      assertThat(list).containsExactlyInAnyOrder(files);
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a b.txt");
    for (String text : new String[] {"first, longer", "second"}) {
      AtomicFile.write(file, out -> out.write(text.getBytes()));
      assertThat(file).hasContent(text);
    }
    assertOnly(file);
  }

  @Test
  void targetIsUntouchedUntilTheEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicFile.write(
        file,
        out -> {
          out.write("new".getBytes());
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void failureLeavesTheEarlierFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write("half".getBytes());
                      throw new IOException("disk on fire");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("disk on fire");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(file).hasContent("old");
    assertOnly(file);
  }

  @Test
  void foldersAndMissingFoldersAreNamed() {
    assertThatThrownBy(() -> AtomicFile.write(folder, out -> {}))
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("x/y.nii"), out -> {}))
        .hasMessageContaining("there is no folder " + folder.resolve("x"));
  }

  @Test
  void bareNameMeansTheWorkingFolder() throws IOException {
    Path bare = Path.of("atomic-file-test-" + System.nanoTime() + ".txt");
    try {
      AtomicFile.write(bare, out -> out.write('x'));
      assertThat(bare).hasContent("x");
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @Test
  void linkStaysALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFile.write(link, out -> out.write("new".getBytes()));
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }
}
