package io.github.holoseg.fiji;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip that users unpack, in a fresh folder with plain ImageJ, used by {@link FijiRobot}. The
 * class path has ImageJ and the robot; everything else ImageJ loads itself from {@code plugins/}
 * and {@code jars/}. Screenshots: {@code target/fiji-robot}.
 */
class FijiFolderRobotIT {
  private static final int PATIENCE_SECONDS = 480;
  private static final Path PICTURES = SharedData.project().resolve("target/fiji-robot");

  @TempDir Path folder;
  private Path imagej;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    imagej = Files.createDirectories(folder.resolve("Fiji.app"));
    home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(PICTURES);
    try (InputStream file = Files.newInputStream(Path.of(System.getProperty("holoseg.zip")));
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = imagej.resolve(entry.getName()).normalize();
        assertThat(target).startsWithRaw(imagej);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  @Test
  void menuRunOverlayPaintSave() throws Exception {
    useAsAPersonDoes(PICTURES);
  }

  /**
   * Fiji brings some of our libraries itself, in versions of its own, and Java may take those: the
   * same with them instead of ours.
   */
  @Test
  void theSameWithTheLibrariesThatFijiBrings() throws Exception {
    Path jars = imagej.resolve("jars");
    Set<String> replaced = new TreeSet<>();
    for (Path theirs : list(SharedData.project().resolve("target/fiji-libraries"))) {
      String library = theirs.getFileName().toString().replaceAll("-[0-9.]+\\.jar$", "");
      for (Path ours : list(jars)) {
        if (ours.getFileName().toString().matches(library + "-[0-9.]+\\.jar")) {
          Files.delete(ours);
          replaced.add(library);
        }
      }
      Files.copy(theirs, jars.resolve(theirs.getFileName().toString()));
    }
    assertThat(replaced).hasSize(10).contains("imglib2", "protobuf-java");
    useAsAPersonDoes(Files.createDirectories(PICTURES.resolve("libraries-of-fiji")));
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private void useAsAPersonDoes(Path pictures) throws Exception {
    Path scan = folder.resolve("pelvis.nii.gz");
    Files.copy(SharedData.sample("example_ct.nii.gz"), scan);
    Path result = folder.resolve("as-found.nii.gz");
    Path painted = folder.resolve("corrected.nii.gz");
    try (VirtualDisplay display = VirtualDisplay.open(1280, 800)) { // of a small notebook
      String printed =
          display.run(
              "the robot",
              command(imagej, scan, result, painted, pictures),
              PATIENCE_SECONDS,
              Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")),
              folder.resolve("log.txt"));
      System.out.println(printed);
      assertThat(printed).contains("robot: done").doesNotContain("Exception");
    }

    Volume<?> volume = VolumeReaders.read(scan);
    LabelMap before = LabelMapReader.read(result);
    LabelMap after = LabelMapReader.read(painted);
    assertThat(before.geometry().isSameGrid(volume.geometry(), 1e-3)).isTrue();
    assertThat(after.geometry().isSameGrid(volume.geometry(), 1e-3)).isTrue();
    assertThat(after.labels()).isEqualTo(before.labels()).isNotEmpty();
    onlyAStrokeIsNew(
        Voxels.ints(before.voxels()),
        Voxels.ints(after.voxels()),
        after.labels().get(0).value(),
        volume.geometry().size());
  }

  /** The first structure was painted over something else, in one axial slice. */
  private static void onlyAStrokeIsNew(int[] before, int[] after, int label, long[] size) {
    assertThat(Arrays.stream(before).filter(v -> v == label).count()).isGreaterThan(100);
    Set<Long> slices = new TreeSet<>();
    int changed = 0;
    for (int i = 0; i < after.length; i++) {
      if (after[i] != before[i]) {
        assertThat(after[i]).isEqualTo(label);
        slices.add(i / (size[0] * size[1]));
        changed++;
      }
    }
    assertThat(changed).isBetween(30, 2000);
    assertThat(slices).hasSize(1);
  }

  private List<String> command(Path... arguments) throws Exception {
    List<String> jvm =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-Djava.awt.headless=false",
            "-Duser.home=" + home,
            "-Djava.util.prefs.userRoot=" + home,
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-Dplugins.dir=" + imagej,
            "-cp",
            robot() + File.pathSeparator + imageJJar(),
            FijiRobot.class.getName());
    return Stream.concat(jvm.stream(), Arrays.stream(arguments).map(Path::toString)).toList();
  }

  /** A folder with the robot's classes and no others. */
  private Path robot() throws IOException {
    Path classes = folder.resolve("robot");
    String inside = FijiRobot.class.getPackageName().replace('.', '/');
    Path target = Files.createDirectories(classes.resolve(inside));
    Path own = SharedData.project().resolve("target/test-classes").resolve(inside);
    try (Stream<Path> files = Files.list(own)) {
      for (Path file : files.filter(f -> !f.toString().contains("IT")).toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
    return classes;
  }

  private static Path imageJJar() throws URISyntaxException {
    Path jar = Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(jar.getFileName()).hasToString("ij-1.54p.jar");
    return jar;
  }
}
