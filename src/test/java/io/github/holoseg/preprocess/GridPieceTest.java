package io.github.holoseg.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.testing.ModelSpecs;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GridPieceTest {
  /** TotalSegmentator's slices for 71: {@code [:43]}, {@code [4:66]} and {@code [27:]}. */
  @Example
  void cutsWhereTheOriginalCuts() {
    assertThat(GridPiece.of(model(new SplitSpec(20, 0, 0)), new int[] {17, 17, 71}))
        .containsExactly(
            new GridPiece(0, 43, 0, 23),
            new GridPiece(4, 62, 23, 23),
            new GridPiece(27, 44, 46, 25));
  }

  @Property
  void everySliceIsDecidedOnceAndSeenWithItsSurroundings(
      @ForAll @IntRange(min = 1, max = 30) int margin, @ForAll @IntRange(max = 400) int more) {
    int slices = 3 * margin + more;
    List<GridPiece> pieces =
        GridPiece.of(model(new SplitSpec(margin, 0, 0)), new int[] {5, 4, slices});
    assertThat(pieces).hasSize(3);
    int next = 0;
    for (GridPiece piece : pieces) {
      assertThat(piece.keptFirst()).isEqualTo(next);
      next += piece.keptSize();
      assertThat(piece.keptFirst() - piece.first())
          .isEqualTo(piece.first() == 0 && piece.keptFirst() == 0 ? 0 : margin - 1);
      assertThat(piece.first() + piece.size() - next).isEqualTo(next == slices ? 0 : margin);
    }
    assertThat(next).isEqualTo(slices);
  }

  @Example
  void cutsOnlyAboveBothLimits() {
    ModelSpec model = model(new SplitSpec(20, 100 * 100 * 201L, 200));
    assertThat(GridPiece.of(model, new int[] {100, 100, 201})).hasSize(1);
    assertThat(GridPiece.of(model, new int[] {100, 101, 201})).hasSize(3);
    assertThat(GridPiece.of(model, new int[] {1000, 1000, 200})).hasSize(1);
    assertThat(GridPiece.of(model(null), new int[] {1000, 1000, 1000})).hasSize(1);
    assertThat(
            GridPiece.of(
                model(new SplitSpec(20, SplitSpec.WHEN_ASKED, 0)), new int[] {2000, 2000, 2000}))
        .hasSize(1);
  }

  @Example
  void refusesGridsThatAreNoLongerThanTheirSurroundings() {
    ModelSpec model = model(new SplitSpec(20, 0, 0));
    assertThat(GridPiece.of(model, new int[] {5, 5, 60})).hasSize(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridPiece.of(model, new int[] {5, 5, 59}))
        .withMessageContaining("has 59 slices")
        .withMessageContaining("needs 60");
  }

  @Example
  void refusesSlicesThatAreNotAlongZ() {
    ModelSpecs specs = new ModelSpecs();
    specs.axes = "bcxyz";
    ModelSpec built = specs.build();
    ModelSpec model = built.withGeometry(built.geometry().withSplit(new SplitSpec(20, 0, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridPiece.of(model, new int[] {90, 90, 90}))
        .withMessageContaining("bcxyz");
  }

  @Example
  void aCropOutsideOfWhatIsDecidedGivesNothing() {
    GridPiece last = new GridPiece(27, 44, 46, 25);
    assertThat(last.kept(last.inWhole(new Box(new int[] {1, 2, 0}, new int[] {3, 3, 19}))))
        .isNull();
    Box kept = last.kept(last.inWhole(new Box(new int[] {1, 2, 3}, new int[] {3, 4, 20})));
    assertThat(kept.min()).containsExactly(1, 2, 46);
    assertThat(kept.size()).containsExactly(3, 4, 4);
  }

  private static ModelSpec model(SplitSpec split) {
    ModelSpec model = new ModelSpecs().build();
    return model.withGeometry(model.geometry().withSplit(split));
  }
}
