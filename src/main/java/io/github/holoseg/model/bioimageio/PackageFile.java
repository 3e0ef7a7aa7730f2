package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that the description names.
 *
 * @param field where it is named
 * @param source as written: a path inside the package, or an address
 * @param sha256 lower-case hex; null if not stated
 */
record PackageFile(Field field, String source, String sha256) {

  /** A text, or an object with {@code source} and {@code sha256}. */
  static PackageFile of(Field field) throws ModelFormatException {
    if (field.isText()) {
      return new PackageFile(field, clean(field.text()), null);
    }
    Field source = field.get("source");
    return new PackageFile(source, clean(source.text()), hash(field));
  }

  private static String clean(String source) {
    return source.startsWith("./") ? source.substring(2) : source;
  }

  private static String hash(Field field) throws ModelFormatException {
    if (!field.has("sha256")) {
      return null;
    }
    String hash = field.get("sha256").text().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw field.get("sha256").bad("must be 64 hexadecimal digits");
    }
    return hash;
  }

  boolean isAddress() {
    return source.matches("(?i)[a-z][a-z0-9+.-]+://.*");
  }

  /**
   * The file itself.
   *
   * @param check whether its SHA-256 is compared
   */
  Path in(Path folder, boolean check) throws IOException {
    if (isAddress()) {
      throw field.bad("an address; fetch the package as a zip archive, which holds its files");
    }
    Path file = WeightFiles.resolve(folder, source);
    if (check && sha256 != null) {
      String found = WeightFiles.sha256(file);
      if (!found.equals(sha256)) {
        throw new ModelFormatException(
            file,
            "its SHA-256 is "
                + found
                + ", the package expects "
                + sha256
                + "; the file is damaged or of another version, fetch the package again");
      }
    }
    return file;
  }
}
