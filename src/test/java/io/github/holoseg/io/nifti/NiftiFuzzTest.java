package io.github.holoseg.io.nifti;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.testing.FuzzFolder;
import io.github.holoseg.testing.ReaderOracle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for the NIfTI reader, see docs/fuzzing.md; without JAZZER_FUZZ the seeds alone. */
class NiftiFuzzTest {
  private static final FuzzFolder FOLDER = new FuzzFolder();

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int version = 1; version <= 2; version++) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        for (int datatype : new int[] {2, 4, 16, 64, 512, 1024}) {
          seeds.add(seed(version, order, datatype));
        }
      }
    }
    NiftiFixture qform = new NiftiFixture();
    qform.sformCode = 0;
    qform.qformCode = 1;
    qform.quaternion = new double[] {0.1, 0.2, 0.3};
    qform.slope = 0.5;
    qform.intercept = -3;
    seeds.add(bytes(qform, new byte[4]));
    NiftiFixture several = new NiftiFixture();
    several.dim = new long[] {4, 2, 3, 2, 2, 1, 1, 1};
    seeds.add(bytes(several, new byte[4]));
    NiftiFixture named = new NiftiFixture();
    byte[] comment = NiftiExtensions.comment("{\"holoseg\":\"labels\",\"labels\":[]}");
    named.voxOffset = 348 + comment.length;
    seeds.add(bytes(named, comment));
    for (byte[] plain : List.copyOf(seeds.subList(0, 2))) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write(plain);
      }
      seeds.add(packed.toByteArray());
    }
    return seeds;
  }

  private static byte[] seed(int version, ByteOrder order, int datatype) {
    NiftiFixture f = new NiftiFixture();
    f.version = version;
    f.order = order;
    f.datatype = datatype;
    int width = NiftiDatatype.of(datatype).bytes();
    f.bitpix = 8 * width;
    f.voxels = new byte[24 * width];
    return bytes(f, new byte[4]);
  }

  private static byte[] bytes(NiftiFixture f, byte[] between) {
    byte[] head = f.header();
    byte[] all = Arrays.copyOf(head, head.length + between.length + f.voxels.length);
    System.arraycopy(between, 0, all, head.length, between.length);
    System.arraycopy(f.voxels, 0, all, head.length + between.length, f.voxels.length);
    return all;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    NiftiReader reader = new NiftiReader();
    ReadOptions options = ReaderOracle.options(reader);
    Path file = FOLDER.write("scan.nii", bytes);
    if (!ReaderOracle.readOrRefuse(reader, file, options)) {
      ReaderOracle.readOrRefuse(reader, file, options.withVolume(1));
    }
  }
}
