package io.github.holoseg.model.torch;

import io.github.holoseg.model.torch.MalformedFiles.Case;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that are no archive of a checkpoint, and archives with a falsified field. */
final class MalformedArchives {
  private MalformedArchives() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    otherFormats(cases);
    names(cases);
    entries(cases);
    ends(cases);
    contents(cases);
    return cases;
  }

  private static void falsified(
      List<Case> cases, String name, Consumer<ZipBuilder> change, String says) {
    ZipBuilder zip = Checkpoints.nnunetZip();
    change.accept(zip);
    cases.add(new Case(name, zip.toBytes(), says));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void otherFormats(List<Case> cases) {
    byte[] old = PickleBuilder.protocol(2).raw(0x8a, 10).int64(0x6a20f9469cfc6cL).toBytes();
    byte[] magic = {
      (byte) 0x80,
      2,
      (byte) 0x8a,
      10,
      0x6c,
      (byte) 0xfc,
      (byte) 0x9c,
      0x46,
      (byte) 0xf9,
      0x20,
      0x6a,
      (byte) 0xa8,
      0x50,
      0x19,
      '.'
    };
    cases.add(new Case("the old layout", magic, "the layout of PyTorch before 1.6; load it"));
    cases.add(new Case("another number", old, "is a bare pickle"));
    byte[] tar = new byte[1024];
    System.arraycopy(ascii("sys_info"), 0, tar, 0, 8);
    System.arraycopy(ascii("ustar"), 0, tar, 257, 5);
    cases.add(new Case("a tar archive", tar, "is a tar archive"));
    byte[] header = ascii("{\"weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
    ByteBuffer tensors = ByteBuffer.allocate(12 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    tensors.putLong(header.length).put(header);
    cases.add(new Case("safetensors", tensors.array(), "is a safetensors file"));
    String pointer = "version https://git-lfs\noid sha256:0\nsize 120000000\n";
    cases.add(new Case("a pointer of Git LFS", ascii(pointer), "pointer of Git LFS"));
    cases.add(new Case("a web page", ascii("<!DOCTYPE html><html>"), "is a web page"));
    byte[] pickle = PickleBuilder.protocol(4).value(Map.of()).stop();
    cases.add(new Case("a bare pickle", pickle, "is a bare pickle"));
    cases.add(new Case("text", ascii("weights"), "is no PyTorch checkpoint"));
    cases.add(new Case("one byte", new byte[] {'P'}, "is no PyTorch checkpoint"));
    cases.add(new Case("zeros", new byte[4096], "is no PyTorch checkpoint"));
    cases.add(new Case("an empty archive", emptyArchive(), "is no PyTorch checkpoint"));
    ZipBuilder script = Checkpoints.nnunetZip();
    script.add(Checkpoints.FOLDER + "code/__torch__.py", ascii("def forward(): ..."));
    cases.add(new Case("TorchScript by its code", script.toBytes(), "is a TorchScript program"));
    ZipBuilder constants = Checkpoints.nnunetZip();
    constants.add(Checkpoints.FOLDER + "constants.pkl", new byte[0]);
    cases.add(new Case("TorchScript by constants", constants.toBytes(), "is a TorchScript"));
    ZipBuilder model = new ZipBuilder().add("Dataset001/plans.json", ascii("{}"));
    cases.add(new Case("an archive of something else", model.toBytes(), "without a data.pkl"));
    ZipBuilder deep = new ZipBuilder().add("a/b/data.pkl", Checkpoints.nnunetPickle());
    cases.add(new Case("a data.pkl too deep", deep.toBytes(), "without a data.pkl"));
    ZipBuilder top = new ZipBuilder().add("data.pkl", Checkpoints.nnunetPickle());
    cases.add(new Case("a data.pkl without folder", top.toBytes(), "without a data.pkl"));
    cases.add(new Case("a compressed archive", compressed(1000), "holds the compressed zip entry"));
    cases.add(new Case("a bomb", compressed(50_000_000), "holds the compressed zip entry"));
  }

  private static byte[] emptyArchive() {
    return new ZipBuilder().toBytes();
  }

  private static byte[] compressed(int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[size]);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void names(List<Case> cases) {
    List<String> names =
        List.of(
            "../outside",
            "/etc/passwd",
            "a/../../b",
            "a/./b",
            "C:\\windows",
            "a\\b",
            "c:b",
            "",
            "line\nend",
            "..");
    for (String name : names) {
      falsified(
          cases,
          "an entry " + name.replace("\n", "?"),
          zip -> zip.add(name, new byte[1]),
          "holds a zip entry with the name '");
    }
    falsified(
        cases,
        "a name of 2000 bytes",
        zip -> zip.add("a".repeat(2000), new byte[1]),
        "a name of 2000 bytes");
    for (String name : List.of("data.pkl", "data/0", "version")) {
      falsified(
          cases,
          "twice " + name,
          zip -> zip.add(Checkpoints.FOLDER + name, new byte[1]),
          "'" + Checkpoints.FOLDER + name + "' twice");
    }
    falsified(
        cases,
        "two checkpoints",
        zip -> zip.add("other/data.pkl", new byte[1]),
        "holds several checkpoints");
    falsified(
        cases,
        "another name in the local header",
        zip -> zip.entry(0).localName = "checkpoint_final/data.pk_",
        "by two names");
  }

  private static void entries(List<Case> cases) {
    for (int method : new int[] {1, 8, 9, 12, 14, 93, 99, 0xffff}) {
      falsified(
          cases,
          "method " + method,
          zip -> zip.entry(2).method = method,
          "the compressed zip entry");
    }
    falsified(cases, "encrypted", zip -> zip.entry(0).flags |= 1, "the encrypted zip entry");
    falsified(cases, "strongly encrypted", zip -> zip.entry(2).flags |= 0x41, "the encrypted");
    falsified(cases, "two sizes", zip -> zip.entry(2).size = 23, "gives two sizes");
    falsified(
        cases,
        "a size of 25",
        zip -> size(zip.entry("data/0"), 25),
        "the file holds 25 bytes of it");
    for (long size : new long[] {400, 0x7fffffff, 0xfffffffeL}) {
      falsified(cases, "a size of " + size, zip -> size(zip.entry("data/0"), size), "reach into");
    }
    for (long size : new long[] {1L << 40, Long.MAX_VALUE, -1, -24, Long.MIN_VALUE}) {
      falsified(
          cases,
          "a zip64 size of " + size,
          zip -> {
            zip.entry("data/0").zip64 = true;
            size(zip.entry("data/0"), size);
          },
          "reach into");
    }
    falsified(
        cases,
        "a pickle of 2^40 bytes",
        zip -> {
          zip.entry(0).zip64 = true;
          size(zip.entry(0), 1L << 40);
        },
        "reach into");
    falsified(
        cases,
        "a pickle over its neighbour",
        zip -> size(zip.entry(0), zip.entry(0).size + 64),
        "reach into what follows it");
    falsified(
        cases, "two in one place", zip -> zip.entry(2).header = 0L, "reach into what follows");
    falsified(cases, "in the middle", zip -> zip.entry(2).header = 40L, "reach into what follows");
    falsified(
        cases, "beyond the file", zip -> zip.entry(2).header = 1_000_000L, "outside of the file");
    for (long header : new long[] {1L << 40, Long.MAX_VALUE, -2, Long.MIN_VALUE}) {
      falsified(
          cases,
          "a zip64 place of " + header,
          zip -> {
            zip.entry(2).zip64 = true;
            zip.entry(2).header = header;
          },
          "outside of the file");
    }
  }

  private static void size(ZipBuilder.Entry entry, long size) {
    entry.size = size;
    entry.packed = size;
  }

  private static void ends(List<Case> cases) {
    end(cases, "a second disk", 4, 1, "in several files");
    end(cases, "entries on a second disk", 8, 9, "in several files");
    narrow(cases, "more entries than there are", end -> entries(end, 5), "directory is damaged");
    narrow(cases, "fewer entries than there are", end -> entries(end, 3), "more than its entries");
    narrow(cases, "65535 entries", end -> entries(end, 65535), "impossible size");
    narrow(cases, "a directory of 4 GB", end -> end.putInt(12, -2), "not where its end says");
    narrow(cases, "a directory at 4 GB", end -> end.putInt(16, -2), "not where its end says");
    narrow(cases, "a directory at 0", end -> end.putInt(16, 0), "not where its end says");
    narrow(cases, "a directory of nothing", end -> end.putInt(12, 0), "not where its end says");
    narrow(cases, "a comment that is not there", end -> end.putShort(20, (short) 9), "its end");
    wide(cases, "2^40 entries", end -> wideEntries(end, 1L << 40), "contradict each other");
    wide(cases, "-1 entries", end -> wideEntries(end, -1), "contradict each other");
    wide(cases, "zip64 on a second disk", end -> end.putLong(24, 9), "zip64 end is damaged");
    wide(cases, "a zip64 end of 2^40 bytes", end -> end.putLong(4, 1L << 40), "end is damaged");
    wide(cases, "no zip64 end", end -> end.putInt(0, 0), "zip64 end is damaged");
    for (long value : new long[] {0, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      onlyWide(cases, "a zip64 directory at " + value, end -> end.putLong(48, value));
      onlyWide(cases, "a zip64 directory of " + value, end -> end.putLong(40, value));
    }
    for (long value : new long[] {1_000_000, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      onlyWide(cases, "zip64 entries: " + value, end -> wideEntries(end, value));
    }
  }

  private static void end(List<Case> cases, String name, int at, int value, String says) {
    narrow(cases, name, end -> end.putShort(at, (short) value), says);
  }

  private static void narrow(
      List<Case> cases, String name, Consumer<ByteBuffer> change, String says) {
    falsified(
        cases,
        name,
        zip -> {
          zip.zip64 = false;
          zip.end = change;
        },
        says);
  }

  private static void wide(
      List<Case> cases, String name, Consumer<ByteBuffer> change, String says) {
    falsified(cases, name, zip -> zip.end64 = change, says);
  }

  /** All fields of the narrow end say that the zip64 end has the value. */
  private static void onlyWide(List<Case> cases, String name, Consumer<ByteBuffer> change) {
    falsified(
        cases,
        name,
        zip -> {
          zip.end64 = change;
          zip.end = end -> entries(end, 65535).putInt(12, -1).putInt(16, -1);
        },
        "is a zip archive ");
  }

  private static ByteBuffer entries(ByteBuffer end, int entries) {
    return end.putShort(8, (short) entries).putShort(10, (short) entries);
  }

  private static void wideEntries(ByteBuffer end, long entries) {
    end.putLong(24, entries).putLong(32, entries);
  }

  private static void contents(List<Case> cases) {
    for (String order : List.of("", "middle", "LITTLE", "a very long order of bytes")) {
      falsified(
          cases,
          "byteorder '" + order + "'",
          zip -> {
            ZipBuilder.Entry entry = zip.entry("byteorder");
            entry.data = ascii(order);
            size(entry, order.length());
          },
          "'byteorder' that is neither");
    }
    byte[] whole = Checkpoints.nnunetZip().toBytes();
    cases.add(new Case("something behind it", Arrays.copyOf(whole, whole.length + 1), "its end"));
    byte[] before = new byte[whole.length + 4];
    System.arraycopy(ascii("PK\003\004"), 0, before, 0, 4);
    System.arraycopy(whole, 0, before, 4, whole.length);
    cases.add(new Case("something before it", before, "zip archive"));
    byte[] noLocal = whole.clone();
    noLocal[1] = 'K';
    int header = indexOf(noLocal, ascii("checkpoint_final/data.pkl")) - 30;
    noLocal[header + 30 + 24] = 'L';
    cases.add(new Case("a local header of another name", noLocal, "by two names"));
    byte[] padded = whole.clone();
    padded[28] = (byte) 0xff;
    padded[29] = (byte) 0xff;
    cases.add(new Case("an extra field over the next entry", padded, "reach into"));
    falsified(
        cases, "no storage", zip -> zip.entry("data/0").name = "checkpoint_final/data/1", "'0'");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not found");
  }
}
