package dev.attestry.chain;

/** The sizes and alphabets of chain section 1, in one place. */
final class Limits {

  /** chain §1.1: a commit as a whole. */
  static final int MAX_COMMIT = 8 << 20;

  /** chain §1.1: its header. */
  static final int MAX_HEADER = 65_535;

  /** chain §1.2: one body line, without its LF. */
  static final int MAX_LINE = 65_535;

  /** chain §1.2: body lines of a commit. */
  static final int MAX_LINES = 1_023;

  /** chain §1.1: bytes of the origin. */
  static final int MAX_ORIGIN = 255;

  /** Design, section 7: integers below 2^53. */
  static final long MAX_INTEGER = (1L << 53) - 1;

  /** chain §4.2: ids that a chain remembers. */
  static final int WINDOW = 16;

  /** chain §1.1: names of keys, writers and clouds. */
  static final Shape NAME = Shape.of("[a-z0-9-]", 1, 64);

  /** Design, section 6: names of components; {@code @log}, {@code @policy/…} for what has none. */
  static final Shape COMPONENT = Shape.of("[a-z0-9]", "[a-z0-9._/-]", 1, 128).afterOptional("@");

  /** The slot or operation part of an id. */
  static final Shape OPERATION = Shape.of("[A-Za-z0-9@._/:-]", 1, 200);

  /** Identity of a policy, flow map or anchor set: {@code ni:///sha-384;…} (RFC 6920). */
  static final Shape NI = Shape.of("[A-Za-z0-9_-]", 64, 64).after("ni:///sha-384;");

  /** Words that programs choose: reasons, outcomes, check ids. */
  static final Shape WORD = Shape.of("[a-z0-9]", "[a-z0-9._-]", 1, 128);

  /** Printable ASCII without quotes: instance ids and media types. */
  static final Shape ASCII = Shape.of("[ !#-\\[\\]-~]", 1, 255);

  /** A verifier key as a signed note has it; what it holds is read by {@link VerifierKey}. */
  static final Shape VKEY = Shape.of("[!-~]", 1, 2000);

  private Limits() {}
}
