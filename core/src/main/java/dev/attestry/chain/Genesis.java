package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first object of a shard; auditors pin its SHA-256 (chain §1.7).
 *
 * @param origin name of the log, in every commit and checkpoint
 * @param shard the year: first part of all object names
 * @param lab whether lab attesters write to it; functions refuse such a log
 * @param owners keys that sign genesis and key documents
 * @param threshold how many of them must
 * @param challengeSpan most leaves between a challenge and its entry
 * @param retainUntil until when every object of the shard is kept
 * @param document document 0; its {@code previous} is not set here but is the hash of genesis
 * @param previous how the shard before ended, if there was one
 */
public record Genesis(
    String origin,
    String shard,
    boolean lab,
    List<VerifierKey> owners,
    int threshold,
    long challengeSpan,
    Instant retainUntil,
    KeyDocument document,
    Optional<Predecessor> previous) {

  /** Design, section 5: the challenge span of a log that does not choose another. */
  public static final long CHALLENGE_SPAN = 4_194_304;

  private static final Shape ORIGIN = Shape.of("[!-*,-~]", 1, 255);
  private static final Shape SHARD = Shape.of("[0-9]", 4, 4);
  private static final int MAX_OWNERS = 16;

  /**
   * The end of the shard before (chain §8).
   *
   * @param commit its sealing commit
   * @param hash SHA-256 of that object
   * @param size leaves after it
   * @param root RFC 6962 root at that size
   * @param checkpoint SHA-256 of its quorum checkpoint
   * @param heads SHA-256 of its final heads
   */
  public record Predecessor(
      long commit, Bytes hash, long size, Bytes root, Bytes checkpoint, Bytes heads) {}

  public Genesis {
    owners = List.copyOf(owners);
    if (threshold < 1 || threshold > owners.size() || owners.size() > MAX_OWNERS) {
      throw new IllegalArgumentException("threshold of owners out of range");
    }
    if (!ORIGIN.matches(origin) || !SHARD.matches(shard)) {
      throw new IllegalArgumentException(
          "an origin is 1 to 255 printable characters without space and +, a shard a year");
    }
    if (document.n() != 0) {
      throw new IllegalArgumentException("genesis holds document 0");
    }
  }

  /**
   * Until when a shard's objects are kept: six years after the year that it runs (45 CFR
   * 164.316(b)(2)(i)).
   */
  public static Instant retention(int shardYear) {
    return LocalDate.of(shardYear + 7, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The signed object: the bytes that are stored and pinned. */
  public record Signed(Genesis genesis, Bytes note, Bytes hash) {

    /** Reads a genesis; whether its signatures hold is {@link #holds}. */
    public static Signed parse(Bytes note) throws MalformedInput {
      OwnerSigned signed = OwnerSigned.parse("genesis", note);
      return new Signed(Genesis.parse(signed.json()), note, HashAlgorithm.SHA256.digest(note));
    }

    /** Whether enough of the owners that it names signed it, and nobody else. */
    public boolean holds(Crypto crypto) {
      return signedByOwners("genesis", note, SignatureCheck.by(crypto));
    }

    /**
     * Whether a key document is signed by the owners, and, if it is document 0, is the one that
     * genesis holds.
     */
    public boolean accepts(KeyDocument.Signed d, Crypto crypto) {
      return accepts(d, SignatureCheck.by(crypto));
    }

    boolean accepts(KeyDocument.Signed d, SignatureCheck check) {
      return signedByOwners("key document", d.note(), check)
          && (d.document().n() > 0 || d.document().equals(firstDocument()));
    }

    /** Document 0, as owners sign it. */
    public KeyDocument firstDocument() {
      KeyDocument d = genesis.document;
      return new KeyDocument(0, hash, d.keys(), d.highestVersion(), d.seal());
    }

    private boolean signedByOwners(String structure, Bytes signedNote, SignatureCheck check) {
      try {
        return OwnerSigned.parse(structure, signedNote)
            .holds(genesis.owners, genesis.threshold, check);
      } catch (MalformedInput e) {
        return false;
      }
    }
  }

  /** Signs it by each of the owners given. */
  public Signed sign(List<NoteSigner> signers) throws IOException {
    Bytes note = OwnerSigned.sign(encode(), signers);
    return new Signed(this, note, HashAlgorithm.SHA256.digest(note));
  }

  /** Signs a key document by each of the owners given. */
  public static KeyDocument.Signed sign(KeyDocument document, List<NoteSigner> signers)
      throws IOException {
    Bytes note = OwnerSigned.sign(document.encode(), signers);
    return new KeyDocument.Signed(document, note, HashAlgorithm.SHA256.digest(note));
  }

  /** The JSON that owners sign, without a line end. */
  public Bytes encode() {
    ObjectNode o = Json.object();
    o.put("v", 1).put("origin", origin).put("shard", shard).put("lab", lab);
    ObjectNode ownersNode = o.putObject("owners").put("threshold", threshold);
    ArrayNode keys = ownersNode.putArray("keys");
    owners.forEach(k -> keys.add(k.toString()));
    o.putObject("limits").put("challenge_span", challengeSpan);
    o.putObject("retention").put("until", retainUntil.toString());
    o.set("document", KeyDocument.members(document));
    previous.ifPresentOrElse(p -> write(p, o.putObject("previous")), () -> o.putNull("previous"));
    return Jcs.encode(o);
  }

  private static void write(Predecessor p, ObjectNode o) {
    o.put("commit", p.commit).put("hash", Base64s.encode(p.hash));
    o.put("size", p.size).put("root", Base64s.encode(p.root));
    o.put("checkpoint", Base64s.encode(p.checkpoint)).put("heads", Base64s.encode(p.heads));
  }

  static Genesis parse(Bytes json) throws MalformedInput {
    Fields f = Fields.read("genesis", json);
    f.integer("v", 1, 1);
    Fields owners = Fields.of("genesis owners", f.object("owners"));
    List<VerifierKey> keys = ownerKeys(owners);
    int threshold = (int) owners.integer("threshold", 1, keys.size());
    owners.end();
    Genesis g =
        new Genesis(
            f.text("origin", ORIGIN),
            f.text("shard", SHARD),
            f.flag("lab"),
            keys,
            threshold,
            f.nested("limits", l -> l.count("challenge_span")),
            f.nested("retention", r -> r.time("until")),
            f.nested("document", d -> firstDocument(d)),
            f.isNull("previous") ? Optional.empty() : f.optional("previous", Genesis::predecessor));
    f.end();
    return g;
  }

  private static KeyDocument firstDocument(Fields f) throws MalformedInput {
    KeyDocument d = KeyDocument.read(f, Bytes.zeros(32));
    if (d.n() != 0) {
      throw f.malformed("\"n\" is not 0");
    }
    return d;
  }

  private static List<VerifierKey> ownerKeys(Fields f) throws MalformedInput {
    List<VerifierKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String vkey : f.texts("keys", Limits.VKEY)) {
      VerifierKey k = VerifierKey.parse(vkey);
      if (!names.add(k.name())) {
        throw f.malformed("two owners of one name");
      }
      keys.add(k);
    }
    if (keys.isEmpty() || keys.size() > MAX_OWNERS) {
      throw f.malformed("1 to 16 owners expected");
    }
    return keys;
  }

  private static Predecessor predecessor(Fields f) throws MalformedInput {
    return new Predecessor(
        f.count("commit"),
        f.base64("hash", 32),
        f.count("size"),
        f.base64("root", 32),
        f.base64("checkpoint", 32),
        f.base64("heads", 32));
  }
}
