/**
 * NIfTI-1 and NIfTI-2, read and (NIfTI-1) written. Source: nifti1.h and nifti2.h of the NIfTI data
 * format working group.
 */
package io.github.holoseg.io.nifti;
