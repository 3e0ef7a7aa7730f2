package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.*;
import io.github.holoseg.volume.*;
import java.nio.file.*;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ImageJMacroTest {
  @TempDir Path folder;
  ImageJProcess imagej;
  Path scan;

  @BeforeEach
  void set() throws Exception {
    imagej = new ImageJProcess(Files.createDirectories(folder.resolve("Image J")));
    scan = folder.resolve("my scan.nii.gz");
    VolumeExporters.forFile(scan)
        .export(
            new Volume<>(
                ArrayImgs.shorts(20, 20, 20),
                VolumeGeometry.axisAligned(new long[] {20, 20, 20}, 1, 1, 1),
                VolumeInfo.inMemory("x", Modality.CT)),
            scan);
  }

  @Test
  void convertPlain() throws Exception {
    Path out = folder.resolve("my out/c.nii.gz");
    System.out.println(
        imagej.plain(imagej.macro("Convert.ijm"), "input=[" + scan + "] output=[" + out + "]"));
    assertThat(out).exists();
    System.out.println(
        imagej.plain(imagej.macro("Convert.ijm"), "input=[" + scan + "x] output=[" + out + "]"));
    Path m =
        Files.writeString(
            folder.resolve("m.ijm"),
            "run('Volume Info...', 'input=["
                + scan
                + "]');\nprint('after');\nrun('Volume Info...', 'input=[/nothere x]'); print('AFTER FAIL');");
    System.out.println(imagej.patched(m, ""));
  }
}
