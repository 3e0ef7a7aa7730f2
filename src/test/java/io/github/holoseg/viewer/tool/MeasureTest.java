package io.github.holoseg.viewer.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Geometries;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureTest {
  private final Scene scene = Scans.scene(new ShortType(), AxisOrder.of("PIR"));

  @Provide
  Arbitrary<VolumeGeometry> grids() {
    return Geometries.any();
  }

  @Provide
  Arbitrary<LpsPoint> points() {
    Arbitrary<Double> mm = Arbitraries.doubles().between(-500, 500);
    return Combinators.combine(mm, mm, mm).as(LpsPoint::new);
  }

  /** A neck-shaft angle of 127 degrees that is turned anyhow in the patient. */
  @Property
  void anAngleIsTheSameInEveryDirection(
      @ForAll @DoubleRange(min = 0, max = 180) double degrees,
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b,
      @ForAll("points") LpsPoint vertex) {
    Oblique o = Oblique.CORONAL.turned(a, b);
    double t = Math.toRadians(degrees);
    LpsPoint second = o.right().times(Math.cos(t)).plus(o.down().times(Math.sin(t)));
    Angle angle =
        new Angle("", vertex.plus(o.right().times(40)), vertex, vertex.plus(second.times(70)));
    assertThat(angle.degrees()).isCloseTo(degrees, within(1e-6));
    assertThat(new Angle("", vertex, vertex, second).degrees()).isNaN();
  }

  /** Along voxels of 2x1x3 mm. */
  @Test
  void aRulerCountsMillimetresNotVoxels() {
    assertThat(new Ruler("", Scans.at(1, 1, 1), Scans.at(4, 9, 1)).length()).isEqualTo(10);
    assertThat(new Ruler("", Scans.at(1, 1, 1), Scans.at(3, 1, 2)).length()).isEqualTo(5);
  }

  /** Against every voxel of the grid, tried one by one, on any grid. */
  @Property(tries = 100)
  void regionStatisticsAreThoseOfTheVoxelsWithin(
      @ForAll("grids") VolumeGeometry g,
      @ForAll Region.Shape shape,
      @ForAll @DoubleRange(min = -1, max = 9) double ci,
      @ForAll @DoubleRange(min = -1, max = 9) double cj,
      @ForAll @DoubleRange(min = 0.1, max = 12) double across,
      @ForAll @DoubleRange(min = 0.1, max = 12) double down) {
    var voxels = ArrayImgs.shorts(g.size());
    int next = 0;
    for (ShortType voxel : voxels) {
      voxel.set((short) (next++ * 7919 % 3001 - 1000));
    }
    Scene any = new Scene(new Volume<>(voxels, g, VolumeInfo.inMemory("t", Modality.CT)), null);
    long k = g.size(2) / 2;
    double[][] d = g.direction();
    Region region =
        new Region(
            "",
            shape,
            LpsPoint.of(g.toPhysical(ci, cj, k)),
            new LpsPoint(d[0][0], d[1][0], d[2][0]).times(across),
            new LpsPoint(d[0][1], d[1][1], d[2][1]).times(down));
    List<Double> inside = new ArrayList<>();
    double[] mm = g.spacing();
    for (long j = 0; j < g.size(1); j++) {
      for (long i = 0; i < g.size(0); i++) {
        double x = (i - ci) * mm[0] / across;
        double y = (j - cj) * mm[1] / down;
        double edge = shape == Region.Shape.ELLIPSE ? x * x + y * y : Math.max(x * x, y * y);
        if (Math.abs(edge - 1) < 1e-6) {
          return; // a voxel's centre on the very border: either answer is right
        }
        if (edge < 1) {
          inside.add((double) voxels.getAt(i, j, k).get());
        }
      }
    }
    RegionStatistics s = RegionStatistics.of(region, any);
    assertThat(s.samples()).isEqualTo(inside.size());
    double box = 4 * across * down;
    assertThat(s.area())
        .isCloseTo(shape == Region.Shape.ELLIPSE ? box * Math.PI / 4 : box, within(1e-6 * box));
    if (inside.isEmpty()) {
      assertThat(s.mean()).isNaN();
      return;
    }
    double mean = inside.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        inside.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(s.mean()).isCloseTo(mean, within(1e-9));
    assertThat(s.sd()).isCloseTo(Math.sqrt(variance), within(1e-6));
    assertThat(s.min()).isEqualTo(inside.stream().mapToDouble(v -> v).min().orElseThrow());
    assertThat(s.max()).isEqualTo(inside.stream().mapToDouble(v -> v).max().orElseThrow());
  }

  @Test
  void anObliqueRegionIsSampledBetweenVoxels() {
    Scene flat = Scans.scene(new ShortType(), AxisOrder.of("LPS"));
    flat.volume().voxels().forEach(v -> v.setReal(77));
    Oblique o = Oblique.CORONAL.turned(0.5, 0.3);
    Region region =
        new Region(
            "", Region.Shape.ELLIPSE, Scans.at(6, 5, 7), o.right().times(3), o.down().times(3));
    RegionStatistics s = RegionStatistics.of(region, flat);
    assertThat(s.mean()).isEqualTo(77);
    assertThat(s.sd()).isZero();
    assertThat(s.samples()).isBetween(24L, 34L); // 28 mm² at one sample per mm²
  }

  @Property
  void aFileReadsBack(
      @ForAll("points") LpsPoint a,
      @ForAll("points") LpsPoint b,
      @ForAll("points") LpsPoint c,
      @ForAll String name)
      throws IOException {
    Oblique o = Oblique.CORONAL.turned(a.x(), a.y());
    List<Measure> measures =
        List.of(
            new Ruler(name, a, b),
            new Angle("neck-shaft", a, b, c),
            new Region(name, Region.Shape.ELLIPSE, c, o.right().times(4), o.down().times(2)));
    List<Measure> read = MeasureFile.parse(MeasureFile.text(measures, scene), "case.json");
    assertThat(read.subList(0, 2)).isEqualTo(measures.subList(0, 2));
    Region region = (Region) read.get(2);
    assertThat(region.name()).isEqualTo(name);
    assertThat(region.centre()).isEqualTo(c);
    assertThat(region.right().distance(o.right().times(4))).isLessThan(1e-9);
  }

  @Test
  void filesAreWrittenAndAnythingElseIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("case.measures.json");
    List<Measure> measures = List.of(new Ruler("a, \"b\"", Scans.at(1, 1, 1), Scans.at(4, 9, 1)));
    MeasureFile.save(measures, scene, file);
    MeasureFile.save(measures, scene, file);
    assertThat(MeasureFile.load(file)).isEqualTo(measures);
    Path csv = folder.resolve("case.csv");
    MeasureFile.saveCsv(measures, scene, csv);
    assertThat(Files.readString(csv))
        .isEqualTo(
            "scan,kind,name,length_mm,degrees,samples,mean,sd,min,max,area_mm2,lps\n"
                + "test,ruler,\"a, \"\"b\"\"\",10.000,,,,,,,,"
                + "2.000 1.000 3.000; 8.000 9.000 3.000\n");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    refused("{", "is no JSON");
    refused("{}", "holds no measures");
    String head = "{\"format\":\"holoseg-measures\",\"version\":1,\"measures\":[";
    refused(
        head + "{\"kind\":\"ruler\",\"points\":[[1,2,3]]}]}", "measure 1: 'ruler' has 1 points");
    refused(head + "{\"kind\":\"blob\",\"points\":[[1,2,3],[1,2,3],[1,2,3]]}]}", "no kind 'blob'");
    refused(head + "{\"kind\":\"ruler\",\"points\":[[1,2,3],[1,2,\"x\"]]}]}", "three numbers");
    refused(head + "{\"kind\":\"ruler\",\"points\":[[1,2,3],[1,2,1e99]]}]}", "three numbers");
    refused("{\"format\":\"holoseg-measures\",\"version\":2,\"measures\":[]}", "newer Holoseg");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> MeasureFile.parse(text, "case.json"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("case.json: ")
        .hasMessageContaining(why);
  }

  @Test
  void twoEqualMeasuresAreStillTwo() {
    Measures measures = new Measures();
    Ruler first = new Ruler("", Scans.at(0, 0, 0), Scans.at(1, 0, 0));
    Ruler second = new Ruler("", Scans.at(0, 0, 0), Scans.at(1, 0, 0));
    int[] told = new int[1];
    measures.addListener(() -> told[0]++);
    measures.add(first);
    measures.add(second);
    measures.remove(second);
    assertThat(measures.all()).hasSize(1);
    assertThat(measures.all().get(0)).isSameAs(first);
    measures.replace(second, first);
    assertThat(told[0]).isEqualTo(3);
  }

  @Property
  void whatIsMovedKeepsItsShape(
      @ForAll("points") LpsPoint a,
      @ForAll("points") LpsPoint b,
      @ForAll("points") LpsPoint c,
      @ForAll("points") LpsPoint by) {
    assertThat(new Ruler("", a, b).movedBy(by).length())
        .isCloseTo(new Ruler("", a, b).length(), within(1e-6));
    Angle angle = new Angle("neck", b, a, c);
    assertThat(angle.movedBy(by).vertex()).isEqualTo(a.plus(by));
    assertThat(angle.movedBy(by).name()).isEqualTo("neck");
    assertThat(angle.withHandle(1, by)).isEqualTo(new Angle("neck", b, by, c));
    assertThat(new Ruler("", a, b).withHandle(1, c)).isEqualTo(new Ruler("", a, c));
  }

  /** One corner is dragged: the opposite one stays, and the region stays in its plane. */
  @Property
  void aCornerOfARegionIsDragged(
      @ForAll @DoubleRange(min = -3, max = 3) double turn,
      @ForAll @DoubleRange(min = 1, max = 90) double width,
      @ForAll @DoubleRange(min = 1, max = 90) double height,
      @ForAll("points") LpsPoint centre,
      @ForAll @IntRange(max = 3) int corner,
      @ForAll("points") LpsPoint to) {
    Oblique o = Oblique.CORONAL.turned(turn, turn / 2);
    for (Region.Shape shape : Region.Shape.values()) {
      Region region =
          new Region("r", shape, centre, o.right().times(width / 2), o.down().times(height / 2));
      Region next = region.withHandle(corner, to);
      LpsPoint stays = region.handles().get((corner + 2) % 4);
      assertThat(next.handles().stream().mapToDouble(p -> p.distance(stays)).min().orElseThrow())
          .isLessThan(1e-6);
      assertThat(next.centre().minus(centre).dot(o.normal())).isCloseTo(0, within(1e-6));
      LpsPoint inPlane = to.minus(o.normal().times(to.minus(centre).dot(o.normal())));
      assertThat(next.handles().stream().mapToDouble(p -> p.distance(inPlane)).min().orElseThrow())
          .isLessThan(1e-6);
      assertThat(next.named("s").name()).isEqualTo("s");
    }
  }

  /** The mouse goes on past the opposite corner and back: it holds the corner that it took. */
  @Property
  void aCornerIsTheSameOneBeyondTheOpposite(
      @ForAll @IntRange(max = 3) int corner, @ForAll @Size(3) List<@From("points") LpsPoint> way) {
    Region region =
        new Region(
            "", Region.Shape.ELLIPSE, way.get(0), new LpsPoint(4, 0, 0), new LpsPoint(0, 3, 0));
    LpsPoint stays = region.handles().get((corner + 2) % 4);
    for (LpsPoint to : way) {
      LpsPoint before = region.handles().get(corner);
      Region next = region.withHandle(corner, to);
      LpsPoint expected = next == region ? before : new LpsPoint(to.x(), to.y(), stays.z());
      assertThat(next.handles().get(corner).distance(expected)).isLessThan(1e-6);
      assertThat(next.handles().get((corner + 2) % 4).distance(stays)).isLessThan(1e-6);
      region = next;
    }
  }

  @Test
  void theOutlineOfARegionIsWhereItEnds() {
    for (Region.Shape shape : Region.Shape.values()) {
      Region region =
          new Region(
              "", shape, new LpsPoint(1, 2, 3), new LpsPoint(10, 0, 0), new LpsPoint(0, 5, 0));
      List<LpsPoint> line = region.outline();
      assertThat(line.get(0)).isEqualTo(line.get(line.size() - 1));
      for (LpsPoint p : line) {
        LpsPoint outwards = p.minus(region.centre());
        assertThat(region.holds(region.centre().plus(outwards.times(0.999)))).isTrue();
        assertThat(region.holds(region.centre().plus(outwards.times(1.001)))).isFalse();
      }
    }
  }

  @Test
  void whatIsNotInTheFileIsNotSaved() {
    Measures measures = new Measures();
    assertThat(measures.isSaved()).isTrue();
    Ruler ruler = new Ruler("", new LpsPoint(0, 0, 0), new LpsPoint(1, 0, 0));
    measures.add(ruler);
    assertThat(measures.isSaved()).isFalse();
    measures.markSaved();
    assertThat(measures.isSaved()).isTrue();
    measures.replace(ruler, ruler.named("neck"));
    assertThat(measures.isSaved()).isFalse();
    measures.remove(measures.all().get(0));
    assertThat(measures.isSaved()).as("the file still has it").isFalse();
  }
}
