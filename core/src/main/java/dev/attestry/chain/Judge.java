package dev.attestry.chain;

import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Optional;

/**
 * Decides whether an occupied slot is void or standing, from its bytes and the last standing commit
 * and from nothing else (chain §2). Entries are never a reason.
 */
final class Judge {

  /** Where a named document is found when it is not carried: only without chain §2.2. */
  interface DocumentStore {
    Optional<Bytes> find(Bytes hash);
  }

  /** Rules in force, and the newest version of the format that the reader knows. */
  record Settings(Rules rules, long known) {}

  private final Genesis.Signed genesis;
  private final SignatureCheck check;
  private final DocumentStore documents;
  private final Rules rules;
  private final long known;

  private Judge(
      Genesis.Signed genesis, SignatureCheck check, DocumentStore documents, Settings settings) {
    this.genesis = genesis;
    this.check = check;
    this.documents = documents;
    this.rules = settings.rules;
    this.known = settings.known;
  }

  static Judge of(Genesis.Signed genesis, Crypto crypto) {
    return new Judge(
        genesis,
        SignatureCheck.by(crypto),
        hash -> Optional.empty(),
        new Settings(Rules.ALL, CommitHeader.VERSION));
  }

  /** For simulations. */
  static Judge of(
      Genesis.Signed genesis, SignatureCheck check, DocumentStore documents, Settings settings) {
    return new Judge(genesis, check, documents, settings);
  }

  Genesis.Signed genesis() {
    return genesis;
  }

  Rules rules() {
    return rules;
  }

  /** The newest version of the format that this reader knows. */
  long known() {
    return known;
  }

  SignatureCheck check() {
    return check;
  }

  /** Whether the owners signed a key document. */
  boolean accepts(KeyDocument.Signed document) {
    return genesis.accepts(document, check);
  }

  /** Judges slot {@code k}, where something was found, after the last standing commit. */
  Judgement judge(long k, ReadOutcome.Found found, Tip tip) {
    return judge(k, found, Optional.empty(), tip);
  }

  /**
   * As above.
   *
   * @param ready the object taken apart before; empty if it was not, or could not be
   */
  Judgement judge(long k, ReadOutcome.Found found, Optional<Prepared> ready, Tip tip) {
    if (found.size() > Limits.MAX_COMMIT) {
      return new Judgement.Skipped("more than 8 MiB"); // chain §2.1
    }
    try {
      Envelope e =
          ready.isPresent() ? ready.get().commit().envelope() : Envelope.parse(found.bytes());
      return judge(k, e, ready, tip);
    } catch (MalformedInput e) {
      return new Judgement.Skipped(String.valueOf(e.getMessage()));
    } catch (Refused e) {
      return new Judgement.Skipped(String.valueOf(e.getMessage()));
    }
  }

  private Judgement judge(long k, Envelope e, Optional<Prepared> ready, Tip tip)
      throws MalformedInput, Refused {
    CommitHeader.Frozen f = e.frozen();
    // chain §2.1: origin, number, and prev = j.
    require(f.origin().equals(genesis.genesis().origin()), "another origin");
    require(f.commit() == k, "says it is commit " + f.commit());
    require(
        f.previous().equals(tip.commit()) && f.previousHash().equals(tip.hash()),
        "does not follow the last standing commit");
    require(!tip.sealed(), "the shard is sealed"); // chain §2.5
    KeyDocument before = tip.document().map(KeyDocument.Signed::document).orElse(first());
    if (rules.on(Rule.VERSION_BEFORE) || f.version() > known) {
      // chain §2.6: by the document in force before this commit.
      require(f.version() <= before.highestVersion(), "a version that is not allowed");
    }
    KeyDocument.Signed document = document(e, tip);
    KeyDocument.Key key =
        document
            .document()
            .key(e.signature().name(), KeyDocument.Role.COMMIT)
            .orElseThrow(() -> new Refused("not signed by a commit key in force"));
    require(signed(e, key), "the signature does not hold");
    if (f.version() > known) {
      return new Judgement.Upgrade(f.version());
    }
    require(f.version() >= 1, "no such version");
    require(
        f.version() <= document.document().highestVersion() || rules.on(Rule.VERSION_BEFORE),
        "a version that is not allowed");
    return standing(ready.isPresent() ? ready.get() : Prepared.of(Commit.of(e)), document, tip);
  }

