package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.util.Optional;

/**
 * The header of a commit, version 1: what its key signs (design, section 7; chain §1).
 *
 * @param frozen the lines that are the same in every version
 * @param checkpoint newest quorum checkpoint that the writer verified
 * @param heads newest snapshot of component heads
 * @param skipped the void slots between the last standing commit and this one
 * @param writer who wrote it, with which nonce, when by its own clock
 * @param seal whether nothing may stand after it
 * @param body digest, length and lines of the body
 * @param size leaves of the log after this commit
 * @param root RFC 6962 root at that size
 * @param frontier full subtrees at that size, largest first
 */
public record CommitHeader(
    Frozen frozen,
    Optional<Pointer> checkpoint,
    Optional<Pointer> heads,
    Optional<Skipped> skipped,
    Writer writer,
    boolean seal,
    Body body,
    long size,
    Bytes root,
    Bytes frontier) {

  /** The version of the format that this code writes. */
  static final long VERSION = 1;

  /**
   * What no version may change, so that every reader can judge it (chain §2.6).
   *
   * @param commit the slot
   * @param previous slot of the last standing commit; empty in the first one
   * @param previousHash SHA-256 of that object; of genesis in the first one
   * @param keys number of the key document in force
   * @param keysHash SHA-256 of it
   */
  public record Frozen(
      long version,
      String origin,
      long commit,
      Optional<Long> previous,
      Bytes previousHash,
      long keys,
      Bytes keysHash) {}

  /** A derived object that the writer knows of: {@code <k> <SHA-256>}. */
  public record Pointer(long commit, Bytes hash) {}

  /** chain §1.5: a run of void slots; the hash is information for the audit. */
  public record Skipped(long from, long to, Bytes hash) {}

  /** Key name, 16 bytes that tell this attempt from all others, and the writer's clock. */
  public record Writer(String name, Bytes nonce, Instant time) {}

  /** chain §1.2. */
  public record Body(Bytes hash, long length, long lines) {}

  /** Reads the frozen lines; the reader then stands at the fifth. */
  static Frozen frozen(HeaderLines in) throws MalformedInput {
    String first = in.next();
    int space = first.indexOf(' ');
    String start = "attestry/commit/v";
    if (space < 0 || !first.startsWith(start)) {
      throw in.malformed("\"attestry/commit/v1 <origin>\" expected");
    }
    long version = in.decimal(first.substring(start.length(), space));
    String origin = first.substring(space + 1);
    long commit = in.decimal(in.words("commit", 1)[1]);
    String[] prev = in.words("prev", 2);
    Optional<Long> previous =
        prev[1].equals("-") ? Optional.empty() : Optional.of(in.decimal(prev[1]));
    Bytes previousHash = in.base64(prev[2], 32);
    String[] keys = in.words("keys", 2);
    return new Frozen(
        version,
        origin,
        commit,
        previous,
        previousHash,
        in.decimal(keys[1]),
        in.base64(keys[2], 32));
  }

  /** Reads a header of version 1. */
  static CommitHeader parse(Bytes header) throws MalformedInput {
    HeaderLines in = HeaderLines.of(header);
    CommitHeader h =
        new CommitHeader(
            frozen(in),
            pointer(in, "cp"),
            pointer(in, "heads"),
            in.nextIs("void") ? Optional.of(skipped(in)) : Optional.empty(),
            writer(in),
            in.nextIs("seal") && in.words("seal", 0).length == 1,
            body(in),
            0,
            Bytes.EMPTY,
            Bytes.EMPTY);
    String[] root = in.words("root", 2);
    long size = in.decimal(root[1]);
    Bytes rootHash = in.base64(root[2], 32);
    Bytes frontier = in.base64(in.words("frontier", 1)[1], 32 * Long.bitCount(size));
    in.end();
    return h.after(size, rootHash, frontier);
  }

  /** This header with the tree that follows from its lines. */
  CommitHeader after(long newSize, Bytes newRoot, Bytes newFrontier) {
    return new CommitHeader(
        frozen, checkpoint, heads, skipped, writer, seal, body, newSize, newRoot, newFrontier);
  }

  private static Optional<Pointer> pointer(HeaderLines in, String word) throws MalformedInput {
    String[] w = in.words(word, 2);
    if (w[1].equals("-") && w[2].equals("-")) {
      return Optional.empty();
    }
    return Optional.of(new Pointer(in.decimal(w[1]), in.base64(w[2], 32)));
  }

  private static Skipped skipped(HeaderLines in) throws MalformedInput {
    String[] w = in.words("void", 3);
    return new Skipped(in.decimal(w[1]), in.decimal(w[2]), in.base64(w[3], 32));
  }

  private static Writer writer(HeaderLines in) throws MalformedInput {
    String[] w = in.words("writer", 3);
    if (!Limits.NAME.matches(w[1])) {
      throw in.malformed("a writer name of a-z 0-9 - expected");
    }
    return new Writer(w[1], in.base64(w[2], 16), Instant.ofEpochMilli(in.decimal(w[3])));
  }

  private static Body body(HeaderLines in) throws MalformedInput {
    String[] w = in.words("body", 3);
    return new Body(in.base64(w[1], 32), in.decimal(w[2]), in.decimal(w[3]));
  }

  /** chain §1.3: the first leaf, from the start through the LF of the body line. */
  String firstLeaf() {
    StringBuilder out = new StringBuilder(700);
    out.append("attestry/commit/v").append(frozen.version).append(' ').append(frozen.origin);
    out.append("\ncommit ").append(frozen.commit);
    out.append("\nprev ").append(frozen.previous.map(j -> Long.toString(j)).orElse("-"));
    out.append(' ').append(Base64s.encode(frozen.previousHash));
    out.append("\nkeys ").append(frozen.keys).append(' ').append(Base64s.encode(frozen.keysHash));
    out.append("\ncp ").append(pointer(checkpoint)).append("\nheads ").append(pointer(heads));
    skipped.ifPresent(
        s ->
            out.append("\nvoid ")
                .append(s.from)
                .append(' ')
                .append(s.to)
                .append(' ')
                .append(Base64s.encode(s.hash)));
    out.append("\nwriter ").append(writer.name).append(' ').append(Base64s.encode(writer.nonce));
    out.append(' ').append(writer.time.toEpochMilli());
    out.append(seal ? "\nseal" : "");
    out.append("\nbody ").append(Base64s.encode(body.hash)).append(' ').append(body.length);
    return out.append(' ').append(body.lines).append('\n').toString();
  }

  private static String pointer(Optional<Pointer> p) {
    return p.map(x -> x.commit + " " + Base64s.encode(x.hash)).orElse("- -");
  }

  /** The whole header, as it is signed. */
  String text() {
    return firstLeaf()
        + "root "
        + size
        + " "
        + Base64s.encode(root)
        + "\nfrontier "
        + Base64s.encode(frontier)
        + "\n";
  }
}
