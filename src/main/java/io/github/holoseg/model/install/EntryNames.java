package io.github.holoseg.model.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the names in an archive: each lies below the folder that it is unpacked to on every
 * system, and no two are the same file on any (case, Unicode forms, names that Windows cuts).
 */
final class EntryNames {
  private static final int UTF8_FLAG = 0x800;
  private static final int LONGEST = 1000;
  private static final int LONGEST_PART = 200;
  private static final int DEEPEST = 16;
  private static final int SHOWN = 80;
  private static final Pattern BAD = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\\\:<>\"|?*\uFFFD]");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private final ZipBytes archive;
  private final Set<String> files = new HashSet<>();
  private final Map<String, String> folders = new HashMap<>();
  private final Set<String> listed = new HashSet<>();

  EntryNames(ZipBytes archive) {
    this.archive = archive;
  }

  /** The name's text: UTF-8 if it is said or valid, else Latin 1, which takes every byte. */
  String decode(byte[] bytes, int flags) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      if ((flags & UTF8_FLAG) != 0) {
        throw archive.bad("holds a name that is no text; pack it again");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Takes the next name.
   *
   * @throws IOException if it is not harmless, or not unique
   */
  void add(String name) throws IOException {
    boolean isFolder = name.endsWith("/");
    String plain = isFolder ? name.substring(0, name.length() - 1) : name;
    String[] parts = plain.split("/", -1);
    if (plain.length() > LONGEST || parts.length > DEEPEST) {
      throw archive.bad("holds a name that is too long or too deep: " + shown(name));
    }
    for (String part : parts) {
      requireHarmless(name, part);
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < parts.length - (isFolder ? 0 : 1); i++) {
      path.append(parts[i]).append('/');
      String folder = path.toString();
      String known = folders.putIfAbsent(folded(folder), folder);
      if (known != null && !known.equals(folder) || files.contains(folded(withoutSlash(folder)))) {
        throw twice(name);
      }
    }
    String key = folded(plain);
    boolean isNew = isFolder ? listed.add(key) : files.add(key);
    if (!isNew || !isFolder && folders.containsKey(key + "/")) {
      throw twice(name);
    }
  }

  private void requireHarmless(String name, String part) throws IOException {
    if (part.isEmpty() && name.startsWith("/") || part.equals("..") || part.equals(".")) {
      throw archive.bad("holds a name that leads out of the folder: " + shown(name));
    }
    boolean isCut = part.endsWith(".") || part.endsWith(" ") || part.startsWith(" ");
    if (part.isEmpty()
        || isCut
        || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART
        || BAD.matcher(part).find()
        || DEVICE.matcher(part).matches()) {
      throw archive.bad("holds a name that not every system can have: " + shown(name));
    }
  }

  private IOException twice(String name) {
    return archive.bad("holds a name twice, or twice but for upper and lower case: " + shown(name));
  }

  private static String folded(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static String withoutSlash(String folder) {
    return folder.substring(0, folder.length() - 1);
  }

  /** For messages. */
  static String shown(String name) {
    String clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return "'" + (clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean) + "'";
  }
}
