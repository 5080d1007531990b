package dev.attestry.events;

import java.util.Locale;

/** Why an event causes no check. The names are published (docs/events.md). */
public enum Ignored {
  /** A schedule fired: the sweep is another function. */
  SCHEDULE,
  /** A provider wants to know whether somebody listens. */
  HANDSHAKE,
  /** The operation goes on; its end is an event of its own, and that one is checked. */
  BEGUN,
  /** Somebody looked; nothing changed. */
  READ_ONLY,
  /** The provider refused the operation. */
  REFUSED,
  /** An event of a kind that says nothing about machines and their configuration. */
  OTHER_KIND,
  /** Could be of our own doing and does not say whose; another event of the same thing does. */
  UNATTRIBUTED,
  /** Of a cloud that this function does not check. */
  OTHER_CLOUD,
  /** No component of the flow map names what the event is about. */
  NO_COMPONENT,
  /** Nothing is planned any more: the log's year ends. */
  NO_PLANS,
  /** It came before: its components have their results or gaps. */
  ANSWERED;

  /** The published name: {@code read-only}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
