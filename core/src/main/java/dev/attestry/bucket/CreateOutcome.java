package dev.attestry.bucket;

import java.io.IOException;

/** What became of a create-only write. */
public sealed interface CreateOutcome {

  /** The object is there, durable, and this call made it. */
  record Created() implements CreateOutcome {}

  /** The name was taken before; what stands there was not touched. */
  record AlreadyThere() implements CreateOutcome {}

  /**
   * No answer that says which: the object may be there, may come to be there, or not. The caller
   * reads the name back; writing the same bytes again is always safe.
   */
  record Unknown(IOException cause) implements CreateOutcome {}
}
