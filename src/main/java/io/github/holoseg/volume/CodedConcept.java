package io.github.holoseg.volume;

/**
 * A term of a coding scheme, as DICOM codes it.
 *
 * @param scheme coding scheme designator, for example {@code SCT} (SNOMED CT)
 * @param code for example {@code 71341001}
 * @param meaning for example {@code Femur}
 */
public record CodedConcept(String scheme, String code, String meaning) {}
