package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.FolderOpener;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DICOM files that ImageJ 1.54p's own importer opened give the volume that our DICOM reader gives:
 * the same values at the same places.
 */
class ImportedDicomTest {
  private static final String THREE_SLICES = "dcmqi/segmentations/ct-3slice";

  @ParameterizedTest
  @ValueSource(
      strings = {
        THREE_SLICES,
        "dcmqi/segmentations/24x38x3/image",
        "dcmqi/segmentations/24x38x3/multiframe/mf.dcm",
        "dcmqi/segmentations/23x38x3/image",
        "enhanced_ct/eCT_Supplemental.dcm",
        "pydicom/dicomdirtests/98892001/CT5N"
      })
  void itIsTheVolumeOfOurReader(String path) throws IOException {
    Path source = SharedData.shared(path);
    Volume<?> read = VolumeReaders.read(source);
    Volume<?> imported = volume(open(source));
    assertThat(imported.geometry().isSameGrid(read.geometry(), 1e-6))
        .as(imported.geometry() + " is " + read.geometry())
        .isTrue();
    assertSameValues(imported, read);
    assertThat(imported.info().modality()).isEqualTo(Modality.CT);
    assertThat(imported.info().seriesInstanceUid()).isEqualTo(read.info().seriesInstanceUid());
    assertThat(imported.info().sourcePath()).contains(source);
    assertThat(imported.info().assumedOrientation()).isEmpty();
  }

  @Test
  void slicesInAnyOrderAreSorted() throws IOException {
    Path source = SharedData.shared(THREE_SLICES);
    ImagePlus image = open(source);
    ImageStack stack = image.getStack();
    ImageStack shuffled = new ImageStack(stack.getWidth(), stack.getHeight());
    for (int slice : new int[] {2, 3, 1}) {
      shuffled.addSlice(stack.getSliceLabel(slice), stack.getPixels(slice));
    }
    image.setStack(shuffled);
    Volume<?> read = VolumeReaders.read(source);
    Volume<?> sorted = volume(image);
    assertThat(sorted.geometry().isSameGrid(read.geometry(), 1e-6)).isTrue();
    assertSameValues(sorted, read);
  }

  @Test
  void aTiltedGantryAndAGapAreRefused() {
    ImagePlus tilted = open(SharedData.shared("ge_head_tilt/GE"));
    assertThatThrownBy(() -> volume(tilted))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("image 'GE': the slice steps are uneven, ");
    ImageStack stack = tilted.getStack();
    while (stack.getSize() > 14) {
      stack.deleteLastSlice();
    }
    tilted.setStack(stack);
    assertThatThrownBy(() -> volume(tilted)).hasMessageContaining("as by a tilted gantry");
    assertThatThrownBy(() -> volume(open(SharedData.shared("monai/CT_DICOM"))))
        .hasMessageContaining("uneven");
  }

  @Test
  void aCroppedImageKeepsItsOrientationOnly() throws IOException {
    ImagePlus image = open(SharedData.shared(THREE_SLICES));
    image.setRoi(100, 50, 300, 200);
    Volume<?> cut = volume(image.crop("stack"));
    assertThat(cut.geometry().size()).containsExactly(300, 200, 3);
    assertThat(cut.geometry().spacing()[0]).isEqualTo(0.810547);
    assertThat(cut.info().warnings()).anyMatch(w -> w.contains("it was cropped or scaled"));
    assertThat(cut.info().assumedOrientation()).isEmpty();
  }

  @Test
  void slicesOfTwoSeriesAreRefused() {
    ImagePlus one = open(SharedData.shared("dcmqi/segmentations/24x38x3/image"));
    ImageStack stack = one.getStack();
    stack.setSliceLabel(
        stack.getSliceLabel(1).replace("Instance UID: 1.2.826", "Instance UID: 1"), 1);
    assertThatThrownBy(() -> volume(one)).hasMessageContaining("are of 2 DICOM series");
  }

  @Test
  void rescaleThatDiffersIsRefused() {
    ImagePlus image = open(SharedData.shared(THREE_SLICES));
    ImageStack stack = image.getStack();
    stack.setSliceLabel(
        stack.getSliceLabel(2).replace("Rescale Intercept: -1024", "Rescale Intercept: -1000"), 2);
    assertThatThrownBy(() -> volume(image)).hasMessageContaining("different rescale");
  }

  private static Volume<?> volume(ImagePlus image) throws IOException {
    return ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT);
  }

  private static ImagePlus open(Path source) {
    return source.toFile().isDirectory()
        ? FolderOpener.open(source.toString(), "")
        : IJ.openImage(source.toString());
  }

  static void assertSameValues(Volume<?> actual, Volume<?> expected) {
    RandomAccess<? extends RealType<?>> there = expected.voxels().randomAccess();
    Cursor<? extends RealType<?>> here = actual.voxels().localizingCursor();
    while (here.hasNext()) {
      here.fwd();
      there.setPosition(here);
      if (here.get().getRealDouble() != there.get().getRealDouble()) {
        assertThat(here.get().getRealDouble())
            .as("at " + net.imglib2.util.Util.printCoordinates(here))
            .isEqualTo(there.get().getRealDouble());
      }
    }
  }
}
