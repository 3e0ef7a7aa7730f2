package io.github.holoseg.workbench.doubt;

import io.github.holoseg.annotation.DoubtMap;
import io.github.holoseg.annotation.DoubtMap.Scores;
import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.annotation.DoubtfulPlaces;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps how sure each network of a run was, a byte for each voxel of its grid, and lists where it
 * was not. Passes everything on to another observer. For one run; read it when the run is over.
 */
public final class DoubtRecorder implements LabelObserver {
  private final LabelObserver next;
  private final List<DoubtMap> maps = new ArrayList<>();

  /**
   * @param next hears of the labels, {@link LabelObserver#NONE} for nobody
   */
  public DoubtRecorder(LabelObserver next) {
    this.next = next;
  }

  @Override
  public void decided(LabelSlab slab) {
    next.decided(slab);
  }

  @Override
  public ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
    ScoreSink others = next.scores(network, grid);
    int classes = network.network().outputChannels();
    Recording recording = new Recording(grid, network.decision(), classes);
    return (index, scores) -> {
      recording.accept(index, scores);
      if (others != null) {
        others.accept(index, scores);
      }
    };
  }

  /** One network, or one piece of the scan. */
  private final class Recording {
    private final VolumeGeometry grid;
    private final DecisionSpec decision;
    private final int classes;
    private DoubtMap map;

    Recording(VolumeGeometry grid, DecisionSpec decision, int classes) {
      this.grid = grid;
      this.decision = decision;
      this.classes = classes;
    }

    void accept(int index, float[] scores) {
      if (map == null) {
        map = new DoubtMap(grid, kind(scores));
        maps.add(map);
      }
      map.accept(index, scores, classes);
    }

    private Scores kind(float[] scores) {
      int n = Math.toIntExact(grid.size(0) * grid.size(1) * classes);
      boolean probabilities = decision.activation() == DecisionSpec.Activation.NONE;
      for (int i = 0; probabilities && i < n; i++) {
        probabilities = scores[i] >= 0 && scores[i] <= 1;
      }
      boolean each = classes == 1 || decision.rule() != DecisionSpec.Rule.ARGMAX;
      if (probabilities) {
        return each ? Scores.SIGMOID_PROBABILITIES : Scores.SOFTMAX_PROBABILITIES;
      }
      return each ? Scores.SIGMOID_LOGITS : Scores.SOFTMAX_LOGITS;
    }
  }

  /**
   * The places of all networks, the most doubtful first.
   *
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public List<DoubtfulPlace> places(CancellationToken cancel) {
    List<DoubtfulPlace> places = new ArrayList<>();
    for (DoubtMap map : maps) {
      places.addAll(DoubtfulPlaces.of(map, cancel));
    }
    places.sort(Comparator.comparingDouble(DoubtfulPlace::weight).reversed());
    return places;
  }

  /** One for each network or piece, in the order of the run. */
  public List<DoubtMap> maps() {
    return List.copyOf(maps);
  }
}
