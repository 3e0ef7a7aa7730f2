package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.model.ModelRepository;
import java.io.File;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** All scans below a folder to label maps. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Segment Folder...",
    headless = true,
    visible = false)
public final class SegmentFolderCommand extends OperationCommand {
  @Parameter(
      label = "Input",
      description = "image file or DICOM folder to read",
      persist = false,
      required = false,
      style = "directory")
  private File input;

  @Parameter(
      label = "Output",
      description = "file to write (for a folder of scans: folder to write into)",
      persist = false,
      required = false,
      style = "directory")
  private File output;

  @Parameter(
      label = "Model",
      description = "id of an installed model, or path of a model folder, zip or .onnx file",
      persist = false,
      required = false)
  private String model = ModelRepository.DEFAULT_ID;

  @Parameter(
      label = "Device",
      description = "where the network runs: auto, cpu, cuda or cuda:N",
      persist = false,
      required = false)
  private String device = "auto";

  @Parameter(
      label = "Threads",
      description = "CPU threads; 0: all that the machine has",
      persist = false,
      required = false,
      min = "0")
  private int threads = 0;

  @Parameter(
      label = "Labels",
      description = "structures to keep, separated by commas; empty: all of the model's",
      persist = false,
      required = false)
  private String labels = "";

  @Parameter(
      label = "Roi",
      description =
          "coarse model that finds where to look first: auto, none or its id; empty: as the model"
              + " says",
      persist = false,
      required = false)
  private String roi = "";

  @Parameter(
      label = "Reader",
      description = "key of the reader, for example nifti or dicom; empty: the best one",
      persist = false,
      required = false)
  private String reader = "";

  @Parameter(
      label = "Orientation",
      description =
          "where the voxel axes point, for example LPS, for files that do not say; empty: LPS",
      persist = false,
      required = false)
  private String orientation = "";

  @Parameter(
      label = "Rectify",
      description = "resample tilted or uneven DICOM slices to a rectangular grid",
      persist = false,
      required = false)
  private boolean rectify = false;

  @Parameter(
      label = "Mirror",
      description = "mirrored passes: auto (as the model says), on (needed) or off (faster)",
      persist = false,
      required = false)
  private String mirror = "auto";

  @Parameter(
      label = "Precision",
      description = "how scores are summed: exact (as the model's origin does) or fp32",
      persist = false,
      required = false)
  private String precision = "exact";

  @Parameter(
      label = "Overlap",
      description = "fraction of a tile that neighbours share, 0 to below 1; empty: the model's",
      persist = false,
      required = false)
  private String overlap = "";

  @Parameter(
      label = "Folds",
      description = "networks of the model to run, from 0, separated by commas; empty: all",
      persist = false,
      required = false)
  private String folds = "";

  @Parameter(
      label = "Postprocess",
      description = "clean-up that the model asks for: on or off",
      persist = false,
      required = false)
  private String postprocess = "on";

  @Parameter(
      label = "Split",
      description = "scans in three pieces along z: auto (as the model says), on (always) or off",
      persist = false,
      required = false)
  private String split = "auto";

  @Parameter(
      label = "Force",
      description = "run although the scan's modality contradicts the model",
      persist = false,
      required = false)
  private boolean force = false;

  public SegmentFolderCommand() {
    super(Operation.FOLDER);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("input", input);
    inputs.put("output", output);
    inputs.put("model", model);
    inputs.put("device", device);
    inputs.put("threads", threads);
    inputs.put("labels", labels);
    inputs.put("roi", roi);
    inputs.put("reader", reader);
    inputs.put("orientation", orientation);
    inputs.put("rectify", rectify);
    inputs.put("mirror", mirror);
    inputs.put("precision", precision);
    inputs.put("overlap", overlap);
    inputs.put("folds", folds);
    inputs.put("postprocess", postprocess);
    inputs.put("split", split);
    inputs.put("force", force);
  }
}
