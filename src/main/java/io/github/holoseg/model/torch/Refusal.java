package io.github.holoseg.model.torch;

/** What is wrong with a file, said without the file's name, which the entry points add. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String problem) {
    super(problem);
  }
}
