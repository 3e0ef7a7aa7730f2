package io.github.holoseg.io.dicom;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes apart a group that has several images at one position.
 *
 * <ol>
 *   <li>Files that are there twice (same SOP Instance UID and position) count once.
 *   <li>If one attribute (time point, phase, kernel …) sorts the images into stacks without
 *       repetition, each stack is a volume of its own; else all attributes together are tried.
 *   <li>What is left at one position with the same stored pixels and rescale counts once.
 *   <li>Anything else stays as it is; {@link SliceStack} refuses it with the positions.
 * </ol>
 */
final class RepeatedSlices {
  private final Map<DicomFrame, String> hashes = new IdentityHashMap<>();
  private List<DicomFrame> frames;

  private RepeatedSlices(FrameGroup group) {
    this.frames = group.frames();
  }

  /** The group, or the stacks in it. */
  static List<FrameGroup> resolve(FrameGroup group) {
    return new RepeatedSlices(group).resolve();
  }

  private List<FrameGroup> resolve() {
    List<String> warnings = new ArrayList<>();
    int copies = dropCopies();
    if (copies > 0) {
      warnings.add(
          copies
              + (copies == 1 ? " slice is" : " slices are")
              + " there more than once (same SOP Instance UID); one of each is used");
    }
    int most = mostAtOnePlace(frames);
    if (most > 1) {
      List<FrameGroup> stacks = split(most, warnings);
      if (stacks != null) {
        return stacks;
      }
      int same = dropSamePixels();
      if (same > 0) {
        warnings.add(
            same
                + (same == 1 ? " slice has" : " slices have")
                + " the position and pixels of another one; one of each is used");
      }
    }
    return List.of(new FrameGroup(frames, warnings));
  }

  /**
   * Some anonymised files share one UID, even over the phases of the heart: a copy has the same
   * position, times and pixels, too.
   */
  private int dropCopies() {
    Map<String, List<DicomFrame>> seen = new HashMap<>();
    List<DicomFrame> kept = new ArrayList<>();
    for (DicomFrame frame : frames) {
      String uid = frame.image().instanceUid();
      String key = uid + "/" + frame.index() + "/" + Arrays.toString(frame.position());
      List<DicomFrame> alike = seen.computeIfAbsent(key, k -> new ArrayList<>());
      if (uid.isEmpty() || alike.stream().noneMatch(other -> isCopy(other, frame))) {
        kept.add(frame);
        alike.add(frame);
      }
    }
    int dropped = frames.size() - kept.size();
    frames = kept;
    return dropped;
  }

  private boolean isCopy(DicomFrame a, DicomFrame b) {
    return FrameAttribute.ALL.stream().allMatch(t -> t.of(a).equals(t.of(b))) && isSame(a, b);
  }

  private static int mostAtOnePlace(List<DicomFrame> frames) {
    return places(frames).stream().mapToInt(List::size).max().orElse(0);
  }

  /** Frames by position along the normal; each by itself if positions are missing. */
  private static List<List<DicomFrame>> places(List<DicomFrame> frames) {
    double[] orientation = frames.get(0).orientation();
    if (orientation == null || frames.stream().anyMatch(f -> f.position() == null)) {
      return frames.stream().map(List::of).toList();
    }
    double[] normal = SliceStack.cross(orientation);
    Map<DicomFrame, Double> heights = new LinkedHashMap<>();
    frames.forEach(f -> heights.put(f, SliceStack.dot(normal, 0, f.position())));
    List<DicomFrame> sorted =
        frames.stream().sorted(Comparator.comparingDouble(heights::get)).toList();
    double same = 1e-3 * frames.get(0).spacingX();
    List<List<DicomFrame>> places = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (DicomFrame frame : sorted) {
      double height = heights.get(frame);
      if (!(height - last < same)) {
        places.add(new ArrayList<>());
      }
      places.get(places.size() - 1).add(frame);
      last = height;
    }
    return places;
  }

