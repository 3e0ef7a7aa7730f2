package io.github.holoseg.pipeline;

import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.model.NetworkSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sessions of a model's folds for the tile size used last. Not thread-safe. */
final class SessionCache implements AutoCloseable {
  private final InferenceEngine engine;
  private final NetworkSpec network;
  private final Device device;
  private final int threads;
  private final List<Session> sessions = new ArrayList<>();
  private int[] tileSize;

  SessionCache(InferenceEngine engine, NetworkSpec network, Device device, int threads) {
    this.engine = engine;
    this.network = network;
    this.device = device;
    this.threads = threads;
  }

  /** The sessions for tiles of this size; opened if those at hand are for another one. */
  List<Session> open(int[] wanted) throws IOException {
    if (!Arrays.equals(wanted, tileSize)) {
      close();
      try {
        for (int fold = 0; fold < network.weights().size(); fold++) {
          sessions.add(engine.open(network, fold, wanted, device, threads));
        }
      } catch (IOException | RuntimeException | Error e) {
        close();
        throw e;
      }
      tileSize = wanted.clone();
    }
    return List.copyOf(sessions);
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
    sessions.clear();
    tileSize = null;
  }
}
