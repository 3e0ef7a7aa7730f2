package io.github.holoseg.workbench.segment;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;

/**
 * A scan that was read from a file already.
 *
 * @param path file or folder
 * @param options as it was read
 */
public record ScanFile(Path path, ReadOptions options, Volume<?> scan) {}
