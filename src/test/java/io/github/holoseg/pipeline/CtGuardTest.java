package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.pipeline.CtFinding.Kind;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real CTs raise no false alarm; each accident that was done to them is named. */
@Tag("slow")
class CtGuardTest {
  /** Findings that are about the grid or the file, not about the values. */
  private static final Set<Kind> NOT_ABOUT_VALUES =
      EnumSet.of(
          Kind.FEW_SLICES,
          Kind.THICK,
          Kind.NO_ORIENTATION,
          Kind.MODALITY_UNKNOWN,
          Kind.OTHER_MODALITY);

  private static final String ABDOMEN = "totalsegmentator/example_ct_dicom";
  private static final String LUNG = "elastix/3DCT_lung.mha";
  private static final String THREE_SLICES = "dcmqi/segmentations/ct-3slice";
  private static final String CHEST_SLICE = "cornerstone/testImages/CTImage.dcm";
  private static final String HEAD = "enhanced_ct/eCT_Supplemental.dcm";
  private static final String TILTED_HEAD = "ge_head_tilt/GE/14.dcm";
  private static final String SAMPLE = "example_ct.nii.gz";

  private static final Map<String, Volume<?>> OPENED = new HashMap<>();

  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, TILTED_HEAD, SAMPLE})
  void aRealCtIsNotSuspected(String file) throws IOException {
    assertThat(aboutValues(open(file))).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> noSliceOfARealCtIsSuspected() throws IOException {
    List<Path> slices = new ArrayList<>();
    for (String series :
        List.of(
            ABDOMEN,
            THREE_SLICES,
            "ge_head_tilt/GE",
            "monai/CT_DICOM",
            "pydicom/dicomdirtests/77654033/CT2",
            "pydicom/dicomdirtests/98892001/CT2N",
            "pydicom/dicomdirtests/98892001/CT5N")) {
      try (Stream<Path> files = Files.walk(SharedData.shared(series))) {
        files.filter(file -> Files.isRegularFile(file)).forEach(slices::add);
      }
    }
    return slices.stream()
        .map(
            slice ->
                DynamicTest.dynamicTest(
                    slice.toString(), () -> assertThat(aboutValues(alone(slice))).isEmpty()));
  }

  /** Parts without air, or with nothing but air, lung or bone, are no less CT than the whole. */
  @ParameterizedTest
  @ValueSource(strings = {ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, SAMPLE})
  void noPartOfARealCtIsSuspected(String file) throws IOException {
    Volume<FloatType> whole = changed(open(file), v -> v);
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 40; i++) {
      long[] size = new long[3];
      long[] min = new long[3];
      for (int axis = 0; axis < 3; axis++) {
        long n = whole.geometry().size(axis);
        size[axis] = Math.min(n, 16 + random.nextInt(100));
        min[axis] = random.nextLong(n - size[axis] + 1);
      }
      Volume<FloatType> part =
          new Volume<>(
              Views.zeroMin(
                  Views.interval(whole.voxels(), FinalInterval.createMinSize(concat(min, size)))),
              whole.geometry().crop(min, size),
              whole.info());
      assertThat(aboutValues(part))
          .as(i + ": " + Arrays.toString(size) + " at " + Arrays.toString(min))
          .isSubsetOf(Kind.CONSTANT, Kind.BLANK_SLICES);
    }
  }

  private static long[] concat(long[] a, long[] b) {
    return new long[] {a[0], a[1], a[2], b[0], b[1], b[2]};
  }

  /** The tilted head is left out of the first: the values it stores are HU, nothing can be lost. */
  @ParameterizedTest
  @CsvSource({
    "INTERCEPT_LOST,1,1024",
    "INTERCEPT_LOST,1,1000",
    "TIMES_TEN,10,0",
    "TENTH,0.1,0",
    "SHIFTED_32768,1,32768",
    "NARROW,0.001,0"
  })
  void anAccidentIsNamed(Kind kind, double slope, double intercept) throws IOException {
    for (String file : List.of(ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, SAMPLE)) {
      Volume<?> changed = changed(open(file), v -> v * slope + intercept);
      assertThat(aboutValues(changed)).as(file).containsExactly(kind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, TILTED_HEAD, SAMPLE})
  void negativeValuesReadAsUnsigned(String file) throws IOException {
    Volume<?> changed = changed(open(file), v -> v < 0 ? v + 65536 : v);
    assertThat(aboutValues(changed)).containsExactly(Kind.UNSIGNED_WRAP);
  }

  /** A window for soft tissue and one for bone, as a picture would show them. */
  @ParameterizedTest
  @CsvSource({"40,400", "400,1800", "-600,1500"})
  void windowedToEightBits(double centre, double width) throws IOException {
    for (String file : List.of(ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, SAMPLE)) {
      Volume<?> changed =
          changed(
              open(file),
              v -> Math.rint(255 * Math.max(0, Math.min(1, (v - centre + width / 2) / width))));
      assertThat(aboutValues(changed)).as(file).containsExactly(Kind.EIGHT_BIT);
    }
  }

  @Test
  void cutOffForDisplayButStillInHu() throws IOException {
    for (String file : List.of(ABDOMEN, LUNG, THREE_SLICES, CHEST_SLICE, HEAD, SAMPLE)) {
      Volume<?> changed = changed(open(file), v -> Math.max(-160, Math.min(240, v)));
      assertThat(aboutValues(changed)).as(file).containsExactly(Kind.CLIPPED);
    }
  }

  /** As stored, min-max scaled as networks take it, and with the values of a 12-bit scanner. */
  @Test
  void anMrIsFound() throws IOException {
    Volume<?> mr = read(SharedData.shared("meshnet/t1_crop.nii.gz"));
    assertThat(kinds(mr)).contains(Kind.EIGHT_BIT, Kind.MODALITY_UNKNOWN);
    assertThat(aboutValues(changed(mr, v -> v / 255))).containsExactly(Kind.NARROW);
    assertThat(aboutValues(changed(mr, v -> v * 5))).containsExactly(Kind.NO_NEGATIVE);
    Volume<?> other = read(SharedData.shared("nibabel/anatomical.nii"));
    assertThat(aboutValues(other)).containsExactly(Kind.NOT_HU);
  }

  @Test
  void lungOnlyBrainOnlyAndBoneOnlyPartsAreBelieved() {
    assertThat(aboutValues(noise(-870, 60))).isEmpty();
    assertThat(aboutValues(noise(35, 25))).isEmpty();
    assertThat(aboutValues(changed(Phantom.ct(), v -> v < 300 ? -1024 : v))).isEmpty();
  }

  @Test
  void aPlainNumberFieldHasWhatAnotherHasNot() {
    Volume<?> body = Phantom.ct();
    assertThat(kinds(body)).isEmpty();
    assertThat(aboutValues(changed(body, v -> 7))).containsExactly(Kind.CONSTANT);
    assertThat(aboutValues(changed(body, v -> v == 2500 ? Double.NaN : v)))
        .containsExactly(Kind.NOT_FINITE);
    assertThat(aboutValues(changed(body, v -> Double.POSITIVE_INFINITY)))
        .containsExactly(Kind.NOT_FINITE);
    assertThat(aboutValues(changed(body, v -> v == 2500 ? 30000 : v)))
        .containsExactly(Kind.ABOVE_RANGE);
    assertThat(aboutValues(changed(body, v -> v == -1000 ? -3024 : v))).isEmpty();
    assertThat(aboutValues(changed(body, v -> v == -1000 ? -32768 : v))).isEmpty();
    java.util.Random random = new java.util.Random(3);
    assertThat(aboutValues(changed(body, v -> v == -1000 ? -2600 + random.nextInt(99) : v)))
        .containsExactly(Kind.BELOW_RANGE);
  }

  @Test
  void slicesThatGotLostAreFoundAndEmptyOnesAtTheEndsAreNot() {
    Volume<?> body = Phantom.ct();
    long[] size = body.geometry().size();
    Img<FloatType> ends = floats(body);
    fill(ends, 0, -1000);
    fill(ends, size[2] - 1, -1024);
    assertThat(aboutValues(with(body, ends))).isEmpty();
    fill(ends, 20, 0);
    assertThat(CtGuard.examine(with(body, ends), 2))
        .extracting(CtFinding::kind, CtFinding::sentence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Kind.BLANK_SLICES,
                "1 of 40 slices hold one value only (the first is slice 20 of the file's z axis,"
                    + " with 0)"));
  }

  @Test
  void theGridIsLookedAt() {
    VolumeGeometry thick = VolumeGeometry.axisAligned(new long[] {90, 7, 90}, 1.5, 12.5, 1.5);
    Volume<?> volume = Phantom.ct(thick).reoriented(AxisOrder.of("RIA"));
    assertThat(CtGuard.examine(volume, 1))
        .filteredOn(f -> NOT_ABOUT_VALUES.contains(f.kind()))
        .extracting(CtFinding::sentence)
        .containsExactly(
            "voxels are 12.5 mm apart along z (towards A); networks are made for at most 10 mm",
            "there are only 7 voxels along z (towards A); a network sees too little around them");
  }

  @Test
  void whatTheFileDoesNotSay() {
    Volume<?> body = Phantom.ct();
    assertThat(kinds(as(body, Modality.UNKNOWN))).isEmpty();
    assertThat(kinds(as(noise(35, 25), Modality.UNKNOWN))).containsExactly(Kind.MODALITY_UNKNOWN);
    assertThat(kinds(as(body, Modality.MR))).containsExactly(Kind.OTHER_MODALITY);
    assertThat(kinds(as(body, Modality.OTHER))).containsExactly(Kind.OTHER_MODALITY);
    VolumeInfo assumed =
        new VolumeInfo(
            "x",
            "test",
            Modality.CT,
            null,
            null,
            Map.of(VolumeInfo.ASSUMED_ORIENTATION, "LPS"),
            List.of());
    Volume<FloatType> turned = new Volume<>(floats(body), body.geometry(), assumed);
    assertThat(kinds(turned)).containsExactly(Kind.NO_ORIENTATION);
  }

  @Test
  void readersTellWhatTheyAssumed() throws IOException {
    Path mha = folder.resolve("plain.mhd");
    Files.writeString(
        mha,
        "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementSpacing = 1 1 1\n"
            + "ElementType = MET_UCHAR\nElementDataFile = plain.raw\n");
    Files.write(folder.resolve("plain.raw"), new byte[8]);
    assertThat(kinds(read(mha))).contains(Kind.NO_ORIENTATION);
    assertThat(
            CtGuard.examine(
                VolumeReaders.read(
                    mha,
                    ReadOptions.DEFAULT.withOrientation(AxisOrder.of("RAS")),
                    ProgressListener.NONE,
                    CancellationToken.none()),
                1))
        .extracting(CtFinding::kind)
        .doesNotContain(Kind.NO_ORIENTATION);
    assertThat(kinds(read(SharedData.shared("meshnet/t1_crop.nii.gz"))))
        .doesNotContain(Kind.NO_ORIENTATION);
  }

  /** Counted in CPU time of one thread, so that a busy machine does not matter. */
  @Test
  void aLargeScanCostsLessThanASecond() {
    long[] size = {512, 512, 600};
    Volume<?> large =
        new Volume<>(
            ArrayImgs.shorts(size),
            VolumeGeometry.axisAligned(size, 1, 1, 1),
            VolumeInfo.inMemory("large", Modality.CT));
    assertThat(ValueHistogram.of(large, 1).finite()).isBetween(7_000_000L, 8_400_000L);
    var cpu = ManagementFactory.getThreadMXBean();
    long start = cpu.getCurrentThreadCpuTime();
    CtGuard.examine(large, 1);
    double seconds = (cpu.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.println("512x512x600 judged in " + seconds + " s of one core");
    assertThat(seconds).isLessThan(1);
  }

  /** A part of the rows tells what all of them tell, whatever view they come through. */
  @Test
  void aSampleTellsTheSame() {
    for (String order : List.of("LPS", "SLA", "PIR")) {
      Volume<?> lost = changed(Phantom.ct().reoriented(AxisOrder.of(order)), v -> v + 1024);
      for (long most : new long[] {40_000, 20_000, 1 << 30}) {
        ValueHistogram values = new ValueHistogram(lost, 2, most);
        assertThat(values.finite()).isBetween(10_000L, Math.min(most, 96L * 80 * 40));
        assertThat(new CtValues(values).find())
            .extracting(CtFinding::kind)
            .containsExactly(Kind.INTERCEPT_LOST);
      }
    }
  }

  private static Volume<?> noise(double mean, double deviation) {
    java.util.Random random = new java.util.Random(5);
    Volume<?> body = Phantom.ct();
    return changed(body, v -> Math.rint(mean + deviation * random.nextGaussian()));
  }

  private static List<Kind> kinds(Volume<?> volume) {
    return CtGuard.examine(volume, 2).stream().map(CtFinding::kind).toList();
  }

  private static Set<Kind> aboutValues(Volume<?> volume) {
    return kinds(volume).stream()
        .filter(kind -> !NOT_ABOUT_VALUES.contains(kind))
        .collect(Collectors.toSet());
  }

  private static <T extends RealType<T>> Volume<T> as(Volume<T> volume, Modality modality) {
    return new Volume<>(volume.voxels(), volume.geometry(), VolumeInfo.inMemory("x", modality));
  }

  private static Volume<FloatType> with(Volume<?> volume, Img<FloatType> voxels) {
    return new Volume<>(voxels, volume.geometry(), volume.info());
  }

  private static void fill(Img<FloatType> voxels, long z, float value) {
    Views.hyperSlice(voxels, 2, z).forEach(voxel -> voxel.set(value));
  }

  private static Img<FloatType> floats(Volume<?> volume) {
    return voxels(volume, v -> v);
  }

  private static Volume<FloatType> changed(Volume<?> volume, DoubleUnaryOperator change) {
    return with(volume, voxels(volume, change));
  }

  private static Img<FloatType> voxels(Volume<?> volume, DoubleUnaryOperator change) {
    Img<FloatType> voxels = ArrayImgs.floats(volume.geometry().size());
    RandomAccess<? extends RealType<?>> source = volume.voxels().randomAccess();
    Cursor<FloatType> cursor = voxels.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      source.setPosition(cursor);
      cursor.get().setReal(change.applyAsDouble(source.get().getRealDouble()));
    }
    return voxels;
  }

  private static Volume<?> open(String file) throws IOException {
    if (!OPENED.containsKey(file)) {
      OPENED.put(file, load(file));
    }
    return OPENED.get(file);
  }

  private static Volume<?> load(String file) throws IOException {
    return switch (file) {
      case TILTED_HEAD, CHEST_SLICE -> alone(SharedData.shared(file));
      case SAMPLE -> read(SharedData.sample(file));
      default -> read(SharedData.shared(file));
    };
  }

  /** One slice of a series that as a whole is refused. */
  private static Volume<?> alone(Path slice) throws IOException {
    Path copy = folder.resolve("slice.dcm");
    Files.copy(slice, copy, StandardCopyOption.REPLACE_EXISTING);
    return read(copy);
  }

  private static Volume<?> read(Path file) throws IOException {
    return VolumeReaders.read(
        file, ReadOptions.DEFAULT, ProgressListener.NONE, CancellationToken.none());
  }
}
