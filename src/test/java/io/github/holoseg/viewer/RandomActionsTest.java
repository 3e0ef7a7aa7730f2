package io.github.holoseg.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.image.PlaneRenderer;
import io.github.holoseg.volume.AxisOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done in whatever order: the state stays within its limits, and a renderer that has
 * seen everything paints what a new one paints.
 */
class RandomActionsTest {
  private static final int ACTIONS = 10_000;
  private static final Plane[] PLANES = Plane.values();

  private final Random random = new Random(7);

  @Test
  void tenThousandActionsLeaveARightPicture() {
    ViewerState state =
        new ViewerState(
            ViewerSnapshot.of(
                Scans.scene(
                    new PlanarImgFactory<>(new ShortType()),
                    new PlanarImgFactory<>(new UnsignedShortType()),
                    AxisOrder.of("PIR")),
                Window.between(0, 100)));
    Map<Plane, PlaneRenderer> renderers = new EnumMap<>(Plane.class);
    for (Plane plane : PLANES) {
      renderers.put(plane, new PlaneRenderer());
    }
    int[] told = new int[1];
    state.addListener((now, before) -> told[0]++);
    for (int i = 0; i < ACTIONS; i++) {
      act(state);
      ViewerSnapshot s = state.snapshot();
      Plane plane = PLANES[random.nextInt(PLANES.length)];
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      ArgbImage image = renderers.get(plane).render(s, plane, width, height);
      assertThat(Probe.at(s.scene(), s.crosshair())).as("action %d", i).isNotNull();
      if (i % 7 == 0) {
        assertThat(image.pixels())
            .as("action %d, %s, %s", i, plane, s)
            .isEqualTo(new PlaneRenderer().render(s, plane, width, height).pixels());
      }
    }
    assertThat(told[0]).isGreaterThan(ACTIONS / 2);
  }

  private void act(ViewerState state) {
    Plane plane = PLANES[random.nextInt(PLANES.length)];
    int label = 1 + random.nextInt(3);
    switch (random.nextInt(16)) {
      case 0 -> state.scroll(plane, random.nextInt(7) - 3);
      case 1 -> state.setCrosshair(new LpsPoint(far(), far(), far()));
      case 2 -> state.dragWindow(far(), far());
      case 3 -> state.pan(plane, far() / 10, far() / 10);
      case 4 -> state.zoom(plane, Math.exp(random.nextGaussian()), far() / 10, far() / 10);
      case 5 -> state.resetViews();
      case 6 ->
          state.setConvention(Convention.values()[random.nextInt(Convention.values().length)]);
      case 7 ->
          state.setOverlay(
              new Overlay(
                  OverlayMode.values()[random.nextInt(OverlayMode.values().length)],
                  random.nextDouble()));
      case 8 ->
          state.setSlab(
              new Slab(
                  SlabMode.values()[random.nextInt(SlabMode.values().length)],
                  0.1 + 20 * random.nextDouble()));
      case 9 ->
          state.setMarks(
              new Marks(
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean()));
      case 10 -> state.update(s -> s.withOblique(s.oblique().turned(far(), far()).rolled(far())));
      case 11 -> state.style(label, style -> style.withVisible(!style.visible()));
      case 12 -> state.style(label, style -> style.withOpacity(random.nextDouble()));
      case 13 -> state.toggleMaximised(plane);
      case 14 -> state.setSlice(PLANES[random.nextInt(3)], random.nextInt(30) - 8);
      default -> edit(state, label);
    }
  }

  private double far() {
    return 60 * random.nextGaussian();
  }

  private void edit(ViewerState state, int label) {
    var voxels = state.snapshot().scene().labels().orElseThrow().voxels();
    voxels
        .getAt(
            random.nextInt((int) voxels.dimension(0)),
            random.nextInt((int) voxels.dimension(1)),
            random.nextInt((int) voxels.dimension(2)))
        .set(label);
    state.labelsChanged();
  }
}
