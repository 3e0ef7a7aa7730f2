package io.github.holoseg.annotation;

/** What painting may replace; locked labels never change, whatever the mode. */
public enum Overwrite {
  /** Background and every label. */
  EVERYTHING,
  /** Background and the labels that are shown. */
  VISIBLE,
  /** Background only; erasing then takes away the active label only. */
  BACKGROUND
}
