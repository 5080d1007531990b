package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Entry;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence packs: there, whole, and holding what entries say that they hold. */
final class EvidenceExam implements Exam {

  private static final int PACKS_KEPT = 3;
  private static final String FOLDER = "ev/";
  private static final int HEX = 64;

  private final Bucket bucket;
  private final Layout layout;
  private final PackReader reader;
  private final ChallengeExam challenges;
  private final AuditFindings findings;
  private final Optional<Reverify> again;
  private final Hashes referenced = new Hashes();
  private final Map<String, Opened> packs = new LinkedHashMap<>();
  private long checked;

  /** A pack that was read, or why it was not. */
  private record Opened(Optional<Pack> pack, AuditCheck check, String problem) {
    static Opened of(Pack pack) {
      return new Opened(Optional.of(pack), AuditCheck.PACK, "");
    }

    static Opened not(AuditCheck check, String problem) {
      return new Opened(Optional.empty(), check, problem);
    }
  }

  EvidenceExam(
      Bucket bucket,
      Layout layout,
      PackReader reader,
      ChallengeExam challenges,
      AuditFindings findings,
      Optional<Reverify> again) {
    this.bucket = bucket;
    this.layout = layout;
    this.reader = reader;
    this.challenges = challenges;
    this.findings = findings;
    this.again = again;
  }

  /** How many pieces of evidence were checked against their digests. */
  long checked() {
    return checked;
  }

  boolean isReferenced(String name) {
    return referenced.contains(HashAlgorithm.SHA256.digest(Bytes.utf8(name)));
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    if (e.content() instanceof ResultContent r) {
      List<PackItem> items = new ArrayList<>();
      for (EvidenceReference ref : r.evidence()) {
        item(ref, at).ifPresent(items::add);
      }
      if (items.size() == r.evidence().size()) {
        whole(e, r, items, at);
      }
    }
    again.ifPresent(a -> a.passed(e, at));
  }

  /** All that the entry names is there. */
  private void whole(Entry e, ResultContent r, List<PackItem> items, Context at) {
    Optional<Bytes> slot = r.challenge().flatMap(c -> challenges.slot(e.component(), c));
    if (EarStatus.passes(r.ear())) {
      slot.ifPresent(s -> answered(s, r, items, at));
    }
    Optional<Bytes> list = Archived.of(e.component(), items).findings();
    if (list.filter(l -> !HashAlgorithm.SHA256.digest(l).equals(r.findings().digest()))
        .isPresent()) {
      findings.entry(
          AuditCheck.EVIDENCE_DIGEST, at.place(), "the full findings have another digest");
    }
    again.ifPresent(a -> a.judge(e, r, items, slot, at));
  }

  private Optional<PackItem> item(EvidenceReference ref, Context at) {
    Opened opened = open(ref.pack(), at);
    if (opened.pack.isEmpty()) {
      return Optional.empty();
    }
    Optional<PackItem> item = opened.pack.get().item(ref.name());
    boolean holds =
        item.filter(i -> i.mediaType().equals(ref.mediaType()))
            .filter(i -> i.digest().equals(ref.digest()))
            .isPresent();
    checked++;
    if (!holds) {
      findings.entry(
          AuditCheck.EVIDENCE_DIGEST,
          at.place().with(layout.object(ref.pack())),
          ref.name() + (item.isEmpty() ? " is not in it" : " has another digest or media type"));
    }
    return item.filter(i -> holds);
  }

  /** Reads a pack once for neighbouring entries, and says once what is wrong with it. */
  private Opened open(String reference, Context at) {
    Opened known = packs.get(reference);
    if (known != null) {
      return known;
    }
    referenced.add(HashAlgorithm.SHA256.digest(Bytes.utf8(reference)));
    Opened opened = read(reference);
    if (opened.pack.isEmpty()) {
      findings.entry(opened.check, at.place().with(layout.object(reference)), opened.problem);
    }
    if (packs.size() == PACKS_KEPT) {
      packs.remove(packs.keySet().iterator().next());
    }
    packs.put(reference, opened);
    return opened;
  }

  private Opened read(String reference) {
    ObjectName name = layout.object(reference);
    return switch (bucket.read(name)) {
      case ReadOutcome.Found f -> read(reference, f.bytes());
      case ReadOutcome.Absent a -> Opened.not(AuditCheck.PACK, "is not there");
      case ReadOutcome.Unreadable u -> Opened.not(AuditCheck.COULD_NOT_READ, u.reason());
    };
  }

  private Opened read(String reference, Bytes object) {
    String hex = Pack.hash(object).hex();
    if (!reference.startsWith(FOLDER) || !reference.regionMatches(FOLDER.length(), hex, 0, HEX)) {
      return Opened.not(AuditCheck.PACK, "its bytes have the hash " + hex);
    }
    try {
      return switch (reader.read(object)) {
        case PackReader.Outcome.Opened o -> Opened.of(o.pack());
        case PackReader.Outcome.NoKey n ->
            Opened.not(AuditCheck.PACK_SEALED, "encrypted under key " + n.keyId());
        case PackReader.Outcome.Refused n ->
            Opened.not(AuditCheck.PACK, "key " + n.keyId() + " does not open it");
      };
    } catch (MalformedInput e) {
      return Opened.not(AuditCheck.PACK, String.valueOf(e.getMessage()));
    }
  }

  private void answered(Bytes slot, ResultContent r, List<PackItem> items, Context at) {
    if (items.stream().noneMatch(i -> ChallengeSearch.contains(i.content(), slot))) {
      findings.entry(
          AuditCheck.CHALLENGE_ABSENT,
          at.place(),
          "the challenge made from commit "
              + r.challenge().orElseThrow().commit()
              + " is in no evidence");
    }
  }
}
