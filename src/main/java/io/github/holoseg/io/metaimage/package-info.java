/**
 * MetaImage ({@code .mha}, {@code .mhd} with its data file), read and written as ITK 5.4 reads and
 * writes it; where ITK does not follow a header, the class says so. Source: the tag list of the
 * MetaIO documentation, and measurements with SimpleITK 2.5.7 ({@code raster_formats_golden.py}).
 */
package io.github.holoseg.io.metaimage;