  /** Null if no attribute tells the images at one place apart. */
  private List<FrameGroup> split(int most, List<String> warnings) {
    List<FrameAttribute> varying = new ArrayList<>();
    for (FrameAttribute attribute : FrameAttribute.ALL) {
      Map<String, List<DicomFrame>> parts = parts(List.of(attribute));
      if (isSolution(parts, most)) {
        return stacks(parts, attribute.name(), warnings);
      }
      if (parts.size() > 1 && parts.size() <= most) {
        varying.add(attribute);
      }
    }
    if (varying.size() > 1) {
      Map<String, List<DicomFrame>> parts = parts(varying);
      if (isSolution(parts, most)) {
        List<String> names = varying.stream().map(FrameAttribute::name).toList();
        return stacks(parts, String.join(", ", names), warnings);
      }
    }
    return null;
  }

  private Map<String, List<DicomFrame>> parts(List<FrameAttribute> attributes) {
    Map<String, List<DicomFrame>> parts = new TreeMap<>(RepeatedSlices::byNumber);
    for (DicomFrame frame : frames) {
      List<String> values = attributes.stream().map(a -> a.of(frame)).toList();
      parts.computeIfAbsent(String.join(", ", values), v -> new ArrayList<>()).add(frame);
    }
    return parts;
  }

  /** Nothing repeated within a part, and no attribute that is just another one for each image. */
  private static boolean isSolution(Map<String, List<DicomFrame>> parts, int most) {
    boolean asMany = parts.size() == most;
    return parts.size() > 1
        && parts.values().stream().allMatch(p -> asMany || p.size() > 1)
        && parts.values().stream().allMatch(p -> mostAtOnePlace(p) == 1);
  }

  /** Numbers by size, before all texts. */
  private static int byNumber(String a, String b) {
    OptionalDouble x = number(a);
    OptionalDouble y = number(b);
    if (x.isPresent() != y.isPresent()) {
      return x.isPresent() ? -1 : 1;
    }
    int order = x.isPresent() ? Double.compare(x.getAsDouble(), y.getAsDouble()) : 0;
    return order != 0 ? order : a.compareTo(b);
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private List<FrameGroup> stacks(
      Map<String, List<DicomFrame>> parts, String name, List<String> warnings) {
    List<FrameGroup> stacks = new ArrayList<>();
    parts.forEach(
        (value, part) ->
            stacks.add(
                new FrameGroup(part, warnings, name + " " + (value.isEmpty() ? "(none)" : value))));
    FrameGroup.relate(stacks);
    return stacks;
  }

  private int dropSamePixels() {
    Set<DicomFrame> dropped = new HashSet<>();
    for (List<DicomFrame> place : places(frames)) {
      for (int i = 1; i < place.size(); i++) {
        for (int k = 0; k < i; k++) {
          if (!dropped.contains(place.get(k)) && isSame(place.get(k), place.get(i))) {
            dropped.add(place.get(i));
            break;
          }
        }
      }
    }
    List<DicomFrame> kept = frames.stream().filter(f -> !dropped.contains(f)).toList();
    frames = kept;
    return dropped.size();
  }

  private boolean isSame(DicomFrame a, DicomFrame b) {
    return a.slope() == b.slope()
        && a.intercept() == b.intercept()
        && a.image().format().equals(b.image().format())
        && a.image().header().syntax().equals(b.image().header().syntax())
        && hash(a).equals(hash(b));
  }

  /** Of the stored pixels, read once; those that cannot be read are like no others. */
  private String hash(DicomFrame frame) {
    return hashes.computeIfAbsent(
        frame,
        f -> {
          try (ByteSource source = f.image().header().openData()) {
            byte[] pixels = FramePixels.read(f, source, null);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(pixels));
          } catch (IOException e) {
            return "unreadable " + hashes.size();
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
          }
        });
  }
}
