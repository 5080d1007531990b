package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Texts;
import dev.attestry.codec.Utf8;
import dev.attestry.crypto.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One object of the chain: header, signature, body. Only its grammar is known to hold (chain §1);
 * whether it stands is what {@link Judge} says.
 */
public final class Commit {

  private final Envelope envelope;
  private final CommitHeader header;
  private final int firstLeafEnd;

  /** Offsets of the body lines, and of the end. */
  private final int[] starts;

  private Commit(Envelope envelope, CommitHeader header, int firstLeafEnd, int[] starts) {
    this.envelope = envelope;
    this.header = header;
    this.firstLeafEnd = firstLeafEnd;
    this.starts = starts;
  }

  /** Reads a commit of version 1. */
  public static Commit parse(Bytes object) throws MalformedInput {
    return of(Envelope.parse(object));
  }

  static Commit of(Envelope e) throws MalformedInput {
    if (!Utf8.isWellFormed(e.object())) { // chain §1.1
      throw new MalformedInput("commit", -1, "not well-formed UTF-8");
    }
    CommitHeader header = CommitHeader.parse(e.header());
    int[] starts = bodyLines(e.object(), e.bodyStart());
    return new Commit(e, header, firstLeafEnd(e.header()), starts);
  }

  /** chain §1.2: each line ended by LF, at most 65,535 bytes, 1 to 1,023 of them. */
  private static int[] bodyLines(Bytes object, int from) throws MalformedInput {
    int[] starts = new int[Limits.MAX_LINES + 1];
    int n = 0;
    for (int at = from; at < object.length(); n++) {
      if (n == Limits.MAX_LINES) {
        throw new MalformedInput("commit body", at, "more than 1,023 lines");
      }
      starts[n] = at;
      at = Envelope.lineEnd(object, at) + 1;
    }
    if (n == 0) {
      throw new MalformedInput("commit body", from, "no line");
    }
    starts[n] = object.length();
    return Arrays.copyOf(starts, n + 1);
  }

  /** The last two lines of a header are root and frontier; the first leaf ends before them. */
  private static int firstLeafEnd(Bytes header) {
    int at = header.length() - 1;
    for (int lines = 0; lines < 2; lines++) {
      do {
        at--;
      } while (header.u8(at) != '\n');
    }
    return at + 1;
  }

  public CommitHeader header() {
    return header;
  }

  /** The slot that it says it stands in. */
  public long number() {
    return header.frozen().commit();
  }

  /** The bytes of the whole object. */
  public Bytes object() {
    return envelope.object();
  }

  /** SHA-256 of the whole object, signature and body included. */
  public Bytes hash() {
    return HashAlgorithm.SHA256.digest(envelope.object());
  }

  /** Number of body lines. */
  public int lines() {
    return starts.length - 1;
  }

  /** A body line without its LF. */
  public Bytes line(int i) {
    return envelope.object().slice(starts[i], starts[i + 1] - 1);
  }

  /** A body line as what it must be: one JSON object of the profile. */
  JsonLine json(int i, Texts texts) throws MalformedInput {
    return JsonLine.read("entry", envelope.object(), starts[i], starts[i + 1] - 1, texts);
  }

  /** Index of the leaf that a body line is. */
  public long index(int line) {
    return header.size() - lines() + line;
  }

  /** The data of all leaves in order: the header's first part, then each body line (chain §1.3). */
  public List<Bytes> leaves() {
    List<Bytes> all = new ArrayList<>(lines() + 1);
    all.add(envelope.header().slice(0, firstLeafEnd));
    for (int i = 0; i < lines(); i++) {
      all.add(line(i));
    }
    return all;
  }

  Envelope envelope() {
    return envelope;
  }

  /** Hashes of its leaves in order (chain §1.3): the header's first part, then the body lines. */
  List<Bytes> leafHashes() {
    Bytes object = envelope.object();
    MessageDigest md = HashAlgorithm.SHA256.newDigest();
    List<Bytes> hashes = new ArrayList<>(lines() + 1);
    for (int i = -1; i < lines(); i++) {
      md.update((byte) 0); // RFC 6962 §2.1
      object.update(md, i < 0 ? 0 : starts[i], i < 0 ? firstLeafEnd : starts[i + 1] - 1);
      hashes.add(Bytes.of(md.digest()));
    }
    return hashes;
  }

  /** chain §2.4: digest, length and number of lines of the body are those of the header. */
  boolean bodyMatches() {
    Bytes object = envelope.object();
    MessageDigest md = HashAlgorithm.SHA256.newDigest();
    object.update(md, envelope.bodyStart(), object.length());
    return header.body().length() == object.length() - envelope.bodyStart()
        && header.body().lines() == lines()
        && header.body().hash().equals(Bytes.of(md.digest()));
  }
}
