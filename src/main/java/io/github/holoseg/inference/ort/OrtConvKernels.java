package io.github.holoseg.inference.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.slab.ConvKernels;
import io.github.holoseg.inference.slab.UnsupportedNetworkException;
import io.github.holoseg.model.onnx.OneNodeModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime's blocked convolution, called one slice at a time.
 *
 * <p>The operators are those into which the runtime itself turns convolutions on x64 (domain {@code
 * com.microsoft.nchwc}: an inner matter of the runtime, which another version may change). Hence
 * {@link #open} finds out the block size and compares a few convolutions with their definition
 * before anything relies on them.
 */
final class OrtConvKernels implements ConvKernels, AutoCloseable {
  private static final String DOMAIN = "com.microsoft.nchwc";

  private final OrtEnvironment environment;
  private final int block;
  private final Map<String, OrtSession> sessions = new HashMap<>();

  private OrtConvKernels(OrtEnvironment environment, int block) {
    this.environment = environment;
    this.block = block;
  }

  /**
   * @throws UnsupportedNetworkException if this runtime or this processor has no such kernels
   */
  static OrtConvKernels open() throws IOException, UnsupportedNetworkException {
    OrtEnvironment environment = OrtRuntime.environment();
    try {
      OrtConvKernels kernels = new OrtConvKernels(environment, findBlock(environment));
      ConvSelfTest.check(kernels);
      return kernels;
    } catch (OrtException e) {
      throw new UnsupportedNetworkException(
          "the runtime has no blocked convolution here: " + OrtRuntime.rootCause(e));
    }
  }

  /** Channels 0 to 31 of one voxel, two voxels wide: blocked, channel 1 follows channel 0. */
  private static int findBlock(OrtEnvironment environment)
      throws OrtException, UnsupportedNetworkException {
    byte[] model = new OneNodeModel("ReorderInput", DOMAIN).input("x", 4).output("y", 4).toBytes();
    FloatBuffer values = direct(64);
    for (int i = 0; i < 64; i++) {
      values.put(i, i / 2);
    }
    try (OrtSession.SessionOptions options = options();
        OrtSession session = environment.createSession(model, options);
        OnnxTensor x = OnnxTensor.createTensor(environment, values, new long[] {1, 32, 1, 2});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
      int block = 1;
      while (block < 32 && y.get(block) == block) {
        block++;
      }
      if (block != 8 && block != 16) {
        throw new UnsupportedNetworkException("channels lie in blocks of " + block);
      }
      return block;
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = OrtRuntime.options(1);
    options.setCPUArenaAllocator(false);
    options.setMemoryPatternOptimization(false);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
    return options;
  }

  static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public int block() {
    return block;
  }

  @Override
  public Kernel prepare(int[] kernel, int[] stride, int[] pad, boolean blockedInput)
      throws IOException {
    try {
      return new Conv(
          session(kernel, stride, pad, false), session(kernel, stride, pad, true), kernel);
    } catch (OrtException e) {
      throw new IOException("a convolution could not be prepared: " + OrtRuntime.rootCause(e), e);
    }
  }

  private synchronized OrtSession session(int[] kernel, int[] stride, int[] pad, boolean adds)
      throws OrtException {
    String key = Arrays.toString(kernel) + Arrays.toString(stride) + Arrays.toString(pad) + adds;
    OrtSession session = sessions.get(key);
    if (session == null) {
      OneNodeModel conv = new OneNodeModel("Conv", DOMAIN).input("x", 4).input("w", 4);
      byte[] model =
          (adds ? conv.input("", 0).input("s", 4) : conv.input("b", 1))
              .output("y", 4)
              .ints("kernel_shape", kernel)
              .ints("strides", stride)
              .ints("pads", pad[0], pad[1], pad[0], pad[1])
              .whole("group", 1)
              .toBytes();
      try (OrtSession.SessionOptions options = options()) {
        session = environment.createSession(model, options);
      }
      sessions.put(key, session);
    }
    return session;
  }

  private final class Conv implements Kernel {
    private final OrtSession first;
    private final OrtSession adding;
    private final int[] kernel;

    Conv(OrtSession first, OrtSession adding, int[] kernel) {
      this.first = first;
      this.adding = adding;
      this.kernel = kernel;
    }

    @Override
    public void run(
        FloatBuffer in,
        int inputs,
        int[] size,
        FloatBuffer weights,
        FloatBuffer bias,
        int outputs,
        FloatBuffer out,
        int[] outSize) {
      long[] inShape = {1, inputs, size[0], size[1]};
      long[] outShape = {1, outputs, outSize[0], outSize[1]};
      long[] weightShape = {outputs, inputs, kernel[0], kernel[1]};
      try (OnnxTensor x = OnnxTensor.createTensor(environment, in, inShape);
          OnnxTensor w = OnnxTensor.createTensor(environment, weights, weightShape);
          OnnxTensor y = OnnxTensor.createTensor(environment, out, outShape)) {
        if (bias == null) {
          // Sum and output are one memory: the kernel adds in place.
          call(adding, Map.of("x", x, "w", w, "s", y), y);
        } else {
          try (OnnxTensor b = OnnxTensor.createTensor(environment, bias, new long[] {outputs})) {
            call(first, Map.of("x", x, "w", w, "b", b), y);
          }
        }
      } catch (OrtException e) {
        throw new IllegalStateException("a convolution failed: " + OrtRuntime.rootCause(e), e);
      }
    }
  }

  private static void call(OrtSession session, Map<String, OnnxTensor> inputs, OnnxTensor y)
      throws OrtException {
    session.run(inputs, Set.of(), Map.of("y", y)).close();
  }

  @Override
  public void unblock(FloatBuffer in, int channels, int[] size, FloatBuffer out) {
    int padded = (channels + block - 1) / block * block;
    try (OnnxTensor x =
            OnnxTensor.createTensor(environment, in, new long[] {1, padded, size[0], size[1]});
        OnnxTensor y =
            OnnxTensor.createTensor(environment, out, new long[] {1, channels, size[0], size[1]})) {
      call(reorder(channels), Map.of("x", x), y);
    } catch (OrtException e) {
      throw new IllegalStateException("reordering failed: " + OrtRuntime.rootCause(e), e);
    }
  }

  private synchronized OrtSession reorder(int channels) throws OrtException {
    String key = "reorder " + channels;
    OrtSession session = sessions.get(key);
    if (session == null) {
      byte[] model =
          new OneNodeModel("ReorderOutput", DOMAIN)
              .input("x", 4)
              .output("y", 4)
              .whole("channels", channels)
              .toBytes();
      try (OrtSession.SessionOptions options = options()) {
        session = environment.createSession(model, options);
      }
      sessions.put(key, session);
    }
    return session;
  }

  /** Frees the native sessions; nothing may run. */
  @Override
  public synchronized void close() {
    for (OrtSession session : sessions.values()) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("a convolution could not be closed", e);
      }
    }
    sessions.clear();
  }
}
