/**
 * Everything that Bio-Formats opens and no reader of ours knows. Bio-Formats is the host's (Fiji
 * has it) and may be absent; only {@link io.github.holoseg.io.bioformats.BioFormatsReader} is
 * touched then.
 */
package io.github.holoseg.io.bioformats;
