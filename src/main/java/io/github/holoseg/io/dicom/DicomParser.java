package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads the header of one DICOM file (PS3.5 section 7, PS3.10) up to the pixel data.
 *
 * <p>Every length is checked against what is left of the file or of the enclosing item before it is
 * used; nesting and the number of items are bounded. Values of more than {@value #MAX_VALUE} bytes,
 * private elements and groups without use here, the patient's among them, are stepped over.
 */
final class DicomParser {
  private static final long UNDEFINED = 0xFFFFFFFFL;
  private static final int MAX_VALUE = 4096;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ITEMS = 2_000_000;
  private static final int PREAMBLE = 128;

  /** Media Storage Directory, the class of a DICOMDIR. */
  static final String DICOMDIR = "1.2.840.10008.1.3.10";

  private final DicomInput in;
  private final boolean explicit;
  private int items;
  private PixelLocation pixels;

  private DicomParser(DicomInput in, boolean explicit) {
    this.in = in;
    this.explicit = explicit;
  }

  /** Whether the file has the mark of a DICOM file: {@code DICM} after 128 bytes. */
  static boolean hasMagic(ByteSource source) throws IOException {
    byte[] magic = new byte[4];
    try {
      source.readFully(PREAMBLE, magic, 0, 4);
    } catch (EOFException e) {
      return false;
    }
    return new String(magic, StandardCharsets.ISO_8859_1).equals("DICM");
  }

  /** As below, where nobody wants to know what was read of a damaged file. */
  static DicomHeader parse(DicomFile origin, boolean force) throws IOException {
    return parse(origin, force, data -> {});
  }

  /**
   * @param force whether to try a file without preamble
   * @param begun is given the data set before it is filled: what a damaged file held until then
   * @return null if the file is no DICOM file
   * @throws VolumeFormatException naming file, byte and element if it is one, but damaged
   */
  static DicomHeader parse(DicomFile origin, boolean force, Consumer<DicomDataset> begun)
      throws IOException {
    Path file = origin.path();
    try (ByteSource source = origin.open()) {
      boolean magic = hasMagic(source);
      if (!magic && !force) {
        return null;
      }
      long start = magic ? PREAMBLE + 4 : 0;
      TransferSyntax syntax;
      long dataset;
      int first = firstTag(source, start);
      if (first >>> 16 == 2) {
        DicomInput meta = new DicomInput(file, source, start, "");
        DicomDataset elements = readMeta(meta);
        syntax = TransferSyntax.of(elements.text(Tag.TRANSFER_SYNTAX_UID));
        dataset = meta.position();
        if (elements.text(Tag.MEDIA_STORAGE_SOP_CLASS_UID).equals(DICOMDIR)) {
          return parseDirectory(origin, source, syntax, dataset);
        }
      } else if (!magic && first >>> 16 != 8) {
        return null;
      } else if (magic && first == -1) {
        throw new VolumeFormatException(file, "byte " + start + ": the file ends after its mark");
      } else {
        syntax = guess(source, start);
        dataset = start;
      }
      return parseDataset(origin, source, syntax, dataset, begun);
    }
  }

  /** Of one that is damaged the first part is used: it is only a hint. */
  private static DicomHeader parseDirectory(
      DicomFile origin, ByteSource source, TransferSyntax syntax, long offset) throws IOException {
    DicomDataset[] data = {new DicomDataset(origin.path(), false)};
    try {
      parseDataset(origin, source, syntax, offset, begun -> data[0] = begun);
    } catch (VolumeFormatException e) {
      // nothing that matters is lost
    }
    data[0].put(Tag.MEDIA_STORAGE_SOP_CLASS_UID, DICOMDIR.getBytes(StandardCharsets.US_ASCII));
    return new DicomHeader(origin, syntax, offset, data[0], null);
  }

  private static int firstTag(ByteSource source, long start) throws IOException {
    byte[] b = new byte[4];
    try {
      source.readFully(start, b, 0, 4);
    } catch (EOFException e) {
      return -1;
    }
    return (b[1] & 0xFF) << 24 | (b[0] & 0xFF) << 16 | (b[3] & 0xFF) << 8 | b[2] & 0xFF;
  }

  /** Without meta information the standard's default is implicit; two capitals say explicit. */
  private static TransferSyntax guess(ByteSource source, long start) throws IOException {
    byte[] b = new byte[2];
    try {
      source.readFully(start + 4, b, 0, 2);
    } catch (EOFException e) {
      return TransferSyntax.IMPLICIT_LITTLE;
    }
    return isCapital(b[0]) && isCapital(b[1])
        ? TransferSyntax.EXPLICIT_LITTLE
        : TransferSyntax.IMPLICIT_LITTLE;
  }

  private static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }

  /** The group 0002, always explicit little endian; leaves the cursor at the data set. */
  private static DicomDataset readMeta(DicomInput in) throws IOException {
    DicomParser parser = new DicomParser(in, true);
    DicomDataset meta = new DicomDataset(in.file(), false);
    long end = in.length();
    while (in.position() + 4 <= end) {
      long start = in.position();
      int tag = in.tag(Tag.TRANSFER_SYNTAX_UID);
      if (tag >>> 16 != 2) {
        in.seek(start);
        break;
      }
      parser.readElement(tag, end, 0, meta);
    }
    if (!meta.has(Tag.TRANSFER_SYNTAX_UID)) {
      throw in.error(Tag.TRANSFER_SYNTAX_UID, "the file does not say its transfer syntax");
    }
    return meta;
  }

  private static DicomHeader parseDataset(
      DicomFile origin,
      ByteSource bytes,
      TransferSyntax syntax,
      long offset,
      Consumer<DicomDataset> begun)
      throws IOException {
    Path file = origin.path();
    boolean deflated = syntax.header() == TransferSyntax.Header.DEFLATED;
    try (ByteSource source = DicomHeader.data(file, bytes, syntax, offset)) {
      DicomInput in =
          new DicomInput(file, source, deflated ? 0 : offset, deflated ? " (inflated)" : "");
      in.setBigEndian(syntax.isBigEndian());
      DicomParser parser =
          new DicomParser(in, syntax.header() != TransferSyntax.Header.IMPLICIT_LITTLE);
      DicomDataset data = new DicomDataset(file, syntax.isBigEndian());
      begun.accept(data);
      parser.readElements(in.length(), 0, data, false);
      return new DicomHeader(origin, syntax, offset, data, parser.pixels);
    }
  }

  /**
   * Elements up to {@code end}, the item's delimiter, or at depth 0 the pixel data.
   *
   * @param delimited whether an item of undefined length ends by its delimiter
   */
  private void readElements(long end, int depth, DicomDataset target, boolean delimited)
      throws IOException {
    int tag = 0;
    while (in.position() < end) {
      tag = in.tag(tag);
      if (tag == Tag.ITEM_DELIMITATION && delimited) {
        in.u32(tag);
        return;
      }
      readElement(tag, end, depth, target);
      if (pixels != null) {
        return;
      }
    }
    if (delimited) {
      throw in.error(tag, "the item that holds this element has no end");
    }
  }

  private void readElement(int tag, long end, int depth, DicomDataset target) throws IOException {
    long start = in.position() - 4;
    if (tag >>> 16 == 0xFFFE) {
      throw in.errorAt(start, tag, "an item mark where a data element was expected");
    }
    boolean sequence = !explicit && Tag.isKnownSequence(tag);
    boolean unknown = false;
    long length;
    if (explicit) {
      int a = in.u8(tag);
      int b = in.u8(tag);
      if (!isCapital(a) || !isCapital(b)) {
        throw in.errorAt(
            start, tag, String.format(Locale.ROOT, "0x%02X%02X is no value representation", a, b));
      }
      String vr = "" + (char) a + (char) b;
      sequence = vr.equals("SQ");
      unknown = vr.equals("UN");
      if (isLong(vr)) {
        in.u16(tag);
        length = in.u32(tag);
      } else {
        length = in.u16(tag);
      }
    } else {
      length = in.u32(tag);
    }
    if (tag == Tag.PIXEL_DATA) {
      PixelLocation location = readPixelLocation(length, end, start);
      pixels = depth == 0 ? location : null;
      return;
    }
    if (length != UNDEFINED && length > end - in.position()) {
      throw in.errorAt(
          start,
          tag,
          "its length of " + length + " bytes goes past the " + (end - in.position()) + " left");
    }
    if (unknown && length == UNDEFINED && explicit) {
      // PS3.5 6.2.2: the content of an unknown sequence is implicit little endian.
      boolean big = in.isBigEndian();
      in.setBigEndian(false);
      DicomParser implicit = new DicomParser(in, false);
      implicit.items = items;
      implicit.readSequence(tag, length, end, depth, new DicomDataset(in.file(), false));
      items = implicit.items;
      in.setBigEndian(big);
    } else if (sequence || length == UNDEFINED) {
      readSequence(tag, length, end, depth, target);
    } else if (length <= MAX_VALUE && isKept(tag >>> 16)) {
      target.put(tag, in.bytes((int) length, tag));
    } else {
      in.seek(in.position() + length);
    }
  }

  /** Identification, acquisition, position and pixel description; never the patient. */
  private static boolean isKept(int group) {
    return switch (group) {
      case 0x0002, 0x0004, 0x0008, 0x0018, 0x0020, 0x0028 -> true;
      default -> false;
    };
  }

  private static boolean isLong(String vr) {
    return switch (vr) {
      case "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV" -> true;
      default -> false;
    };
  }

  private void readSequence(int tag, long length, long end, int depth, DicomDataset target)
      throws IOException {
    if (depth >= MAX_DEPTH) {
      throw in.error(tag, "sequences are nested more than " + MAX_DEPTH + " deep");
    }
    boolean delimited = length == UNDEFINED;
    long sequenceEnd = delimited ? end : in.position() + length;
    List<DicomDataset> read = new ArrayList<>();
    target.put(tag, read); // at once: of a damaged DICOMDIR, what could be read is used
    while (in.position() < sequenceEnd) {
      long start = in.position();
      int mark = in.tag(tag);
      long itemLength = in.u32(tag);
      if (mark == Tag.SEQUENCE_DELIMITATION && delimited) {
        return;
      }
      if (mark != Tag.ITEM) {
        throw in.errorAt(start, tag, "an item was expected, not " + Tag.format(mark));
      }
      boolean open = itemLength == UNDEFINED;
      if (!open && itemLength > sequenceEnd - in.position()) {
        throw in.errorAt(
            start, tag, "an item of " + itemLength + " bytes goes past the end of its sequence");
      }
      if (++items > MAX_ITEMS) {
        throw in.errorAt(start, tag, "the file holds more than " + MAX_ITEMS + " items");
      }
      DicomDataset item = new DicomDataset(in.file(), in.isBigEndian());
      long itemEnd = open ? sequenceEnd : in.position() + itemLength;
      readElements(itemEnd, depth + 1, item, open);
      read.add(item);
    }
    if (delimited) {
      throw in.error(tag, "the sequence has no end");
    }
  }

  private PixelLocation readPixelLocation(long length, long end, long start) throws IOException {
    if (length != UNDEFINED) {
      if (length > end - in.position()) {
        throw in.errorAt(
            start,
            Tag.PIXEL_DATA,
            "the pixel data should be "
                + length
                + " bytes, but only "
                + (end - in.position())
                + " are left; the file is truncated");
      }
      PixelLocation location = new PixelLocation(in.position(), length, null, new long[0]);
      in.seek(in.position() + length);
      return location;
    }
    return readFragments(end);
  }

  private PixelLocation readFragments(long end) throws IOException {
    List<long[]> fragments = new ArrayList<>();
    long[] offsets = null;
    long first = in.position();
    while (in.position() < end) {
      long start = in.position();
      int mark = in.tag(Tag.PIXEL_DATA);
      long length = in.u32(Tag.PIXEL_DATA);
      if (mark == Tag.SEQUENCE_DELIMITATION) {
        long[][] all = fragments.toArray(new long[0][]);
        return new PixelLocation(
            first, start - first, all, offsets == null ? new long[0] : offsets);
      }
      if (mark != Tag.ITEM || length == UNDEFINED) {
        throw in.errorAt(start, Tag.PIXEL_DATA, "a fragment of compressed pixels was expected");
      }
      if (length > end - in.position()) {
        throw in.errorAt(
            start,
            Tag.PIXEL_DATA,
            "a fragment of " + length + " bytes goes past the end; the file is truncated");
      }
      if (++items > MAX_ITEMS) {
        throw in.errorAt(start, Tag.PIXEL_DATA, "more than " + MAX_ITEMS + " fragments");
      }
      if (offsets == null) {
        offsets = new long[(int) Math.min(length / 4, MAX_ITEMS)];
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] = in.u32(Tag.PIXEL_DATA);
        }
        first = start + 8 + length;
      } else {
        fragments.add(new long[] {in.position(), length});
      }
      in.seek(start + 8 + length);
    }
    throw in.error(Tag.PIXEL_DATA, "the compressed pixel data have no end; the file is truncated");
  }
}
