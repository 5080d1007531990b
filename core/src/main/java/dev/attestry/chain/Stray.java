package dev.attestry.chain;

/**
 * Why an entry stands in the log but counts for nothing (chain §4.2): it takes a leaf index, never
 * a place in its chain, and changes neither heads nor windows.
 */
public enum Stray {
  /** Not a JSON object in the log's profile, or without what a link needs. */
  PROFILE("not an entry in the log's JSON profile"),
  /** Sequence number or previous entry are not those that follow. */
  LINK("sequence number or previous entry are not the next of its chain"),
  /** The signing key may not write this kind, or not about this component. */
  SCOPE("component or kind outside the scope of the key"),
  /** One of the last 16 ids of its chain comes again. */
  REPEATED("its id is among the last 16 of its chain"),
  /** Its request is older than the 16th newest entry: whether it is a repetition is not known. */
  TOO_OLD("its request is older than the 16 ids that its chain remembers"),
  /** Its challenge is further back than genesis allows. */
  SPAN("more leaves since its challenge than the shard allows");

  private final String words;

  Stray(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
