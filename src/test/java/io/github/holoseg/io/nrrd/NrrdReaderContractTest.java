package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.AbstractVolumeReaderTest;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Nested;

/** The contract, for attached and detached voxels, plain and packed, on a left-handed grid. */
class NrrdReaderContractTest {
  @Nested
  class Attached extends Base {
    Attached() {
      super("scan.nrrd", null, false);
    }
  }

  @Nested
  class AttachedPacked extends Base {
    AttachedPacked() {
      super("scan.nrrd", null, true);
    }
  }

  @Nested
  class Detached extends Base {
    Detached() {
      super("scan.nhdr", "scan.raw", false);
    }
  }

  @Nested
  class DetachedPacked extends Base {
    DetachedPacked() {
      super("scan.nhdr", "scan.raw.gz", true);
    }
  }

  abstract static class Base extends AbstractVolumeReaderTest {
    private final String name;
    private final String dataName;
    private final boolean packed;

    Base(String name, String dataName, boolean packed) {
      this.name = name;
      this.dataName = dataName;
      this.packed = packed;
    }

    @Override
    protected VolumeReader reader() {
      return new NrrdReader();
    }

    @Override
    protected Volume<?> expected() {
      VolumeGeometry g = Phantom.defaultGeometry();
      VolumeGeometry coarse =
          new VolumeGeometry(
              new long[] {24, 20, 10}, new double[] {6, 6.5, 16}, g.origin(), g.direction());
      return Phantom.ct(AxisOrder.of("LPS").turnTo(AxisOrder.of("ARS")).apply(coarse));
    }

    @Override
    protected Path fileToTruncate(Path written) {
      return dataName == null ? written : written.resolveSibling(dataName);
    }

    @Override
    protected Path write(Volume<?> volume, Path folder) throws IOException {
      VolumeGeometry g = volume.geometry();
      ByteBuffer plain =
          ByteBuffer.allocate((int) g.voxelCount() * 2).order(ByteOrder.LITTLE_ENDIAN);
      Views.flatIterable(volume.voxels()).forEach(v -> plain.putShort(((ShortType) v).get()));
      NrrdFixture fixture = new NrrdFixture().placed(g).set("encoding", packed ? "gzip" : "raw");
      byte[] voxels = packed ? gzip(plain.array()) : plain.array();
      if (dataName == null) {
        return fixture.write(folder.resolve(name), voxels);
      }
      Files.write(folder.resolve(dataName), voxels);
      return fixture.set("data file", dataName).write(folder.resolve(name), new byte[0]);
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
