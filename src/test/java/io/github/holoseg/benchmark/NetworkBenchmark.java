package io.github.holoseg.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.nnunet.NetworkCase;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.OnnxWriter;
import io.github.holoseg.task.CancellationToken;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One tile through a rebuilt network, by ONNX Runtime as a whole and slice by slice in turn, beside
 * PyTorch's scores.
 *
 * <pre>
 * python src/main/python/reference/nnunet_networks.py /tmp/big --big
 * java -Xmx3g -cp $CP io.github.holoseg.benchmark.NetworkBenchmark /tmp/big/big128 5 [stock|slices]
 * </pre>
 *
 * With one of the two named at the end only that one runs, so that the peak memory printed is its
 * own. Threads are as many as the process may use cores (taskset).
 */
public final class NetworkBenchmark {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private NetworkBenchmark() {}

  public static void main(String[] args) throws Exception {
    NetworkCase c = new NetworkCase(Path.of(args[0]));
    int rounds = Integer.parseInt(args[1]);
    int threads = Runtime.getRuntime().availableProcessors();
    List<String> ways = args.length > 2 ? List.of(args[2]) : List.of("stock", "slices");
    Path file = Path.of(args[0], "network.onnx");
    long start = System.nanoTime();
    if (!Files.exists(file)) {
      OnnxWriter.write(c.graph(), Map.of(), file);
      System.out.printf(Locale.ROOT, "written in %.2f s%n", seconds(start));
    }
    LayerGraph graph = c.graph();
    long[] shape = c.input().shape();
    int[] tile = {(int) shape[4], (int) shape[3], (int) shape[2]};
    NetworkSpec.SizeRule any = new NetworkSpec.SizeRule(1, 1, 0);
    NetworkSpec spec =
        new NetworkSpec(
            List.of(new NetworkSpec.Weights(file, "")),
            "input",
            "output",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("CT"),
            graph.outputChannels(),
            List.of(any, any, any));
    InferenceEngine.Session[] sessions = new InferenceEngine.Session[ways.size()];
    double[][] times = new double[ways.size()][rounds];
    double[][] cpu = new double[ways.size()][rounds];
    for (int w = 0; w < ways.size(); w++) {
      System.setProperty("holoseg.slices", ways.get(w).equals("stock") ? "off" : "on");
      start = System.nanoTime();
      sessions[w] = new OrtEngine().open(spec, 0, tile, Device.CPU, threads);
      System.out.printf(Locale.ROOT, "%s: opened in %.2f s%n", ways.get(w), seconds(start));
      sessions[w].input().put(0, c.input().values());
    }
    float[] expected = c.output().values();
    for (int round = 0; round < rounds; round++) {
      for (int w = 0; w < ways.size(); w++) {
        start = System.nanoTime();
        long cpuStart = PROCESS.getProcessCpuTime();
        sessions[w].run(CancellationToken.none());
        for (int z = 0; sessions[w].makesSlices() && z < tile[2]; z++) {
          sessions[w].makeSlice(z);
        }
        times[w][round] = seconds(start);
        cpu[w][round] = (PROCESS.getProcessCpuTime() - cpuStart) / 1e9;
      }
    }
    for (int w = 0; w < ways.size(); w++) {
      double worst = 0;
      int plane = tile[0] * tile[1];
      for (int z = 0; z < tile[2]; z++) {
        sessions[w].makeSlice(z);
        for (int k = 0; k < graph.outputChannels(); k++) {
          int from = (k * tile[2] + z) * plane;
          int at = sessions[w].makesSlices() ? k * plane : from;
          for (int i = 0; i < plane; i++) {
            float found = sessions[w].output().get(at + i);
            worst = Math.max(worst, Math.abs(found - expected[from + i]));
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s (%s), %d threads: seconds %s, CPU seconds %s, least %.2f, largest difference to"
              + " PyTorch %.2g%n",
          ways.get(w),
          sessions[w].provider(),
          threads,
          Arrays.toString(times[w]),
          Arrays.toString(cpu[w]),
          Arrays.stream(cpu[w]).min().orElse(0),
          worst);
    }
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(System.out::println);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
