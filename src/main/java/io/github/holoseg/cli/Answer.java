package io.github.holoseg.cli;

/**
 * What a verb has to say.
 *
 * @param text for people, without the last line end
 * @param json a record that Jackson can write, for machines
 * @param exitCode for the process
 */
record Answer(String text, Object json, int exitCode) {
  static Answer done(String text, Object json) {
    return new Answer(text, json, Main.DONE);
  }
}
