package io.github.holoseg.io.dicom;

import com.sun.media.imageioimpl.plugins.jpeg2000.J2KImageReadParamJava;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.ISRandomAccessIO;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * JPEG 2000 by the JJ2000 decoder that ome-jai carries.
 *
 * <p>The decoder's own chain is called, not its image-reading door: that one turns pixels into AWT
 * images, loses the sign on the way, and needs services that this project has no use for.
 */
final class Jpeg2000PixelDecoder implements PixelDecoder {
  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    Jpeg2000Codestream stream = Jpeg2000Codestream.find(bytes);
    stream.requireSize(format);
    stream.requireComplete();
    boolean signed = stream.isSigned();
    Jpeg2000Messages messages = Jpeg2000Messages.begin();
    try (QuietThread quiet = QuietThread.begin()) {
      decodeTiles(Arrays.copyOfRange(bytes, stream.start(), bytes.length), format, signed, values);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The decoder reports unsupported features by an Error of its own.
      throw new PixelException("its JPEG 2000 stream is damaged" + reason(e), e);
    } finally {
      messages.end();
    }
    if (messages.damage() != null) {
      throw new PixelException("its JPEG 2000 stream is damaged (" + messages.damage() + ")");
    }
    if (signed && !format.signed()) {
      for (int i = 0; i < format.pixels(); i++) {
        if (values[i] < 0) {
          throw new PixelException(
              "its JPEG 2000 stream holds negative values, but Pixel Representation (0028,0103)"
                  + " says unsigned");
        }
      }
    }
    format.extract(values, format.pixels());
  }

  /** What the decoder says of its own accord; a slip of its own says nothing to people. */
  private static String reason(Throwable e) {
    boolean own = !(e instanceof RuntimeException) && !(e instanceof EOFException);
    return own && e.getMessage() != null ? " (" + e.getMessage() + ")" : "";
  }

  private static void decodeTiles(byte[] bytes, PixelFormat format, boolean signed, int[] values)
      throws IOException {
    ISRandomAccessIO in = new ISRandomAccessIO(new ByteArrayInputStream(bytes));
    J2KImageReadParamJava parameters = new J2KImageReadParamJava();
    HeaderInfo info = new HeaderInfo();
    HeaderDecoder header = new HeaderDecoder(in, parameters, info);
    DecoderSpecs specs = header.getDecoderSpecs();
    int depth = header.getOriginalBitDepth(0);
    BitstreamReaderAgent reader =
        BitstreamReaderAgent.createInstance(in, header, parameters, specs, false, info);
    EntropyDecoder entropy = header.createEntropyDecoder(reader, parameters);
    ROIDeScaler regions = header.createROIDeScaler(entropy, parameters, specs);
    Dequantizer dequantizer = header.createDequantizer(regions, new int[] {depth}, specs);
    InverseWT wavelet = InverseWT.createInstance(dequantizer, specs);
    wavelet.setImgResLevel(reader.getImgRes());
    ImgDataConverter image = new ImgDataConverter(wavelet, 0);
    int low = signed ? -(1 << depth - 1) : 0;
    int high = signed ? (1 << depth - 1) - 1 : (1 << depth) - 1;
    int shift = signed ? 0 : 1 << depth - 1;
    int tiles = image.getNumTiles();
    for (int t = 0; t < tiles; t++) {
      if (t == 0) {
        image.setTile(0, 0);
      } else {
        image.nextTile();
      }
      int tile = image.getTileIdx();
      int width = image.getTileCompWidth(tile, 0);
      int height = image.getTileCompHeight(tile, 0);
      int x0 = image.getCompULX(0) - header.getImgULX();
      int y0 = image.getCompULY(0) - header.getImgULY();
      DataBlkInt block = new DataBlkInt(0, 0, width, height);
      do {
        block = (DataBlkInt) image.getInternCompData(block, 0);
      } while (block.progressive);
      int fraction = image.getFixedPoint(0);
      for (int y = 0; y < height; y++) {
        int from = block.offset + y * block.scanw;
        int to = (y0 + y) * format.columns() + x0;
        for (int x = 0; x < width; x++) {
          int value = (block.data[from + x] >> fraction) + shift;
          values[to + x] = value < low ? low : Math.min(value, high);
        }
      }
    }
  }
}
