package io.github.holoseg.io.nrrd;

import io.github.holoseg.volume.CodedConcept;
import java.util.Optional;

/**
 * What a segment is, as 3D Slicer codes it in the tag {@code TerminologyEntry}: context, category,
 * type, modifier of the type, context of the region, region and its modifier, with {@code ~}
 * between them; codes as scheme, value and meaning with {@code ^} between them.
 */
final class Terminology {
  private static final String TAG = "TerminologyEntry:";
  private static final String CONTEXT =
      "Segmentation category and type - 3D Slicer General Anatomy list";
  private static final String REGIONS = "Anatomic codes - DICOM master list";
  private static final String ANATOMICAL_STRUCTURE = "SCT^123037004^Anatomical Structure";
  private static final String TISSUE_CODE = "85756007";
  private static final String TISSUE = "SCT^" + TISSUE_CODE + "^Tissue";

  private Terminology() {}

  /**
   * The value of {@code Tags} for a structure.
   *
   * @param concept null: tissue, which is what 3D Slicer writes for a segment that nobody coded
   */
  static String tags(CodedConcept concept) {
    String category = concept == null ? TISSUE : ANATOMICAL_STRUCTURE;
    String type =
        concept == null
            ? TISSUE
            : plain(concept.scheme())
                + "^"
                + plain(concept.code())
                + "^"
                + plain(concept.meaning());
    return TAG + CONTEXT + "~" + category + "~" + type + "~^^~" + REGIONS + "~^^~^^|";
  }

  /** The type of a coded segment; empty if there is none, or it is no more than tissue. */
  static Optional<CodedConcept> parse(String tags) {
    for (String tag : tags.split("\\|")) {
      if (tag.strip().startsWith(TAG)) {
        String[] parts = tag.strip().substring(TAG.length()).split("~", -1);
        String[] code = parts.length < 3 ? new String[0] : parts[2].split("\\^", -1);
        if (code.length == 3 && !code[1].isBlank() && !code[1].equals(TISSUE_CODE)) {
          return Optional.of(new CodedConcept(code[0], code[1], code[2]));
        }
      }
    }
    return Optional.empty();
  }

  /** Without the characters that separate. */
  private static String plain(String text) {
    return text.replaceAll("[~^|\\r\\n]", " ");
  }
}
