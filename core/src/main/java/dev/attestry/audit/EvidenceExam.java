package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.sweep.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evidence packs: there, whole, and holding what entries say that they hold. */
final class EvidenceExam implements Exam {

  private final Layout layout;
  private final Packs packs;
  private final ChallengeExam challenges;
  private final Mapped mapped;
  private final AuditFindings findings;
  private final Optional<Reverify> again;
  private final Hashes referenced = new Hashes();
  private String current = "";
  private Packs.Opened opened = Packs.Opened.not(AuditCheck.PACK, "none was read");
  private Bytes lastEar = Bytes.EMPTY;
  private boolean lastPasses = EarStatus.passes(lastEar);
  private long checked;

  EvidenceExam(
      Layout layout,
      Packs packs,
      ChallengeExam challenges,
      Mapped mapped,
      AuditFindings findings,
      Optional<Reverify> again) {
    this.layout = layout;
    this.packs = packs;
    this.challenges = challenges;
    this.mapped = mapped;
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
      boolean passes = passes(r.ear());
      if (passes) {
        rests(e, r, at);
      }
      List<PackItem> items = new ArrayList<>(r.evidence().size());
      for (EvidenceReference ref : r.evidence()) {
        item(ref, at).ifPresent(items::add);
      }
      if (items.size() == r.evidence().size()) {
        whole(e, r, passes, items, at);
      }
    }
    again.ifPresent(a -> a.passed(e, at));
  }

  /** Most results say what the one before said. */
  private boolean passes(Bytes ear) {
    if (!ear.equals(lastEar)) {
      lastEar = ear;
      lastPasses = EarStatus.passes(ear);
    }
    return lastPasses;
  }

  /** A result that passes rests on evidence, which answers a challenge where any can. */
  private void rests(Entry e, ResultContent r, Context at) {
    if (r.evidence().isEmpty()) {
      findings.entry(AuditCheck.EVIDENCE_ABSENT, at.place(), "it names no evidence");
      return;
    }
    // A salt can be searched that fits ten digits of an old document.
    boolean challenged =
        r.challenge().filter(c -> !c.recipe().equals(Recipe.NARROW.label())).isPresent();
    if (!challenged && !mapped.unchallenged(e, r)) {
      findings.entry(
          AuditCheck.CHALLENGE_ABSENT, at.place(), "it answers no challenge, or a narrow one");
    }
    mapped.scheme(e, r).ifPresent(s -> format(s, e, r, at));
  }

  /** The flow map chooses the format, never the attester or the writer (design, section 5). */
  private void format(Scheme due, Entry e, ResultContent r, Context at) {
    List<String> types =
        r.evidence().stream()
            .filter(ref -> ref.name().startsWith(e.component() + "/" + Archive.EVIDENCE))
            .map(EvidenceReference::mediaType)
            .distinct()
            .toList();
    if (!types.equals(List.of(due.mediaType()))) {
      findings.entry(
          AuditCheck.EVIDENCE_FORMAT,
          at.place(),
          "the flow map asks for " + due.mediaType() + ", it has " + types);
    }
  }

  /** All that the entry names is there. */
  private void whole(Entry e, ResultContent r, boolean passes, List<PackItem> items, Context at) {
    Optional<Bytes> slot = r.challenge().flatMap(c -> challenges.slot(e.component(), c));
    if (passes && !r.evidence().isEmpty()) {
      slot.ifPresent(s -> answered(s, r, e.component(), items, at));
    }
    for (PackItem i : items) {
      if (i.mediaType().equals(Archive.FINDINGS)
          && !HashAlgorithm.SHA256.digest(i.content()).equals(r.findings().digest())) {
        findings.entry(
            AuditCheck.EVIDENCE_DIGEST, at.place(), "the full findings have another digest");
      }
    }
    again.ifPresent(a -> a.judge(e, r, items, slot, at));
  }

  private Optional<PackItem> item(EvidenceReference ref, Context at) {
    Packs.Opened pack = open(ref.pack(), at);
    if (pack.items().isEmpty()) {
      return Optional.empty();
    }
    PackItem item = pack.items().get().get(ref.name());
    checked++;
    if (item != null
        && item.mediaType().equals(ref.mediaType())
        && item.digest().equals(ref.digest())) {
      return Optional.of(item);
    }
    findings.entry(
        AuditCheck.EVIDENCE_DIGEST,
        at.place().with(layout.object(ref.pack())),
        ref.name() + (item == null ? " is not in it" : " has another digest or media type"));
    return Optional.empty();
  }

  /** Says once what is wrong with a pack, however many neighbours refer to it. */
  private Packs.Opened open(String reference, Context at) {
    if (!reference.equals(current)) {
      current = reference;
      opened = packs.get(reference);
      boolean first = referenced.add(HashAlgorithm.SHA256.digest(Bytes.utf8(reference)));
      if (first && opened.items().isEmpty()) {
        findings.entry(opened.check(), at.place().with(layout.object(reference)), opened.problem());
      }
    }
    return opened;
  }

  private void answered(
      Bytes slot, ResultContent r, String component, List<PackItem> items, Context at) {
    // Only in what the attester sent: our own findings quote the nonce that they missed.
    boolean found =
        items.stream()
            .filter(i -> !Archived.isOurs(component, i))
            .anyMatch(i -> ChallengeSearch.contains(i.content(), slot));
    if (!found) {
      findings.entry(
          AuditCheck.CHALLENGE_ABSENT,
          at.place(),
          "the challenge made from commit "
              + r.challenge().orElseThrow().commit()
              + " is in no evidence");
    }
  }
}
