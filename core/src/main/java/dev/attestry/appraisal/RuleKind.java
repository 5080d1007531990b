package dev.attestry.appraisal;

/** The kinds of rule there are; every rule of every scheme is one of them. */
enum RuleKind {
  /** A byte string is one of those named, in hexadecimal. */
  BYTES_IN,
  /** A text is one of those named. */
  TEXT_IN,
  /** Every item of a list is among those named. */
  ALL_IN,
  /** A number is at least as large. */
  AT_LEAST,
  /** A number is at most as large. */
  AT_MOST,
  /** A flag has the value named. */
  FLAG,
  /** PCRs of a bank have values named, by index. */
  PCRS
}
