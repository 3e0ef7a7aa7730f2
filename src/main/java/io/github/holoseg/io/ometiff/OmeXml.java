package io.github.holoseg.io.ometiff;

import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Map;

/** The OME-XML of one volume. Source: OME schema 2016-06. */
final class OmeXml {
  private static final String SCHEMA = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

  private OmeXml() {}

  static String of(Volume<?> volume, SampleType type) {
    VolumeGeometry g = volume.geometry();
    StringBuilder xml = new StringBuilder(2048);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OME xmlns=\"").append(SCHEMA);
    xml.append("\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    xml.append(" xsi:schemaLocation=\"").append(SCHEMA).append(' ').append(SCHEMA);
    xml.append("/ome.xsd\" Creator=\"Holoseg\">\n");
    xml.append("<Image ID=\"Image:0\" Name=\"").append(escape(volume.info().name()));
    xml.append("\">\n<Pixels ID=\"Pixels:0\" DimensionOrder=\"XYZCT\" Type=\"");
    xml.append(name(type)).append("\" BigEndian=\"false\"");
    for (int axis = 0; axis < 3; axis++) {
      xml.append(" Size").append("XYZ".charAt(axis)).append("=\"").append(g.size(axis)).append('"');
    }
    xml.append(" SizeC=\"1\" SizeT=\"1\"");
    for (int axis = 0; axis < 3; axis++) {
      String size = " PhysicalSize" + "XYZ".charAt(axis);
      xml.append(size).append("=\"").append(g.spacing()[axis]).append('"');
      xml.append(size).append("Unit=\"mm\"");
    }
    xml.append(">\n<Channel ID=\"Channel:0:0\" SamplesPerPixel=\"1\"/>\n");
    xml.append("<TiffData IFD=\"0\" PlaneCount=\"").append(g.size(2)).append("\"/>\n</Pixels>\n");
    xml.append("<AnnotationRef ID=\"Annotation:0\"/>\n</Image>\n");
    xml.append("<StructuredAnnotations>\n<MapAnnotation ID=\"Annotation:0\" Namespace=\"");
    xml.append(PlacementNote.NAMESPACE).append("\">\n<Value>\n");
    for (Map.Entry<String, String> entry : PlacementNote.of(volume)) {
      xml.append("<M K=\"").append(escape(entry.getKey())).append("\">");
      xml.append(escape(entry.getValue())).append("</M>\n");
    }
    xml.append("</Value>\n</MapAnnotation>\n</StructuredAnnotations>\n</OME>\n");
    return xml.toString();
  }

  private static String name(SampleType type) {
    return switch (type) {
      case UINT8 -> "uint8";
      case INT8 -> "int8";
      case UINT16 -> "uint16";
      case INT16 -> "int16";
      case UINT32 -> "uint32";
      case INT32 -> "int32";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case INT64, UINT64 -> throw new IllegalArgumentException("no OME type for " + type);
    };
  }

  /**
   * Characters that XML 1.0 forbids become question marks. No numeric references: Bio-Formats 7.3.1
   * takes them apart.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              boolean control = c < ' ' && c != '\n' && c != '\t' || c == 0x7F;
              boolean lone = c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE;
              switch (control || lone ? '?' : c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(control || lone ? '?' : c);
              }
            });
    return escaped.toString();
  }
}
