package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.AbstractVolumeReaderTest;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Nested;

/** The contract, for one file and for a pair, plain and packed, on a left-handed grid. */
class MetaImageReaderContractTest {
  @Nested
  class Local extends Base {
    Local() {
      super("scan.mha", null, false);
    }
  }

  @Nested
  class LocalPacked extends Base {
    LocalPacked() {
      super("scan.mha", null, true);
    }
  }

  @Nested
  class Pair extends Base {
    Pair() {
      super("scan.mhd", "scan.raw", false);
    }
  }

  @Nested
  class PairPacked extends Base {
    PairPacked() {
      super("scan.mhd", "scan.zraw", true);
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
      return new MetaImageReader();
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
      ByteBuffer bytes =
          ByteBuffer.allocate((int) g.voxelCount() * 2).order(ByteOrder.LITTLE_ENDIAN);
      Views.flatIterable(volume.voxels()).forEach(v -> bytes.putShort(((ShortType) v).get()));
      MetaFixture fixture = new MetaFixture().placed(g);
      byte[] voxels = packed ? fixture.pack(bytes.array()) : bytes.array();
      if (dataName == null) {
        return fixture.write(folder.resolve(name), voxels);
      }
      Files.write(folder.resolve(dataName), voxels);
      return fixture.set("ElementDataFile", dataName).write(folder.resolve(name), new byte[0]);
    }
  }
}
