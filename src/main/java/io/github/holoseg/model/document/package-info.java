/**
 * JSON and YAML documents of strangers, read with limits; values know where they stand, so that a
 * refusal can name the place. Plain data only: no tags, no objects, nothing is evaluated.
 */
package io.github.holoseg.model.document;
