package bdv.util;

/** A window. */
public interface Bdv {}
