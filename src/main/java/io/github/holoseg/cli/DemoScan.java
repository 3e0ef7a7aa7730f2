package io.github.holoseg.cli;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the demo runs on: the sample CT with another program's result to compare with, or the
 * phantom with the truth.
 *
 * @param input file to segment
 * @param what one sentence about it
 * @param reference on the scan's grid
 * @param referenceName for the table
 * @param model what suits it
 * @param values by structure name, the labels of the reference that together are the structure
 */
record DemoScan(
    Path input,
    String what,
    LabelMap reference,
    String referenceName,
    String model,
    Map<String, Set<Integer>> values) {

  /** TotalSegmentator's class numbers: sacrum, vertebrae, shoulder to hip, skull and ribs. */
  private static final Set<Integer> BONES =
      IntStream.rangeClosed(25, 116)
          .filter(value -> value <= 50 || value >= 69 && value <= 78 || value >= 91)
          .boxed()
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, Set<Integer>> TOTAL =
      Map.of(
          "bone", BONES,
          "sacrum", Set.of(25),
          "femur_left", Set.of(75),
          "femur_right", Set.of(76),
          "hip_left", Set.of(77),
          "hip_right", Set.of(78));

  /** The sample if it was fetched. */
  static DemoScan find(Path project, Path output) throws IOException {
    Path data = project.resolve("sample-volumes/data");
    Path ct = data.resolve("example_ct.nii.gz");
    Path total = data.resolve("example_seg_fast_force_split.nii.gz");
    if (Files.exists(ct) && Files.exists(total)) {
      return new DemoScan(
          ct,
          "the sample CT: a pelvis with both proximal femurs, 3 mm, a metal nail in the left femur",
          LabelMapReader.read(total),
          "TotalSegmentator's own result (2.2.1, fast), another program's answer and not the truth",
          ModelRepository.DEFAULT_ID,
          TOTAL);
    }
    Path phantom = output.resolve("phantom.nii.gz");
    VolumeExporters.forFile(phantom).export(Phantom.ct(), phantom);
    return new DemoScan(
        phantom,
        "a made-up phantom, because the sample CT is not here (sample-volumes/fetch gets it)",
        Phantom.truth(Phantom.defaultGeometry()),
        "the phantom's exact truth (whole femurs)",
        "bone",
        Map.of("bone", Set.of(1, 2), "femur_left", Set.of(1), "femur_right", Set.of(2)));
  }
}
