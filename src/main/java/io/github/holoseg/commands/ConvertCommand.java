package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import java.io.File;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A scan to another file format. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Convert Volume...",
    headless = true,
    visible = false)
public final class ConvertCommand extends OperationCommand {
  @Parameter(
      label = "Input",
      description = "image file or DICOM folder to read",
      persist = false,
      required = false,
      style = "both")
  private File input;

  @Parameter(
      label = "Output",
      description = "file to write (for a folder of scans: folder to write into)",
      persist = false,
      required = false,
      style = "save")
  private File output;

  @Parameter(
      label = "Series",
      description = "DICOM SeriesInstanceUID, or UID#n as info lists it; empty: the best by rule",
      persist = false,
      required = false)
  private String series = "";

  @Parameter(
      label = "Volume",
      description =
          "which volume of a 4-D file or of DICOM time points, from 0; empty: the only one",
      persist = false,
      required = false)
  private String volume = "";

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

  public ConvertCommand() {
    super(Operation.CONVERT);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("input", input);
    inputs.put("output", output);
    inputs.put("series", series);
    inputs.put("volume", volume);
    inputs.put("reader", reader);
    inputs.put("orientation", orientation);
    inputs.put("rectify", rectify);
  }
}
