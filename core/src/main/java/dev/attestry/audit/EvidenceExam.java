package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Entry;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evidence packs: there, whole, and holding what entries say that they hold. */
final class EvidenceExam implements Exam {

  private final Layout layout;
  private final Packs packs;
  private final ChallengeExam challenges;
  private final Mapped mapped;
  private final AuditFindings findings;
  private final Optional<Reverify> again;
  private final Hashes referenced = new Hashes();
  private final NamedObjects named = new NamedObjects();
  private final ChallengeSearch search = new ChallengeSearch();
  private String current = "";
  private OpenedPack opened = OpenedPack.not(AuditCheck.PACK, "none was read");
  private Bytes lastEar = Bytes.EMPTY;
  private boolean lastPasses = EarStatus.passes(lastEar);
  private long checked;

  /**
   * @param challenges sees each entry before
   */
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

  /** What this shard has of packs, and of what lies among them. */
  boolean isReferenced(Bucket bucket, ObjectName name) {
    String path = layout.reference(name);
    return referenced.contains(HashAlgorithm.SHA256.digest(Bytes.utf8(path)))
        || named.holds(bucket, name, path);
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    if (e.content() instanceof AuditContent a) {
      named.expect(a.report());
    }
    if (e.content() instanceof ResultContent r) {
      boolean passes = passes(r.ear());
      if (passes) {
        rests(e, r, at);
      }
      List<OpenedPack.Item> items = new ArrayList<>(r.evidence().size());
      for (EvidenceReference ref : r.evidence()) {
        OpenedPack.@Nullable Item item = item(ref, at);
        if (item != null) {
          items.add(item);
        }
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
    // An unknown recipe is named elsewhere; a narrow one lets a salt be searched for an old answer.
    boolean challenged =
        r.challenge().isPresent()
            && Schemes.recipe(r.challenge().get().recipe()).map(Recipe::fresh).orElse(true);
    if (!challenged && !mapped.unchallenged(e, r)) {
      findings.entry(
          AuditCheck.CHALLENGE_ABSENT, at.place(), "it answers no challenge, or a narrow one");
    }
    Optional<Scheme> due = mapped.scheme(e, r);
    if (due.isPresent()) {
      format(due.get(), e, r, at);
      r.challenge().ifPresent(c -> recipe(due.get(), c, at));
    }
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

  /** Another format's recipe would put the challenge where this one's slot is not. */
  private void recipe(Scheme due, ChallengeReference c, Context at) {
    String expected = due.recipe().label();
    if (!c.recipe().equals(expected) && Schemes.recipe(c.recipe()).isPresent()) {
      findings.entry(
          AuditCheck.CHALLENGE_RECIPE,
          at.place(),
          "recipe " + c.recipe() + "; that of " + due.name() + " is " + expected);
    }
  }

  /** All that the entry names is there. */
  private void whole(
      Entry e, ResultContent r, boolean passes, List<OpenedPack.Item> items, Context at) {
    Slots slots = challenges.slots().orElse(Slots.NONE);
    if (passes && !r.evidence().isEmpty()) {
      slots.all().forEach(s -> answered(s, r, e.component(), items, at));
    }
    for (OpenedPack.Item i : items) {
      if (i.item().mediaType().equals(Archive.FINDINGS)
          && !i.plain().equals(r.findings().digest())) {
        findings.entry(
            AuditCheck.EVIDENCE_DIGEST, at.place(), "the full findings have another digest");
      }
    }
    again.ifPresent(
        a -> a.judge(e, r, items.stream().map(OpenedPack.Item::item).toList(), slots, at));
  }

  /** Null where it is not there as the entry says. */
  private OpenedPack.@Nullable Item item(EvidenceReference ref, Context at) {
    OpenedPack pack = open(ref.pack(), at);
    if (pack.items().isEmpty()) {
      return null;
    }
    OpenedPack.@Nullable Item item = pack.items().get().get(ref.name());
    checked++;
    if (item != null
        && item.item().mediaType().equals(ref.mediaType())
        && item.digest().equals(ref.digest())) {
      return item;
    }
    findings.entry(
        AuditCheck.EVIDENCE_DIGEST,
        at.place().with(layout.object(ref.pack())),
        ref.name() + (item == null ? " is not in it" : " has another digest or media type"));
    return null;
  }

  /** Says once what is wrong with a pack, however many neighbours refer to it. */
  private OpenedPack open(String reference, Context at) {
    if (!reference.equals(current)) {
      current = reference;
      opened = packs.get(reference);
      opened.keyId().flatMap(WrappedPackKeys::hash).ifPresent(named::expect);
      boolean first = referenced.add(HashAlgorithm.SHA256.digest(Bytes.utf8(reference)));
      if (first && opened.items().isEmpty()) {
        findings.entry(opened.check(), at.place().with(layout.object(reference)), opened.problem());
      }
    }
    return opened;
  }

  private void answered(
      Bytes slot, ResultContent r, String component, List<OpenedPack.Item> items, Context at) {
    boolean found = false;
    for (OpenedPack.Item i : items) {
      // Only in what the attester sent: our own findings quote the nonce that they missed.
      found =
          found
              || !Archived.isOurs(component, i.item()) && search.contains(i.item().content(), slot);
    }
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
