package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AmiraMesh on a uniform grid. It has no unit of length; Bio-Formats 7.3.1 says micrometres.
 * Observed: text files lose exponents; a truncated compressed stream is filled up without a word;
 * curvilinear coordinates are not noticed.
 */
final class AmiraRule implements FormatRule {
  private static final int LONGEST_HEADER = 1 << 20;
  private static final Pattern PACKED = Pattern.compile("@1\\(Hx(Zip|ByteRLE),(\\d{1,18})\\)");
  private static final Pattern DATA = Pattern.compile("(?m)^@1\\s*\\n");

  @Override
  public void before(Path source) throws IOException {
    String head = head(source);
    if (head.lines().findFirst().orElse("").contains("ASCII")) {
      throw new VolumeFormatException(
          source, "holds its voxels as text, of which Bio-Formats loses exponents; save as binary");
    }
    if (!head.contains("CoordType \"uniform\"")) {
      throw new VolumeFormatException(source, "is no AmiraMesh of a uniform grid");
    }
    if (!DATA.matcher(head).find()) {
      throw new VolumeFormatException(source, "is truncated, its AmiraMesh has no data");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    String head = head(image.source);
    Matcher data = DATA.matcher(head);
    long available = Files.size(image.source) - (data.find() ? data.end() : 0);
    Matcher packed = PACKED.matcher(head);
    if (packed.find()) {
      long announced = Long.parseLong(packed.group(2));
      if (announced > available) {
        throw image.refusal(
            "is truncated, it announces "
                + announced
                + " packed bytes and has "
                + Math.max(0, available));
      }
    } else {
      image.requireBytes(available);
    }
    image.warnings.add("its lengths have no unit: taken as micrometres, as Bio-Formats does");
  }

  private static String head(Path source) throws IOException {
    return new String(Head.upTo(source, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
  }
}
