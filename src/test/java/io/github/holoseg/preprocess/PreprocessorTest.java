package io.github.holoseg.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
  private final ModelSpecs specs = new ModelSpecs();

  /** Value 100 x + 10 y + z at voxel (x, y, z) of an LPS volume. */
  private static Volume<ShortType> counted(int nx, int ny, int nz) {
    short[] voxels = new short[nx * ny * nz];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (short) (100 * (i % nx) + 10 * (i / nx % ny) + i / nx / ny);
    }
    long[] size = {nx, ny, nz};
    return new Volume<>(
        ArrayImgs.shorts(voxels, size),
        VolumeGeometry.axisAligned(size, 1, 1.5, 2),
        VolumeInfo.inMemory("counted", Modality.CT));
  }

  @Test
  void theGridHasTheModelsOrientationAndTensorAxes() {
    specs.orientation = "RAS";
    specs.axes = "bcxyz"; // z fastest
    Preprocessed result = run(counted(4, 3, 2));
    assertThat(result.grid().size()).containsExactly(2, 3, 4);
    float[] first = new float[1];
    // R and A are the far ends of L and P; the first grid voxel is the most left, back, low one.
    result.grid().read(0, new int[] {0, 0, 0}, new int[] {1, 1, 1}, first, 0);
    assertThat(first[0]).isEqualTo(100 * 3 + 10 * 2);
    result.grid().read(0, new int[] {1, 0, 0}, new int[] {1, 1, 1}, first, 0);
    assertThat(first[0]).isEqualTo(100 * 3 + 10 * 2 + 1);
    assertThat(result.mapping().gridSpacing()).containsExactly(2, 1.5, 1);
  }

  @Test
  void withoutAnOrientationTheStoredAxesStay() {
    Volume<?> turned = counted(4, 3, 2).reoriented(AxisOrder.of("SRA"));
    float[] values = Grids.values(run(turned).grid());
    assertThat(values[0]).isEqualTo(100 * 3 + 10 * 2);
    assertThat(values[1]).isEqualTo(100 * 3 + 10 * 2 + 1);
  }

  @Test
  void nothingIsCopiedUnlessItIsResampled() {
    specs.crop = new CropSpec(CropSpec.Mode.FOREGROUND, 100, new int[3]);
    specs.intensity = List.of(new IntensityStep.MinMax(0, 0, 1));
    assertThat(run(counted(8, 7, 6)).bytes()).isZero();
    specs.spacing = new double[] {2, 2, 2};
    Preprocessed resampled = run(counted(8, 7, 6));
    int[] size = resampled.grid().size();
    assertThat(resampled.bytes()).isEqualTo(4L * size[0] * size[1] * size[2]);
  }

  /** MONAI's Spacingd leaves an axis alone that is within 0.001 mm, and resamples the others. */
  @Test
  void anAxisThatIsNearEnoughKeepsItsSpacing() {
    specs.spacing = new double[] {1.0009, 1.5, 1};
    specs.image =
        ModelSpecs.resample(Interpolation.LINEAR, Coordinates.FIRST_VOXEL, Separate.NEVER);
    specs.scores = specs.image;
    Preprocessed result = run(counted(4, 3, 2));
    assertThat(result.mapping().gridSpacing()).containsExactly(1, 1.5, 1);
    assertThat(result.grid().size()).containsExactly(4, 3, 3);
    float[] value = new float[1];
    result.grid().read(0, new int[] {3, 2, 1}, new int[] {1, 1, 1}, value, 0);
    assertThat(value[0]).isEqualTo(320.5f);
  }

  /** MONAI then lays the middles of the arrays on each other: n/2 on m/2. */
  @Test
  void axesThatLeanBackAreCentred() {
    Preprocessed result = leaning(-1e-7);
    assertThat(result.grid().size()).containsExactly(4, 2, 4);
    assertThat(result.mapping().placement().first()[0]).isCloseTo(0, within(1e-5));
    assertThat(result.mapping().placement().first()[1]).isCloseTo(1.5 - 1.5 * 2 / 2, within(1e-5));
    assertThat(result.mapping().placement().first()[2]).isCloseTo(1 - 0.4 * 4 / 2, within(1e-5));
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void axesThatLeanForwardsOrByLessThanMonaiSeesAreNot() {
    for (double lean : new double[] {1e-7, 0, -1e-10}) {
      assertThat(leaning(lean).mapping().placement().first()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void axesFarFromRightAnglesAreNamed() {
    Preprocessed result = leaning(-9e-4, 400);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("'counted'")
        .contains("0.18 of a voxel");
  }

  private Preprocessed leaning(double lean) {
    return leaning(lean, 3);
  }

  /** A step along y goes so far along x. */
  private Preprocessed leaning(double lean, int rows) {
    specs.spacing = new double[] {1, 1.5, 0.4};
    specs.image =
        ModelSpecs.resample(Interpolation.LINEAR, Coordinates.FIRST_VOXEL, Separate.NEVER);
    specs.scores = specs.image;
    double[][] direction = {{1, lean, 0}, {0, 1, 0}, {0, 0, 1}};
    VolumeGeometry geometry =
        new VolumeGeometry(
            new long[] {4, rows, 2}, new double[] {1, 1, 1}, new double[3], direction);
    Volume<?> volume = counted(4, rows, 2);
    return run(new Volume<>(volume.voxels(), geometry, volume.info()));
  }

  @Test
  void statisticsCanBeThoseOfAllChannelsTogether() {
    Volume<ShortType> first = counted(4, 3, 2);
    specs.channels = List.of("a", "b");
    specs.intensity = List.of(new IntensityStep.MinMax(-1, 0, 1, true));
    Volume<?> other =
        new Volume<>(ArrayImgs.shorts(new short[24], 4, 3, 2), first.geometry(), first.info());
    float[] values = Grids.values(run(first, other).grid());
    assertThat(values[24]).isZero();
    assertThat(values[23]).isEqualTo(1);
    specs.intensity =
        List.of(new IntensityStep.ZScore(-1, IntensityStep.ZScore.Mask.ALL, 0, false, true));
    float[] scored = Grids.values(run(first, other).grid());
    double sum = 0;
    double squares = 0;
    for (float v : scored) {
      sum += v;
      squares += v * v;
    }
    assertThat(sum / 48).isCloseTo(0, within(1e-6));
    assertThat(squares / 48).isCloseTo(1, within(1e-5));
  }

  @Test
  void valueOperationsOfBioimage() {
    Volume<ShortType> volume = counted(4, 1, 1); // 0 100 200 300
    assertThat(normalised(volume, new IntensityStep.Binarize(-1, 100))).containsExactly(0, 0, 1, 1);
    assertThat(normalised(volume, new IntensityStep.Sigmoid(-1))[0]).isEqualTo(0.5f);
    assertThat(
            normalised(
                volume,
                new IntensityStep.ClipPercentiles(
                    -1, 30, 60, false, IntensityStep.Quantile.INVERTED_CDF)))
        .containsExactly(100, 100, 200, 200);
    assertThat(normalised(volume, new IntensityStep.ClipPercentiles(-1, 50, 100)))
        .containsExactly(150, 150, 200, 300);
    double std = Math.sqrt(12500);
    assertThat(
            normalised(
                volume,
                new IntensityStep.ZScore(-1, IntensityStep.ZScore.Mask.ALL, 10, true, false))[3])
        .isCloseTo((float) (150 / (std + 10)), within(1e-6f));
  }

  private float[] normalised(Volume<ShortType> volume, IntensityStep step) {
    specs.intensity = List.of(step);
    return Grids.values(run(volume).grid());
  }

  @Test
  void theOrderOfStepsIsTheModels() {
    specs.spacing = new double[] {0.5, 0.75, 1};
    specs.image = ModelSpecs.resample(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Separate.NEVER);
    specs.intensity = List.of(new IntensityStep.Clip(0, 0, 300));
    float[] clippedFirst = Grids.values(run(counted(6, 5, 4)).grid());
    specs.order =
        List.of(
            StepKind.ORIENT, StepKind.RESAMPLE, StepKind.CROP, StepKind.NORMALIZE, StepKind.PAD);
    float[] clippedLast = Grids.values(run(counted(6, 5, 4)).grid());
    assertThat(clippedLast).hasSameSizeAs(clippedFirst).isNotEqualTo(clippedFirst);
  }

  @Test
  void aCropAfterResamplingIsABoxOfTheResampledGrid() {
    specs.spacing = new double[] {0.5, 0.75, 1};
    specs.crop = new CropSpec(CropSpec.Mode.FOREGROUND, 250, new int[3]);
    specs.order =
        List.of(
            StepKind.ORIENT, StepKind.RESAMPLE, StepKind.CROP, StepKind.NORMALIZE, StepKind.PAD);
    Preprocessed result = run(counted(6, 5, 4));
    assertThat(result.mapping().sourceCrop().size()).containsExactly(6, 5, 4);
    assertThat(result.mapping().resampledSize()).containsExactly(12, 10, 8);
    assertThat(result.mapping().gridCrop().min()[0]).isPositive();
    assertThat(result.grid().size()).containsExactly(result.mapping().gridCrop().size());
  }

  /** bioimage.io: statistics of the values before all steps, and of each slice by itself. */
  @Test
  void statisticsMayBeThoseOfTheRawValuesOrOfSlices() {
    IntensityStep range = new IntensityStep.MinMax(-1, 0, 1);
    IntensityStep twice = new IntensityStep.Linear(-1, 2, 0);
    specs.intensity = List.of(twice, new IntensityStep.Measured(range, true, false));
    float[] raw = Grids.values(run(counted(4, 3, 2)).grid());
    // 0 to 321 before the doubling
    assertThat(raw[0]).isZero();
    assertThat(raw[raw.length - 1]).isEqualTo(2f);
    specs.intensity = List.of(twice, new IntensityStep.Measured(range, false, true));
    Preprocessed result = run(counted(4, 3, 2));
    float[] slices = Grids.values(result.grid());
    assertThat(slices[0]).isZero();
    assertThat(slices[11]).isEqualTo(1);
    assertThat(slices[12]).isZero();
    assertThat(slices[23]).isEqualTo(1);
    float[] part = new float[2];
    result.grid().read(0, new int[] {3, 2, 0}, new int[] {1, 1, 2}, part, 0);
    assertThat(part).containsExactly(1, 1);
  }

  @Test
  void wholeNumbersAreCutTowardsZeroAndLimited() {
    specs.intensity =
        List.of(new IntensityStep.Linear(-1, 0.3, -2), new IntensityStep.Whole(-1, -1, 50));
    float[] values = Grids.values(run(counted(4, 3, 2)).grid());
    assertThat(values[0]).isEqualTo(-1); // -2
    assertThat(values[4]).isEqualTo(1); // 10 * 0.3 - 2
    assertThat(values[12]).isEqualTo(-1); // 0.3 - 2 = -1.7
    assertThat(values[1]).isEqualTo(28);
    assertThat(values[23]).isEqualTo(50);
  }

  @Test
  void anEmptyCropKeepsTheVolumeAndSaysSo() {
    specs.crop = new CropSpec(CropSpec.Mode.FOREGROUND, 30000, new int[3]);
    Preprocessed result = run(counted(4, 3, 2));
    assertThat(result.grid().size()).containsExactly(4, 3, 2);
    assertThat(result.warnings()).singleElement().asString().contains("above its threshold");
  }

  @Test
  void aCropLargerByItsMarginEndsAtTheBorder() {
    specs.crop = new CropSpec(CropSpec.Mode.FOREGROUND, 299, new int[] {1, 5, 5});
    Preprocessed result = run(counted(8, 3, 2));
    assertThat(result.mapping().sourceCrop().min()).containsExactly(2, 0, 0);
    assertThat(result.mapping().sourceCrop().size()).containsExactly(6, 3, 2);
  }

  @Test
  void channelsMustBeAsManyAsTheModelsAndOnOneGrid() {
    assertThatThrownBy(
            () ->
                Preprocessor.apply(
                    List.of(counted(4, 3, 2), counted(4, 3, 2)),
                    specs.build(),
                    1,
                    ProgressListener.NONE,
                    CancellationToken.none()))
        .hasMessageContaining("takes 1 channels [CT], 2 volumes were given");
    specs.channels = List.of("CT", "PET");
    assertThatThrownBy(
            () ->
                Preprocessor.apply(
                    List.of(counted(4, 3, 2), counted(4, 3, 3)),
                    specs.build(),
                    1,
                    ProgressListener.NONE,
                    CancellationToken.none()))
        .hasMessageContaining("different grids");
  }

  @Test
  void cancelStopsIt() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    specs.spacing = new double[] {0.5, 0.5, 0.5};
    assertThatThrownBy(
            () ->
                Preprocessor.apply(
                    List.of(counted(9, 9, 9)), specs.build(), 2, ProgressListener.NONE, cancel))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void asManyVoxelsOfAnotherSizeAreResampledWhenFirstVoxelsAreAligned() {
    specs.spacing = new double[] {1.04, 1.5, 2};
    specs.image =
        ModelSpecs.resample(Interpolation.LINEAR, Coordinates.FIRST_VOXEL, Separate.NEVER);
    Preprocessed result = run(counted(10, 3, 2));
    assertThat(result.grid().size()).containsExactly(10, 3, 2);
    float[] row = new float[3];
    result.grid().read(0, new int[3], new int[] {3, 1, 1}, row, 0);
    assertThat(row).containsExactly(0, 104, 208);
    specs.image = ModelSpecs.resample(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Separate.NEVER);
    assertThat(run(counted(10, 3, 2)).bytes()).isZero();
  }

  @Test
  void holesOfTheMaskAreFilledAndTheOutsideIsNot() {
    short[] voxels = new short[7 * 7 * 7];
    for (int i = 0; i < voxels.length; i++) {
      int x = Math.abs(i % 7 - 3);
      int y = Math.abs(i / 7 % 7 - 3);
      int z = Math.abs(i / 49 - 3);
      voxels[i] = (short) (Math.max(x, Math.max(y, z)) == 2 ? 5 : 0);
    }
    voxels[0] = 5; // a corner, so that the box is the whole grid with much background in it
    long[] size = {7, 7, 7};
    Volume<ShortType> scan =
        new Volume<>(
            ArrayImgs.shorts(voxels, size),
            VolumeGeometry.axisAligned(size, 1, 1, 1),
            VolumeInfo.inMemory("shell", Modality.MR));
    specs.crop = new CropSpec(CropSpec.Mode.NONZERO, 0, new int[3]);
    specs.intensity =
        List.of(new IntensityStep.ZScore(0, IntensityStep.ZScore.Mask.CROP_MASK, 1e-8));
    float[] result = Grids.values(run(scan).grid());
    // 98 voxels of the shell and the corner are 5, the 27 inside are 0: mean 495/126.
    double mean = 99 * 5 / 126.0;
    double sd = Math.sqrt((99 * 25 / 126.0) - mean * mean);
    assertThat(result[0]).isCloseTo((float) ((5 - mean) / sd), within(1e-5f));
    assertThat(result[3 + 7 * (3 + 7 * 3)]).isCloseTo((float) (-mean / sd), within(1e-5f));
    assertThat(result[1]).isZero();
  }

  private Preprocessed run(Volume<?>... volumes) {
    return Preprocessor.apply(
        List.of(volumes), specs.build(), 2, ProgressListener.NONE, CancellationToken.none());
  }
}
