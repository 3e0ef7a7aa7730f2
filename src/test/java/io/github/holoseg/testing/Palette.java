package io.github.holoseg.testing;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pictures with at most 256 colours, chosen by median cut: a third of the size as PNG. */
public final class Palette {
  private static final int COLOURS = 256;

  private Palette() {}

  /** A box of colours, each with how often it occurs. */
  private static final class Box {
    final List<int[]> colours; // {red, green, blue, count}
    int channel;
    long weight;

    Box(List<int[]> colours) {
      this.colours = colours;
      long count = 0;
      int widest = -1;
      for (int c = 0; c < 3; c++) {
        int channelNow = c;
        int min = colours.stream().mapToInt(p -> p[channelNow]).min().orElse(0);
        int max = colours.stream().mapToInt(p -> p[channelNow]).max().orElse(0);
        if (max - min > widest) {
          widest = max - min;
          channel = c;
        }
      }
      for (int[] p : colours) {
        count += p[3];
      }
      weight = (long) (widest * Math.sqrt(count));
    }

    int mean() {
      long[] sum = new long[4];
      for (int[] p : colours) {
        for (int c = 0; c < 3; c++) {
          sum[c] += (long) p[c] * p[3];
        }
        sum[3] += p[3];
      }
      return (int) (sum[0] / sum[3]) << 16 | (int) (sum[1] / sum[3]) << 8 | (int) (sum[2] / sum[3]);
    }
  }

  /** The same picture, as near as 256 colours allow. */
  public static BufferedImage reduced(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] pixels = image.getRGB(0, 0, w, h, null, 0, w);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
    }
    List<int[]> colours = new ArrayList<>();
    counts.forEach((rgb, n) -> colours.add(new int[] {rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF, n}));
    List<Box> boxes = new ArrayList<>(List.of(new Box(colours)));
    while (boxes.size() < COLOURS) {
      Box widest = boxes.stream().max(Comparator.comparingLong(b -> b.weight)).orElseThrow();
      if (widest.colours.size() < 2) {
        break;
      }
      boxes.remove(widest);
      List<int[]> sorted = new ArrayList<>(widest.colours);
      sorted.sort(Comparator.comparingInt(p -> p[widest.channel]));
      int half = sorted.size() / 2;
      boxes.add(new Box(sorted.subList(0, half)));
      boxes.add(new Box(sorted.subList(half, sorted.size())));
    }
    int[] palette = new int[boxes.size()];
    Map<Integer, Integer> index = new HashMap<>();
    for (int i = 0; i < palette.length; i++) {
      palette[i] = boxes.get(i).mean();
      for (int[] p : boxes.get(i).colours) {
        index.put(p[0] << 16 | p[1] << 8 | p[2], i);
      }
    }
    IndexColorModel model =
        new IndexColorModel(
            8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int i = 0; i < pixels.length; i++) {
      out.getRaster().setSample(i % w, i / w, 0, index.get(pixels[i] & 0xFFFFFF));
    }
    return out;
  }
}
