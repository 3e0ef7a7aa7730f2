package io.github.holoseg.viewer.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Three cubes: on the patient's left (red), in front (green), at the head (blue). */
class SurfaceRendererTest {
  private static final int SIZE = 121;
  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;

  private static SurfaceScene cubes(double... opacities) {
    VolumeGeometry geometry = VolumeGeometry.axisAligned(new long[] {41, 41, 41}, 2, 2, 2);
    var voxels = ArrayImgs.unsignedShorts(41, 41, 41);
    var access = voxels.randomAccess();
    int[][] centres = {{34, 20, 20}, {20, 6, 20}, {20, 20, 34}};
    for (int label = 1; label <= 3; label++) {
      int[] c = centres[label - 1];
      for (int x = -4; x <= 4; x++) {
        for (int y = -4; y <= 4; y++) {
          for (int z = -4; z <= 4; z++) {
            access.setPositionAndGet(c[0] + x, c[1] + y, c[2] + z).set(label);
          }
        }
      }
    }
    LabelMap labels =
        new LabelMap(
            voxels,
            geometry,
            List.of(Label.of(1, "left"), Label.of(2, "front"), Label.of(3, "head")));
    List<SurfaceMesh> meshes =
        SurfaceMeshes.of(labels, v -> true, 100, 1, CancellationToken.none());
    return new SurfaceScene(meshes, new int[] {RED, GREEN, BLUE}, opacities);
  }

  private static SurfacePicture from(SurfaceCamera camera, double... opacities) {
    SurfaceScene scene = cubes(opacities.length == 0 ? new double[] {1, 1, 1} : opacities);
    return new SurfaceRenderer(2).render(scene, camera, SIZE, SIZE, 0);
  }

  /** Which of the three pure colours a pixel has; 0 for the background. */
  private static int colourAt(SurfacePicture picture, double[] lps) {
    double[] p = picture.pixelOf(lps);
    int rgb = picture.image().get((int) p[0], (int) p[1]) & 0xFFFFFF;
    return rgb == 0 ? 0 : (rgb & RED) != 0 ? RED : (rgb & GREEN) != 0 ? GREEN : BLUE;
  }

  @Test
  void fromTheFrontThePatientsLeftIsOnTheRightAndTheHeadIsUp() {
    SurfacePicture picture = from(SurfaceCamera.FRONT);
    assertThat(picture.pixelOf(new double[] {68, 40, 40})[0]).isGreaterThan(SIZE / 2.0 + 10);
    assertThat(picture.pixelOf(new double[] {40, 40, 68})[1]).isLessThan(SIZE / 2.0 - 10);
    assertThat(colourAt(picture, new double[] {68, 40, 40})).isEqualTo(RED);
    assertThat(colourAt(picture, new double[] {40, 12, 40})).isEqualTo(GREEN);
    assertThat(colourAt(picture, new double[] {40, 40, 68})).isEqualTo(BLUE);
    assertThat(colourAt(picture, new double[] {12, 40, 40})).as("nothing there").isZero();
  }

  @Test
  void fromThePatientsLeftTheFrontIsOnTheLeft() {
    SurfacePicture picture = from(SurfaceCamera.FRONT.from(90, 0));
    double[] front = picture.pixelOf(new double[] {40, 12, 40});
    assertThat(front[0]).isLessThan(SIZE / 2.0 - 10);
    assertThat(colourAt(picture, new double[] {68, 40, 40})).as("nearest").isEqualTo(RED);
  }

  @Test
  void fromAboveTheHeadIsNearest() {
    SurfacePicture picture = from(SurfaceCamera.FRONT.from(0, 90));
    assertThat(colourAt(picture, new double[] {40, 40, 68})).isEqualTo(BLUE);
    double[] front = picture.pixelOf(new double[] {40, 12, 40});
    assertThat(front[1]).as("front at the bottom").isGreaterThan(SIZE / 2.0 + 10);
  }

  @Test
  void whatIsInFrontHidesWhatIsBehindUntilItIsSeenThrough() {
    SurfaceCamera behind = SurfaceCamera.FRONT.from(180, 0);
    double[] front = {40, 12, 40};
    assertThat(colourAt(from(SurfaceCamera.FRONT), front)).isEqualTo(GREEN);
    assertThat(colourAt(from(behind), front)).as("nothing before it").isEqualTo(GREEN);
    SurfacePicture clear = from(SurfaceCamera.FRONT, 1, 0.5, 1);
    double[] p = clear.pixelOf(front);
    int full = from(SurfaceCamera.FRONT).image().get((int) p[0], (int) p[1]) >> 8 & 0xFF;
    int half = clear.image().get((int) p[0], (int) p[1]) >> 8 & 0xFF;
    assertThat(half).isCloseTo(full / 2, within(2));
    assertThat(colourAt(from(SurfaceCamera.FRONT, 1, 0, 1), front)).isZero();
  }

  @Test
  void aPickGivesThePointOnTheSurfaceThatIsSeen() {
    SurfaceCamera camera = SurfaceCamera.FRONT.turned(20, 15).zoomed(1.3).panned(4, -3);
    SurfacePicture picture = from(camera);
    double[] p = picture.pixelOf(new double[] {40, 12, 40});
    Optional<double[]> hit = picture.at((int) p[0], (int) p[1]);
    assertThat(hit).isPresent();
    double[] back = picture.pixelOf(hit.get());
    assertThat(back[0]).isCloseTo((int) p[0] + 0.5, within(1e-3));
    assertThat(back[1]).isCloseTo((int) p[1] + 0.5, within(1e-3));
    assertThat(Math.abs(hit.get()[1] - 12)).as("on the cube's surface").isLessThan(13);
    assertThat(picture.at(0, 0)).isEmpty();
    assertThat(picture.at(-1, 5)).isEmpty();
  }

  @Test
  void threadsDoNotChangeThePicture() {
    SurfaceScene scene = cubes(1, 0.4, 1);
    SurfaceCamera camera = SurfaceCamera.FRONT.turned(33, 21);
    int[] one = new SurfaceRenderer(1).render(scene, camera, 200, 130, 0x202020).image().pixels();
    int[] four = new SurfaceRenderer(4).render(scene, camera, 200, 130, 0x202020).image().pixels();
    assertThat(four).isEqualTo(one);
  }

  @Test
  void anEmptySceneIsBackground() {
    int[] pixels =
        new SurfaceRenderer(1)
            .render(SurfaceScene.EMPTY, SurfaceCamera.FRONT, 10, 10, 0x102030)
            .image()
            .pixels();
    assertThat(pixels).containsOnly(0xFF102030);
  }
}
