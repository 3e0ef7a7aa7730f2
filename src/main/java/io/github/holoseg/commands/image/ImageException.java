package io.github.holoseg.commands.image;

import ij.ImagePlus;
import java.io.IOException;

/**
 * An image of ImageJ cannot be taken as a volume; the message names it, the reason and the remedy.
 */
public final class ImageException extends IOException {
  private static final long serialVersionUID = 1;

  ImageException(ImagePlus image, String sentence) {
    super("image '" + image.getTitle() + "': " + sentence);
  }
}
