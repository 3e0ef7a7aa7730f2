package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * VFF (GE micro-CT). Observed with Bio-Formats 7.3.1: other .vff files beside it with a similar
 * name become slices of it; every other file of the folder is read whole as metadata; the ratio of
 * voxel sizes ({@code spacing}) is not used; rows are turned upside down.
 */
final class VffRule implements FormatRule {
  private static final int LONGEST_HEADER = 1 << 16;
  private static final long MOST_BESIDE = 1 << 24;

  @Override
  public void before(Path source) throws IOException {
    dataStart(source);
    Path absolute = source.toAbsolutePath();
    long beside = 0;
    List<Path> others;
    try (Stream<Path> list = Files.list(absolute.getParent())) {
      others = list.filter(p -> !p.equals(absolute) && Files.isRegularFile(p)).toList();
    }
    for (Path other : others) {
      boolean vff = other.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".vff");
      beside += vff ? 0 : Files.size(other);
    }
    if (beside > MOST_BESIDE) {
      throw new VolumeFormatException(
          source,
          "has "
              + beside
              + " bytes of other files beside it, all of which Bio-Formats would read; move it to a"
              + " folder of its own");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    Path own = image.source.toAbsolutePath().normalize();
    for (Path used : image.files) {
      boolean vff = used.toString().toLowerCase(Locale.ROOT).endsWith(".vff");
      if (vff && !used.toAbsolutePath().normalize().equals(own)) {
        throw image.refusal(
            "Bio-Formats takes "
                + used.getFileName()
                + " for slices of it; move it to a folder of its own");
      }
    }
    if (image.type != SampleType.INT16) {
      throw image.refusal(
          "has voxels of "
              + image.text("bits")
              + " bits; only 16-bit VFF is read, of the others the sign is not known");
    }
    image.requireBytes(Files.size(image.source) - dataStart(image.source));
    image.order = ByteOrder.BIG_ENDIAN;
    double unit = image.number("elementsize");
    String[] ratio = image.text("spacing").split("\\s+");
    double[] lengths = {unit, unit, unit};
    for (int axis = 0; axis < 3 && ratio.length == 3; axis++) {
      try {
        lengths[axis] = unit * Double.parseDouble(ratio[axis]);
      } catch (NumberFormatException e) {
        image.warnings.add("its spacing '" + image.text("spacing") + "' is not understood");
      }
    }
    image.setSpacing(1, lengths);
    image.warnings.add("rows are in the reverse of the file's order, as Bio-Formats gives them");
    if (!image.text("water").isEmpty()) {
      image.warnings.add(
          "its header gives "
              + image.text("water")
              + " for water and "
              + image.text("air")
              + " for air: values are not converted to HU");
    }
  }

  /** Behind the form feed and the end of its line. */
  private static long dataStart(Path source) throws IOException {
    String head = new String(Head.upTo(source, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\f\n");
    if (end < 0 || head.indexOf("\n\n") >= 0 && head.indexOf("\n\n") < end) {
      throw new VolumeFormatException(
          source, "is no VFF file or damaged: its header does not end with a form feed");
    }
    return end + 2;
  }
}
