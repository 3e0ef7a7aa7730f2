package io.github.holoseg.viewer.image;

import static io.github.holoseg.viewer.Scans.GREEN;
import static io.github.holoseg.viewer.Scans.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.AxisOrder;
import java.util.List;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scans of {@link Scans}: 24 x 10 x 42 mm. Window 0 to 255: a value is its grey tone. */
class PlaneRendererTest {
  private static final AxisOrder LPS = AxisOrder.of("LPS");
  private static final Window AS_IT_IS = Window.between(0, 255);
  private static final List<Plane> ORTHOGONAL = List.of(Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL);

  /** Voxels as blocks, no marks, labels off, crosshair in the given voxel. */
  private static ViewerSnapshot plain(Scene scene, double x, double y, double z) {
    return ViewerSnapshot.of(scene, AS_IT_IS)
        .withMarks(Marks.NONE)
        .withOverlay(new Overlay(OverlayMode.NONE, 0))
        .withCrosshair(Scans.at(x, y, z));
  }

  private static ArgbImage render(ViewerSnapshot s, Plane plane, int width, int height) {
    return new PlaneRenderer().render(s, plane, width, height);
  }

  private static int grey(int value) {
    return 0xFF000000 | value * 0x010101;
  }

  @Test
  void everyPixelOfAnAxialPictureIsItsVoxel() {
    ArgbImage image =
        render(plain(Scans.scene(new ShortType(), LPS), 5, 5, 3), Plane.AXIAL, 24, 10);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 24; x++) {
        assertThat(image.get(x, y)).isEqualTo(grey(Scans.value(x / 2, y, 3)));
      }
    }
  }

  @Test
  void theHeadIsUpOnACoronalPictureAndDistancesAreTrue() {
    ArgbImage image =
        render(plain(Scans.scene(new ShortType(), LPS), 5, 4, 3), Plane.CORONAL, 24, 42);
    for (int y = 0; y < 42; y++) {
      for (int x = 0; x < 24; x++) {
        assertThat(image.get(x, y)).isEqualTo(grey(Scans.value(x / 2, 4, 13 - y / 3)));
      }
    }
  }

  @Test
  void theFrontIsOnTheLeftOfASagittalPictureAndWhatIsBesideTheScanIsBlack() {
    ArgbImage image =
        render(plain(Scans.scene(new ShortType(), LPS), 5, 4, 3), Plane.SAGITTAL, 30, 42);
    for (int y = 0; y < 42; y++) {
      for (int x = 0; x < 30; x++) {
        boolean inside = x >= 10 && x < 20;
        int expected = inside ? grey(Scans.value(5, x - 10, 13 - y / 3)) : 0xFF000000;
        assertThat(image.get(x, y)).isEqualTo(expected);
      }
    }
  }

  @Test
  void theNeurologicalConventionMirrorsAxialAndCoronalOnly() {
    ViewerSnapshot s = plain(Scans.scene(new ShortType(), LPS), 5, 4, 3);
    for (Plane plane : ORTHOGONAL) {
      ArgbImage one = render(s, plane, 24, 42);
      ArgbImage other = render(s.withConvention(Convention.NEUROLOGICAL), plane, 24, 42);
      for (int y = 0; y < 42; y++) {
        for (int x = 0; x < 24; x++) {
          int from = plane == Plane.SAGITTAL ? x : 23 - x;
          assertThat(other.get(x, y)).isEqualTo(one.get(from, y));
        }
      }
    }
  }

  static List<AxisOrder> orders() {
    return AxisOrder.all();
  }

  /** Scrolling, so that slices are read singly and in chunks. */
  @ParameterizedTest
  @MethodSource("orders")
  void thePictureDoesNotDependOnHowVoxelsAreStored(AxisOrder order) {
    List<Scene> scenes =
        List.of(
            Scans.scene(new ShortType(), order),
            Scans.scene(
                new PlanarImgFactory<>(new ShortType()),
                new PlanarImgFactory<>(new UnsignedShortType()),
                order),
            Scans.scene(
                new CellImgFactory<>(new ShortType(), 5),
                new CellImgFactory<>(new UnsignedShortType(), 4),
                order));
    Scene lps = Scans.scene(new ShortType(), LPS);
    for (Scene scene : scenes) {
      PlaneRenderer renderer = new PlaneRenderer();
      for (Plane plane : Plane.values()) {
        for (int i = 0; i < 10; i++) {
          ViewerSnapshot expected = shown(lps, i);
          assertThat(renderer.render(shown(scene, i), plane, 50, 40).pixels())
              .as("%s, slice %d", plane, i)
              .isEqualTo(render(expected, plane, 50, 40).pixels());
        }
      }
    }
  }

  private static ViewerSnapshot shown(Scene scene, int i) {
    return ViewerSnapshot.of(scene, AS_IT_IS).withCrosshair(Scans.at(i, i, i));
  }

  static List<RealType<?>> types() {
    return List.of(
        new UnsignedByteType(),
        new ByteType(),
        new UnsignedShortType(),
        new IntType(),
        new FloatType(),
        new DoubleType());
  }

  @ParameterizedTest
  @MethodSource("types")
  <T extends RealType<T> & NativeType<T>> void everyPixelTypeLooksTheSame(T type) {
    for (AxisOrder order : List.of(LPS, AxisOrder.of("PIR"))) {
      Scene scene = Scans.scene(type, order);
      Scene shorts = Scans.scene(new ShortType(), LPS);
      for (Plane plane : Plane.values()) {
        assertThat(render(shown(scene, 4), plane, 50, 40).pixels())
            .isEqualTo(render(shown(shorts, 4), plane, 50, 40).pixels());
      }
    }
  }

  @Test
  void unsignedValuesAbove32767AreNotNegative() {
    Scene scene = Scans.scene(new UnsignedShortType(), LPS);
    scene.volume().voxels().forEach(v -> v.setReal(60000));
    ViewerSnapshot s = plain(scene, 5, 5, 3).withWindow(Window.between(0, 80000));
    for (Plane plane : Plane.values()) {
      assertThat(render(s, plane, 24, 42).get(12, 21)).isEqualTo(grey(191));
    }
  }

  @Test
  void whatIsNoNumberIsBlack() {
    Scene scene = Scans.scene(new FloatType(), LPS);
    scene.volume().voxels().forEach(v -> v.setReal(Float.NaN));
    for (Plane plane : Plane.values()) {
      assertThat(render(plain(scene, 5, 5, 3), plane, 24, 42).pixels()).containsOnly(grey(0));
    }
  }

  @Test
  void theWindowRoundsAndEndsAtBlackAndWhite() {
    ViewerSnapshot s =
        plain(Scans.scene(new ShortType(), LPS), 5, 5, 3).withWindow(new Window(50, 40));
    ArgbImage image = render(s, Plane.AXIAL, 24, 10);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 12; x++) {
        int expected = new Window(50, 40).grey(Scans.value(x, y, 3));
        assertThat((image.get(2 * x, y) & 0xFF) - expected).isBetween(-1, 1);
      }
    }
  }

  @Test
  void smoothPicturesInterpolateValuesBetweenVoxelCentres() {
    ViewerSnapshot s =
        plain(Scans.scene(new ShortType(), LPS), 5, 5, 3).withMarks(Marks.NONE.withSmooth(true));
    // 4 pixels per mm: 8 for a voxel across, 4 down; voxel centres between pixels
    ArgbImage image = render(s, Plane.AXIAL, 96, 40);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 96; x++) {
        double i = Math.max(0, Math.min(11, (x + 0.5) / 8 - 0.5));
        double j = Math.max(0, Math.min(9, (y + 0.5) / 4 - 0.5));
        int i0 = (int) Math.min(10, Math.floor(i));
        int j0 = (int) Math.min(8, Math.floor(j));
        double a = i - i0;
        double b = j - j0;
        double expected =
            (Scans.value(i0, j0, 3) * (1 - a) + Scans.value(i0 + 1, j0, 3) * a) * (1 - b)
                + (Scans.value(i0, j0 + 1, 3) * (1 - a) + Scans.value(i0 + 1, j0 + 1, 3) * a) * b;
        assertThat((double) (image.get(x, y) & 0xFF)).isBetween(expected - 0.6, expected + 0.6);
      }
    }
  }

  @Test
  void aSlabShowsTheLargestValueOrTheMean() {
    Scene scene = Scans.scene(new ShortType(), LPS);
    // 3 mm between slices: 12.5 mm are two on either side; at the border fewer
    for (int slice : new int[] {6, 1}) {
      ViewerSnapshot s = plain(scene, 5, 5, slice);
      ArgbImage mip = render(s.withSlab(new Slab(SlabMode.MIP, 12.5)), Plane.AXIAL, 24, 10);
      ArgbImage mean = render(s.withSlab(new Slab(SlabMode.MEAN, 12.5)), Plane.AXIAL, 24, 10);
      for (int y = 0; y < 10; y++) {
        for (int x = 0; x < 12; x++) {
          int largest = 0;
          double sum = 0;
          int from = Math.max(0, slice - 2);
          for (int z = from; z <= slice + 2; z++) {
            largest = Math.max(largest, Scans.value(x, y, z));
            sum += Scans.value(x, y, z);
          }
          assertThat(mip.get(2 * x, y)).isEqualTo(grey(largest));
          assertThat((double) (mean.get(2 * x, y) & 0xFF))
              .isBetween(sum / (slice + 3 - from) - 0.51, sum / (slice + 3 - from) + 0.51);
        }
      }
    }
  }

  private static ViewerSnapshot labelled(OverlayMode mode, double opacity) {
    Scene scene = Scans.scene(new ShortType(), LPS);
    scene.volume().voxels().forEach(v -> v.setReal(100));
    return plain(scene, 3, 3, 9).withOverlay(new Overlay(mode, opacity));
  }

  @Test
  void fillMixesTheLabelsColourWithTheScan() {
    ArgbImage image = render(labelled(OverlayMode.FILL, 0.5), Plane.AXIAL, 24, 10);
    assertThat(image.get(2, 1)).as("alpha 128, taken as 129 of 256").isEqualTo(0xFFB23131);
    assertThat(image.get(9, 4)).isEqualTo(image.get(2, 1));
    assertThat(image.get(14, 6)).isEqualTo(0xFF31B231);
    assertThat(image.get(0, 0)).isEqualTo(grey(100));
    assertThat(render(labelled(OverlayMode.FILL, 1), Plane.AXIAL, 24, 10).get(2, 1)).isEqualTo(RED);
    assertThat(render(labelled(OverlayMode.FILL, 0), Plane.AXIAL, 24, 10).get(2, 1))
        .isEqualTo(grey(100));
  }

  @Test
  void anOutlineIsSolidAndInsideTheStructure() {
    ArgbImage image = render(labelled(OverlayMode.OUTLINE, 0.5), Plane.AXIAL, 24, 10);
    // label 1: voxels 1 to 4, pixels 2 to 9 by 1 to 4
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 12; x++) {
        boolean inside = x >= 2 && x <= 9 && y >= 1 && y <= 4;
        boolean edge = inside && (x == 2 || x == 9 || y == 1 || y == 4);
        assertThat(image.get(x, y)).as("%d,%d", x, y).isEqualTo(edge ? RED : grey(100));
      }
    }
  }

  @Test
  void aWiderOutlineGrowsInwards() {
    ViewerSnapshot s = labelled(OverlayMode.OUTLINE, 0.5);
    ArgbImage image = new PlaneRenderer().render(s, Plane.AXIAL, 24, 10, 2);
    assertThat(image.get(3, 2)).isEqualTo(RED);
    assertThat(image.get(3, 3)).isEqualTo(RED);
    assertThat(image.get(1, 2)).isEqualTo(grey(100));
  }

  @Test
  void labelsAreHiddenFadedAndRecolouredOneByOne() {
    ViewerSnapshot s = labelled(OverlayMode.BOTH, 1);
    ViewerSnapshot hidden = s.withStyles(s.styles().with(1, style -> style.withVisible(false)));
    assertThat(render(hidden, Plane.AXIAL, 24, 10).pixels()).doesNotContain(RED).contains(GREEN);
    ViewerSnapshot blue = s.withStyles(s.styles().with(2, style -> style.withColour(0x0000FF)));
    assertThat(render(blue, Plane.AXIAL, 24, 10).pixels()).contains(RED, 0xFF0000FF);
    ViewerSnapshot faded = s.withStyles(s.styles().with(1, style -> style.withOpacity(0.5)));
    assertThat(render(faded, Plane.AXIAL, 24, 10).get(2, 1)).isEqualTo(0xFFB23131);
  }

  @Test
  void labelsUpTo65535AreDrawnAlsoWithoutAName() {
    Scene scene = Scans.scene(new ShortType(), LPS);
    scene.labels().orElseThrow().voxels().getAt(0, 9, 3).set(65535);
    ViewerSnapshot s = plain(scene, 5, 5, 3).withOverlay(new Overlay(OverlayMode.FILL, 1));
    LabelStyle style = s.styles().get(65535);
    assertThat(render(s, Plane.AXIAL, 24, 10).get(0, 9)).isEqualTo(style.argb());
  }

  @Test
  void editedLabelsAreSeenWhenTheStateIsTold() {
    Scene scene = Scans.scene(new ShortType(), LPS);
    ViewerState state =
        new ViewerState(plain(scene, 5, 5, 3).withOverlay(new Overlay(OverlayMode.FILL, 1)));
    PlaneRenderer renderer = new PlaneRenderer();
    for (Plane plane : Plane.values()) {
      assertThat(renderer.render(state.snapshot(), plane, 24, 42).pixels()).doesNotContain(RED);
      scene.labels().orElseThrow().voxels().getAt(5, 5, 3).set(1);
      state.labelsChanged();
      assertThat(renderer.render(state.snapshot(), plane, 24, 42).pixels()).contains(RED);
      scene.labels().orElseThrow().voxels().getAt(5, 5, 3).set(0);
      state.labelsChanged();
    }
  }

  @Test
  void aTurnedCoronalPlaneIsTheCoronalPlane() {
    Scene scene = Scans.scene(new ShortType(), LPS);
    ViewerSnapshot s = plain(scene, 5, 4, 3).withOverlay(new Overlay(OverlayMode.BOTH, 0.5));
    ArgbImage coronal = render(s, Plane.CORONAL, 42, 42);
    ArgbImage oblique = render(s, Plane.OBLIQUE, 42, 42);
    // pixels lie on voxel centres along z, and halfway between them along x: compare the latter
    for (int y = 1; y < 42; y += 3) {
      for (int x = 0; x < 42; x++) {
        boolean beside = x < 9 || x >= 33;
        int c = coronal.get(x, y);
        int o = oblique.get(x, y);
        if (beside) {
          assertThat(o).isEqualTo(c);
        } else if ((c & 0xFF) == (c >> 8 & 0xFF) && (c & 0xFF) == (c >> 16 & 0xFF)) {
          int i = Math.max(0, Math.min(11, (x - 9) / 2));
          int step = (x - 9) % 2 == 0 ? -1 : 1;
          int other = Math.max(0, Math.min(11, i + step));
          int z = 13 - y / 3;
          double expected = 0.75 * Scans.value(i, 4, z) + 0.25 * Scans.value(other, 4, z);
          assertThat((double) (o & 0xFF)).isBetween(expected - 0.51, expected + 0.51);
        }
      }
    }
  }
}
