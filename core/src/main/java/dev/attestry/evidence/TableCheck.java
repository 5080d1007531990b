package dev.attestry.evidence;

/** A check that is a constant of an enum: the table of what a scheme checks. */
public interface TableCheck extends Check {

  /** What the table says of one check. */
  record Row(String id, String clause, Need need) {}

  /** What the table says of this one. */
  Row row();

  @Override
  default String id() {
    return row().id();
  }

  @Override
  default String clause() {
    return row().clause();
  }

  @Override
  default Need need() {
    return row().need();
  }
}
