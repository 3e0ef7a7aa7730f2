package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * A runtime that can run networks. Implementations are thread-safe; they are found by {@link
 * java.util.ServiceLoader} with this interface's own class loader.
 */
public interface InferenceEngine {
  /** Short name for reports, for example {@code onnxruntime 1.29.0}. */
  String name();

  /**
   * Opens one network for tiles of one shape.
   *
   * <p>Duties: an explicit device that does not work is an {@link IOException} that says why and
   * what to do; {@code auto} falls back to the CPU and says so in {@link Session#warnings()}.
   *
   * @param network tensors of the model
   * @param fold index into {@link NetworkSpec#weights()}
   * @param tileSize voxels along grid axes 0 (fastest), 1, 2
   * @param device where to run
   * @param threads CPU threads, at least 1
   * @throws IOException naming the file or the device
   */
  Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads)
      throws IOException;

  /** One network, loaded; for one tile shape, one thread at a time. */
  interface Session extends AutoCloseable {
    /** What really runs, for example {@code CPU} or {@code CUDA:0}. */
    String provider();

    /** Sentences for the report, for example why {@code auto} did not take the GPU. */
    default java.util.List<String> warnings() {
      return java.util.List.of();
    }

    /** The direct buffer that holds the input tile: channel-major, grid axis 0 fastest. */
    FloatBuffer input();

    /**
     * The direct buffer that holds the output tile: class-major, grid axis 0 fastest. If {@link
     * #makesSlices}, only the slice that was made last, in the same order.
     */
    FloatBuffer output();

    /**
     * Whether a run ends before the scores, which are then made one slice at a time. So a network
     * with a hundred classes needs no memory for all of their scores.
     */
    default boolean makesSlices() {
      return false;
    }

    /**
     * Makes the scores of one slice of the tile that ran last, with the session's own threads.
     *
     * @param index along grid axis 2
     * @throws IOException naming the network and the provider
     */
    default void makeSlice(int index) throws IOException {}

    /**
     * Runs the network from {@link #input()} to {@link #output()} (both absolute, from 0).
     *
     * @throws java.util.concurrent.CancellationException soon after the token is cancelled
     * @throws IOException naming the network and the provider
     */
    void run(CancellationToken cancel) throws IOException;

    /** Frees the native session; waits for a running call. */
    @Override
    void close();
  }
}
