/**
 * A robot that uses the plugin in plain ImageJ as a person does. Knows no class of Holoseg: it sees
 * windows, names of components and pixels.
 */
package io.github.holoseg.fiji;
