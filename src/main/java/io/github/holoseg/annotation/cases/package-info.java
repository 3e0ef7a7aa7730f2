/**
 * Cases of a folder: who still has to be annotated, how long it took, what is odd; and the layout
 * of nnU-Net's training sets. Opens no image.
 */
package io.github.holoseg.annotation.cases;
