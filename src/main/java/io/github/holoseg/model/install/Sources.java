package io.github.holoseg.model.install;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** From what the user named to a file or folder on this machine. */
final class Sources {
  private final InstallFolder folder;
  private final int timeoutMillis;

  Sources(InstallFolder folder, int timeoutMillis) {
    this.folder = folder;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * @return the file or folder; what was fetched lies in the install folder's work
   * @throws IOException naming the source, also if a file has another hash than is asked for
   */
  Path obtain(InstallRequest request, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Path local = local(request, progress, cancel);
    if (!request.checksum().isEmpty()) {
      if (!Files.isRegularFile(local)) {
        throw new IOException(local + ": a folder has no checksum; leave it out");
      }
      String found = WeightFiles.sha256(local);
      if (!found.equals(request.checksum())) {
        throw new IOException(
            request.source()
                + ": its SHA-256 is "
                + found
                + ", not "
                + request.checksum()
                + "; the file is damaged or another one, fetch it again");
      }
    }
    return local;
  }

  private Path local(InstallRequest request, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    String source = request.source();
    if (!request.isAddress()) {
      return existing(source, path(source));
    }
    URI address = address(source);
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      try {
        return existing(source, Path.of(address));
      } catch (IllegalArgumentException | FileSystemNotFoundException e) {
        throw new IOException(source + ": is no address of a file on this machine", e);
      }
    }
    if (!scheme.equals("http") && !scheme.equals("https") || address.getHost() == null) {
      throw new IOException(source + ": only http, https and file addresses can be fetched");
    }
    Path fetched =
        new Downloader(folder.downloads(), request.limit(), timeoutMillis)
            .fetch(address, progress, cancel);
    Path target = folder.work(name(address));
    Files.move(fetched, target);
    PartialFile.of(folder.downloads(), address.toString()).delete();
    return target;
  }

  private static String name(URI address) {
    String path = String.valueOf(address.getPath());
    String last = path.substring(path.lastIndexOf('/') + 1);
    return "fetched" + (last.toLowerCase(Locale.ROOT).endsWith(".onnx") ? ".onnx" : ".zip");
  }

  private static URI address(String source) throws IOException {
    try {
      return new URI(source.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new IOException(source + ": is no address: " + e.getReason(), e);
    }
  }

  private static Path path(String source) throws IOException {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new IOException(source + ": is no path: " + e.getReason(), e);
    }
  }

  private static Path existing(String source, Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(source + ": there is no such file or folder");
    }
    return path;
  }

  /**
   * The folder of a source: itself, or unpacked.
   *
   * @param into where an archive is unpacked to
   * @throws ModelFormatException if it is a file but neither zip nor ONNX
   */
  Path folder(
      Path local,
      InstallRequest request,
      Path into,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    if (Files.isDirectory(local)) {
      return local;
    }
    if (Unzip.isZip(local)) {
      UnpackLimits limits = UnpackLimits.DEFAULT.withBytes(request.limit());
      Unzip.unpack(local, into, limits, progress, cancel);
      return into;
    }
    throw new ModelFormatException(
        local,
        "is neither a folder nor a zip archive nor an .onnx file"
            + (request.isAddress() ? "; the address gives something else, look at it" : ""));
  }
}
