package io.github.holoseg.io.nifti;

import io.github.holoseg.io.AbstractVolumeReaderTest;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Nested;

/** The contract, for a plain, a packed and a paired file of an oblique, left-handed grid. */
class NiftiReaderContractTest {
  @Nested
  class Plain extends Base {
    Plain() {
      super("scan.nii", false);
    }
  }

  @Nested
  class Packed extends Base {
    Packed() {
      super("scan.nii.gz", false);
    }
  }

  @Nested
  class Paired extends Base {
    Paired() {
      super("scan.hdr", true);
    }

    @Override
    protected Path fileToTruncate(Path written) {
      return written.resolveSibling("scan.img");
    }
  }

  abstract static class Base extends AbstractVolumeReaderTest {
    private final String name;
    private final boolean paired;

    Base(String name, boolean paired) {
      this.name = name;
      this.paired = paired;
    }

    @Override
    protected VolumeReader reader() {
      return new NiftiReader();
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
    protected Path write(Volume<?> volume, Path folder) throws IOException {
      NiftiFixture f = new NiftiFixture();
      f.paired = paired;
      VolumeGeometry g = volume.geometry();
      double[][] affine = g.rasAffine();
      for (int axis = 0; axis < 3; axis++) {
        f.dim[1 + axis] = g.size(axis);
        f.srow[axis] = affine[axis];
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) g.voxelCount() * 2).order(f.order);
      Views.flatIterable(volume.voxels()).forEach(v -> bytes.putShort(((ShortType) v).get()));
      f.voxels = bytes.array();
      return f.write(folder.resolve(name));
    }
  }
}
