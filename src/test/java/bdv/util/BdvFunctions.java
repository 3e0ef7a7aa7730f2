package bdv.util;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;

/** Keeps what it was to show. */
public class BdvFunctions {
  public static final List<BdvStackSource<?>> SHOWN = new ArrayList<>();

  public static <T> BdvStackSource<T> show(
      RandomAccessibleInterval<T> img, String name, BdvOptions options) {
    BdvStackSource<T> source = new BdvStackSource<>(img, name, options);
    SHOWN.add(source);
    return source;
  }
}
