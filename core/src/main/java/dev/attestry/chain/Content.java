package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;

/** What an entry says, by kind; everything of an entry but its place in the chain. */
public sealed interface Content
    permits ResultContent,
        GapContent,
        PlanContent,
        ActionContent,
        PolicyContent,
        GraceContent,
        KeyContent,
        AuditContent,
        ReviewContent,
        DissentContent {

  /** Which kind of entry this is. */
  Kind kind();

  /** Adds the members of this kind to an entry. */
  void write(JcsWriter entry);
}