  private Judgement standing(Prepared p, KeyDocument.Signed document, Tip tip) throws Refused {
    Commit c = p.commit();
    CommitHeader h = c.header();
    require(h.writer().name().equals(c.envelope().signature().name()), "writer and signer differ");
    require(skips(h, tip), "the void line is not that of the slots skipped"); // chain §1.5
    require(p.bodyMatches(), "the body is not the one that is signed"); // chain §2.4
    // chain §2.5: `seal` stands only if the document named says so.
    require(
        !h.seal() || document.document().seal() || !rules.on(Rule.SEAL_IN_DOCUMENT),
        "a seal that no key document allows");
    Frontier tree = tip.tree();
    p.leaves().forEach(tree::appendHash);
    require(
        tree.size() == h.size()
            && tree.root().equals(h.root())
            && tree.encode().equals(h.frontier()),
        "size, root or frontier do not follow");
    return new Judgement.Standing(
        p, document, Tip.at(c.number(), p.hash(), document, tree, h.seal()));
  }

  /** chain §1.5: if k > j+1 one line with exactly the slots between, else none. */
  private static boolean skips(CommitHeader h, Tip tip) {
    long k = h.frozen().commit();
    return h.skipped()
        .map(s -> k > tip.next() && s.from() == tip.next() && s.to() == k - 1)
        .orElse(k == tip.next());
  }

  /** chain §2.2: the document in force, or its successor, carried in this very commit. */
  private KeyDocument.Signed document(Envelope e, Tip tip) throws MalformedInput, Refused {
    CommitHeader.Frozen f = e.frozen();
    if (tip.document().isPresent()
        && f.keys() == tip.document().get().document().n()
        && f.keysHash().equals(tip.document().get().hash())) {
      return tip.document().get();
    }
    require(f.keys() == tip.nextDocument(), "key document " + f.keys() + " is not in force");
    Bytes note =
        rules.on(Rule.CARRIED_DOCUMENT)
            ? carried(e)
            : documents.find(f.keysHash()).orElseThrow(() -> new Refused("no such document"));
    require(HashAlgorithm.SHA256.digest(note).equals(f.keysHash()), "carries another document");
    KeyDocument.Signed d = KeyDocument.Signed.parse(note);
    Bytes previous = tip.document().map(KeyDocument.Signed::hash).orElse(genesis.hash());
    require(
        d.document().n() == f.keys() && d.document().previous().equals(previous),
        "the key document carried is not the next one");
    require(genesis.accepts(d, check), "the key document carried is not signed by its owners");
    return d;
  }

  /** The member {@code document} of the first body line, which is a JSON object in JCS form. */
  private static Bytes carried(Envelope e) throws MalformedInput, Refused {
    Optional<String> text = JsonLine.read("first body line", e.firstLine()).text(KeyContent.MEMBER);
    require(text.isPresent(), "the first body line carries no key document");
    return Bytes.utf8(text.orElseThrow());
  }

  /** chain §1.6: type 0x02, minimal DER, low s; chain §2.3. */
  private boolean signed(Envelope e, KeyDocument.Key key) {
    SignedNote.Line line = e.signature();
    return line.by(key.key())
        && EcdsaSignature.isLowS(line.signature())
        && check.holds(key.key(), e.header(), line.signature());
  }

  private KeyDocument first() {
    return genesis.genesis().document();
  }

  private static void require(boolean holds, String otherwise) throws Refused {
    if (!holds) {
      throw new Refused(otherwise);
    }
  }

  /** Ends a judgement as void. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }
}
