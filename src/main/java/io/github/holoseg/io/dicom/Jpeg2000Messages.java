package io.github.holoseg.io.dicom;

import java.util.List;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;

/**
 * Hears what JJ2000 says while it decodes on this thread.
 *
 * <p>The decoder does not fail on a truncated or damaged stream: it fills in what is missing and
 * prints a warning. Its printer is one for the whole program, so ours passes on what other threads
 * say to the one that was there before.
 */
final class Jpeg2000Messages {
  private static final ThreadLocal<Jpeg2000Messages> CURRENT = new ThreadLocal<>();

  /** Parts of warnings about segments that do not matter for the pixels. */
  private static final List<String> HARMLESS =
      List.of(
          "not used by",
          "Skipping unsupported",
          "not taken into account",
          "does not indicate the total number of tile-parts",
          "COM marker registered");

  static {
    FacilityManager.registerMsgLogger(null, new Router(FacilityManager.getMsgLogger()));
  }

  private String damage;

  private Jpeg2000Messages() {}

  /** Starts to listen on this thread. */
  static Jpeg2000Messages begin() {
    Jpeg2000Messages messages = new Jpeg2000Messages();
    CURRENT.set(messages);
    return messages;
  }

  void end() {
    CURRENT.remove();
  }

  /** The first warning or error, null if there was none. */
  String damage() {
    return damage;
  }

  private record Router(MsgLogger others) implements MsgLogger {
    @Override
    public void printmsg(int severity, String message) {
      Jpeg2000Messages mine = CURRENT.get();
      if (mine == null) {
        others.printmsg(severity, message);
      } else if (severity >= WARNING
          && mine.damage == null
          && HARMLESS.stream().noneMatch(message::contains)) {
        mine.damage = message.replace('\n', ' ').strip();
      }
    }

    @Override
    public void println(String text, int indent, int hangingIndent) {
      if (CURRENT.get() == null) {
        others.println(text, indent, hangingIndent);
      }
    }

    @Override
    public void flush() {
      if (CURRENT.get() == null) {
        others.flush();
      }
    }
  }
}
