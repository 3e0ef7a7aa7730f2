package io.github.holoseg.commands;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.UsageException;
import io.github.holoseg.commands.image.ImagePlusVolumes;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.Set;

/**
 * ImageJ's active image in the place of an input file. It is locked while it is used, because the
 * volume shares its pixels. There is no SciJava parameter for it: those are filled by whatever is
 * open, also when a file is given, and recorded by a title that need not be unique.
 */
final class OpenImage implements AutoCloseable {
  private static final Set<Parameter> OF_FILES =
      Set.of(Parameter.SERIES, Parameter.READER, Parameter.RECTIFY);

  private final ImagePlus image;

  private OpenImage(ImagePlus image) {
    this.image = image;
  }

  /** The parameters that need not be given because an image is open. */
  static Set<Parameter> standsFor(Operation operation) {
    return operation.takesOpenImage() && WindowManager.getCurrentImage() != null
        ? Set.of(Parameter.INPUT)
        : Set.of();
  }

  static boolean isMeant(Arguments arguments) {
    return arguments.operation().takesOpenImage() && arguments.optional(Parameter.INPUT).isEmpty();
  }

  /**
   * @throws IOException if no image is open, or another command works on it
   */
  static OpenImage active() throws IOException {
    ImagePlus image = WindowManager.getCurrentImage();
    if (image == null) {
      throw new UsageException("no image is open; open one, or give input=… .");
    }
    if (!image.lockSilently()) {
      throw new IOException(
          "image '" + image.getTitle() + "' is in use by another command; try again later");
    }
    return new OpenImage(image);
  }

  /**
   * @throws UsageException if the arguments say how to read a file
   */
  Volume<?> volume(Arguments arguments) throws IOException {
    for (Parameter parameter : OF_FILES) {
      if (!arguments.text(parameter).equals(parameter.defaultValue())) {
        throw new UsageException(
            parameter.key() + "=… says how to read a file; give input=…, too, or leave it out.");
      }
    }
    return ImagePlusVolumes.toVolume(image, SegmentOptions.reading(arguments));
  }

  @Override
  public void close() {
    image.unlock();
  }
}
