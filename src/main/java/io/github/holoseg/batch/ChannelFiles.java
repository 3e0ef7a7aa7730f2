package io.github.holoseg.batch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files are the channels of one case. nnU-Net's rule: {@code case_0000.nii.gz}, {@code
 * case_0001.nii.gz} and so on, beside each other.
 */
final class ChannelFiles {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d{4})(\\.[^.].*)");

  private ChannelFiles() {}

  /** The name of a file without its channel's number; null if it has none. */
  private record Numbered(Path folder, String stem, int number, String ending) {
    static Numbered of(Path file) {
      Matcher matcher = NUMBERED.matcher(file.getFileName().toString());
      return matcher.matches()
          ? new Numbered(
              file.toAbsolutePath().getParent(),
              matcher.group(1),
              Integer.parseInt(matcher.group(2)),
              matcher.group(3))
          : null;
    }

    Path channel(int index) {
      return folder.resolve(stem + String.format(Locale.ROOT, "_%04d", index) + ending);
    }
  }

  /**
   * Several paths in one text, separated as in {@code PATH} ({@code :}, on Windows {@code ;}). A
   * text that names an existing file as a whole is that file.
   *
   * @throws UsageException if one of them is no path
   */
  static List<Path> split(String text) {
    try {
      if (!text.contains(File.pathSeparator) || isFile(text)) {
        return List.of(Path.of(text));
      }
      List<Path> paths = new ArrayList<>();
      for (String part : text.split(Pattern.quote(File.pathSeparator))) {
        if (!part.isBlank()) {
          paths.add(Path.of(part));
        }
      }
      return List.copyOf(paths);
    } catch (InvalidPathException e) {
      throw new UsageException("input='" + text + "' is no path: " + e.getReason() + ".");
    }
  }

  private static boolean isFile(String text) {
    try {
      return Files.exists(Path.of(text));
    } catch (InvalidPathException e) {
      return false; // on Windows: several paths
    }
  }

  /**
   * The files to read for a model.
   *
   * @param inputs what the user named
   * @param channels the model's
   * @return one for each channel
   * @throws IOException if they are not all there, naming what is expected
   */
  static List<Path> of(List<Path> inputs, List<String> channels) throws IOException {
    int count = channels.size();
    if (inputs.size() == count) {
      return inputs;
    }
    Path first = inputs.get(0);
    if (inputs.size() == 1 && Files.isDirectory(first)) {
      return inFolder(first, channels);
    }
    Numbered numbered = inputs.size() == 1 ? Numbered.of(first) : null;
    if (numbered == null || count == 1) {
      throw new IOException(
          "%s: the model takes %d channel(s) %s, %d file(s) were named; name one for each, separated by '%s'%s"
              .formatted(
                  first,
                  count,
                  channels,
                  inputs.size(),
                  File.pathSeparator,
                  count == 1 ? "." : ", or the first of NAME_0000, NAME_0001, …"));
    }
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = numbered.channel(i);
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            file + ": the file of channel " + i + " (" + channels.get(i) + ") is missing.");
      }
      files.add(file);
    }
    return files;
  }

  private static List<Path> inFolder(Path folder, List<String> channels) throws IOException {
    List<Path> firsts;
    try (Stream<Path> list = Files.list(folder)) {
      firsts =
          list.filter(Files::isRegularFile)
              .filter(file -> Numbered.of(file) != null && Numbered.of(file).number() == 0)
              .sorted()
              .toList();
    }
    if (firsts.size() != 1) {
      throw new IOException(
          "%s: the model takes %d channels %s, but the folder holds %d files NAME_0000; %s"
              .formatted(
                  folder,
                  channels.size(),
                  channels,
                  firsts.size(),
                  firsts.isEmpty() ? "name the files." : "use 'batch' for several cases."));
    }
    return of(firsts, channels);
  }

  /**
   * The cases of a batch for a model of several channels.
   *
   * @param found every image; those that belong together become one case
   * @param passedOver receives images without a channel's number, and why
   */
  static List<CaseFinder.Case> group(
      List<CaseFinder.Case> found, int channels, Map<Path, String> passedOver) {
    if (channels == 1) {
      return found;
    }
    Map<String, CaseFinder.Case> cases = new TreeMap<>();
    for (CaseFinder.Case one : found) {
      Numbered numbered = Files.isDirectory(one.source()) ? null : Numbered.of(one.source());
      if (numbered == null) {
        passedOver.put(
            one.source(), "the model takes " + channels + " channels NAME_0000, NAME_0001, …");
        continue;
      }
      String name = one.name().replaceFirst("_\\d{4}(?=(_\\d+)?$)", "");
      cases.putIfAbsent(
          numbered.channel(0).toString(), new CaseFinder.Case(numbered.channel(0), name));
    }
    return List.copyOf(cases.values());
  }
}
