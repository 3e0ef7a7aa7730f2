package io.github.holoseg.model.torch;

/** What the persistent ids of a pickle stand for: things stored beside it. */
@FunctionalInterface
interface PersistentIds {
  /** For pickles that have nothing beside them. */
  PersistentIds NONE =
      id -> {
        throw new Refusal("refers to something stored beside the pickle");
      };

  Object load(Object id) throws Refusal;
}
