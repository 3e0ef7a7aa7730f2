package io.github.holoseg.batch;

/** The user asked for something that cannot be asked for; the message is one sentence for them. */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public UsageException(String sentence) {
    super(sentence);
  }
}
