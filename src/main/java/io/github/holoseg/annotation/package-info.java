/**
 * Edits label maps without a screen: tools make masks, a session writes them under rules, a history
 * takes them back.
 *
 * <p>The parts: {@link io.github.holoseg.annotation.EditableLabels} holds the voxels once; a tool
 * ({@link io.github.holoseg.annotation.Brush}, …) turns a gesture in LPS millimetres into a {@link
 * io.github.holoseg.annotation.BoxMask}; an {@link io.github.holoseg.annotation.EditSession} writes
 * masks where its {@link io.github.holoseg.annotation.EditRules} allow it and records what was
 * there in an {@link io.github.holoseg.annotation.EditHistory}.
 */
package io.github.holoseg.annotation;
