package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Layout;
import dev.attestry.chain.TileName;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Goes through all names of a shard: what is missing, what is too much, what is not kept. */
final class Inventory {

  private final Bucket bucket;
  private final Genesis.Signed genesis;
  private final Layout layout;
  private final Crypto crypto;
  private final AuditFindings findings;
  private final SlotExam slots;
  private final EvidenceExam evidence;
  private final PolicyExam policies;
  private final long next;
  private final Set<String> keysFound = new HashSet<>();
  private boolean retentionSaid;

  /**
   * What the walk found out: the exams that know what the log refers to.
   *
   * @param next the first slot that is absent
   */
  record Known(SlotExam slots, EvidenceExam evidence, PolicyExam policies, long next) {}

  Inventory(
      Bucket bucket, Genesis.Signed genesis, Crypto crypto, AuditFindings findings, Known known) {
    this.bucket = bucket;
    this.genesis = genesis;
    this.layout = new Layout(genesis.genesis().shard());
    this.crypto = crypto;
    this.findings = findings;
    this.slots = known.slots;
    this.evidence = known.evidence;
    this.policies = known.policies;
    this.next = known.next;
  }

  void take() {
    try {
      keyCopies();
      each("", this::name);
    } catch (IOException | UncheckedIOException e) {
      findings.log(AuditCheck.COULD_NOT_READ, "the names could not be listed: " + e.getMessage());
    }
    for (StoreAlarm a : bucket.alarms()) {
      if (a.kind() != StoreAlarm.Kind.RETENTION) { // that is asked of each object anyway
        findings.object(AuditCheck.VERSIONS, a.name(), a.detail());
      }
    }
    for (KeyDocument.Signed d : slots.documents().values()) {
      if (!keysFound.contains(d.hash().hex())) {
        findings.object(
            AuditCheck.DERIVED_MISSING, layout.keys(d.hash()), "key document " + d.document().n());
      }
    }
  }

  private void each(String folder, Consumer<ObjectName> see) throws IOException {
    try (Stream<ObjectName> names = bucket.list(layout.shard() + "/" + folder)) {
      names.forEach(see);
    }
  }

  /** First, so that commits of a document whose own commit is gone are known for what they are. */
  private void keyCopies() throws IOException {
    each(
        "keys/",
        n -> {
          if (bucket.read(n) instanceof ReadOutcome.Found f) {
            keyCopy(n, f);
          }
        });
  }

  private void keyCopy(ObjectName name, ReadOutcome.Found f) {
    String hex = layout.reference(name).substring("keys/".length());
    boolean intact = HashAlgorithm.SHA256.digest(f.bytes()).hex().equals(hex);
    if (slots.documents().containsKey(hex)) {
      keysFound.add(hex);
      if (!intact) {
        findings.object(AuditCheck.DERIVED, name, "not the key document that the log carries");
      }
      return;
    }
    Optional<KeyDocument.Signed> d = ownerSigned(f);
    if (d.isEmpty() || !intact) {
      findings.object(AuditCheck.ORPHAN, name, "no key document that the owners signed");
    } else {
      findings.object(AuditCheck.ORPHAN, name, "a key document that no commit names");
      slots.alsoKnow(d.get());
      keysFound.add(hex);
    }
  }

  private Optional<KeyDocument.Signed> ownerSigned(ReadOutcome.Found f) {
    try {
      KeyDocument.Signed d = KeyDocument.Signed.parse(f.bytes());
      return genesis.accepts(d, crypto) ? Optional.of(d) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private void name(ObjectName name) {
    String path = layout.reference(name);
    int slash = path.indexOf('/');
    switch (slash < 0 ? path : path.substring(0, slash + 1)) {
      case "genesis", "keys/" -> retention(name);
      case "commit/" -> commit(name, path.substring(slash + 1));
      case "ev/" -> referred(name, evidence.isReferenced(bucket, name));
      case "policy/" -> referred(name, policies.isReferenced(path));
      // Hints and derived objects, which only a commit's pointers could make matter.
      case "cp/", "cosig/", "heads/", "tile/", "collateral/" -> retention(name);
      default -> findings.object(AuditCheck.UNKNOWN_OBJECT, name, "not a name of this log");
    }
  }

  private void referred(ObjectName name, boolean referenced) {
    if (!referenced) {
      findings.object(AuditCheck.ORPHAN, name, "no entry refers to it");
    }
    retention(name);
  }

  private void commit(ObjectName name, String groups) {
    long k;
    try {
      k = TileName.parseGroups(groups);
    } catch (MalformedInput e) {
      findings.object(AuditCheck.UNKNOWN_OBJECT, name, "not the name of a slot");
      return;
    }
    retention(name);
    if (k > next) {
      beyond(k, name);
    }
  }

  /** A name past the first absent one: planted by anyone, or what a deletion left. */
  private void beyond(long k, ObjectName name) {
    if (!(bucket.read(name) instanceof ReadOutcome.Found f)) {
      findings.slot(AuditCheck.COULD_NOT_READ, k, name, "stands past the end of the log");
      return;
    }
    Optional<Long> signed = slots.signedFor(f).filter(j -> j >= next);
    if (signed.isPresent()) {
      findings.slot(
          AuditCheck.COMMIT_MISSING,
          next,
          layout.commit(next),
          "is not there, but " + name + " holds commit " + signed.get());
    } else {
      findings.slot(AuditCheck.VOID_SLOT, k, name, "planted past the end of the log");
    }
  }

  private void retention(ObjectName name) {
    try {
      Optional<Instant> until = bucket.retainedUntil(name);
      if (until.isEmpty() && !retentionSaid) {
        retentionSaid = true;
        findings.log(AuditCheck.RETENTION_NOT_KEPT, "for " + name + " and maybe others");
      } else if (until.filter(t -> t.isBefore(genesis.genesis().retainUntil())).isPresent()) {
        findings.object(AuditCheck.RETENTION, name, "kept until " + until.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
