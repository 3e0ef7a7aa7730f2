package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Modality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Inveon (small-animal PET, CT, SPECT): a text header beside the voxels. Observed with Bio-Formats
 * 7.3.1: the scale factor is not applied, and of several frames only the last one's is kept.
 */
final class InveonRule implements FormatRule {
  private static final int LONGEST_HEADER = 1 << 22;

  @Override
  public void before(Path source) throws IOException {
    boolean header = source.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".hdr");
    Path file = header ? source : source.resolveSibling(source.getFileName() + ".hdr");
    String text = new String(Head.upTo(file, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
    String name = "";
    for (String line : text.split("\n")) {
      if (line.startsWith("file_name ")) {
        name = line.substring(10).strip().replace('\\', '/');
        name = name.substring(name.lastIndexOf('/') + 1);
      }
    }
    if (name.isEmpty() || !Files.isRegularFile(source.resolveSibling(name))) {
      throw new VolumeFormatException(
          source, "its voxels should be in '" + name + "' beside it, which is not there");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    if (!image.text("file_type").equals("Image data")) {
      throw image.refusal(
          "is an Inveon file of '" + image.text("file_type") + "', not of image data");
    }
    if (image.volumes > 1
        || image.number("total_frames") > 1
        || image.number("number_of_bed_positions") > 1) {
      throw image.refusal(
          "holds several frames or bed positions, of which Bio-Formats keeps one scale factor;"
              + " split it first");
    }
    double offset = 0;
    String[] pointer = image.text("data_file_pointer").split("\\s+");
    if (pointer.length == 2) {
      offset = Double.parseDouble(pointer[0]) * 4294967296.0 + Double.parseDouble(pointer[1]);
    }
    Path data = image.files.get(image.files.size() - 1);
    image.requireBytes((long) (Files.size(data) - offset));
    double factor = image.number("scale_factor");
    if (factor > 0 && !Double.isInfinite(factor)) {
      image.slope = factor;
    } else {
      image.warnings.add("its header has no scale factor: values are taken as stored");
    }
    String modality = image.text("modality");
    image.properties.put("modality", modality);
    if (modality.startsWith("PET") || modality.startsWith("SPECT")) {
      image.modality = Modality.OTHER;
    }
  }
}
