/** Volumes, HU statistics and agreement between label maps. */
package io.github.holoseg.measure;
