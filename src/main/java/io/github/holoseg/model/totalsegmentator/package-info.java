/**
 * TotalSegmentator's tasks: which nnU-Net folders each one is made of, what the program does around
 * nnU-Net, and the official names and codes of the structures. Facts are those of TotalSegmentator
 * 2.18.0; {@code tasks.json} holds them.
 */
package io.github.holoseg.model.totalsegmentator;
