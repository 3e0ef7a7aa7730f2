package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One volume stored in eight axis orders comes out as one volume. */
class NiftiSpaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"ASL", "ILP", "LAS", "LIA", "LPS", "PIR", "RAS", "SRA"})
  void sameVoxelsAtTheSamePlaces(String order) throws IOException {
    Volume<?> stored = VolumeReaders.read(SharedData.shared("nifti_space/" + order + ".nii.gz"));
    Volume<?> reference = VolumeReaders.read(SharedData.shared("nifti_space/RAS.nii.gz"));
    assertThat(stored.geometry().axisCodes()).isEqualTo(order);
    Volume<?> turned = stored.reoriented(AxisOrder.of("RAS"));
    VolumeAssert.assertSameVoxels(turned.voxels(), reference.voxels());
    VolumeAssert.assertSamePlace(turned.geometry(), reference.geometry(), 1e-4);
  }
}
