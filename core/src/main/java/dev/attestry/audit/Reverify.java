package dev.attestry.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Policy;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.ResultContent;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.flow.Component;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.Tier;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Documents;
import dev.attestry.sweep.Graces;
import dev.attestry.sweep.Hops;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies archived evidence again at the time and with the collateral and anchors of then, and
 * appraises it again under the policy of then. Compares verdict, check ids and outcomes, tier and
 * vector; texts may have changed since.
 */
final class Reverify {

  private static final List<String> BINDING =
      List.of("/attestry.recipe", "/attestry.key_confirmation");

  private final Documents documents;
  private final Mapped mapped;
  private final ChainView view;
  private final Crypto crypto;
  private final AuditFindings findings;
  private final Map<String, Instant> lastAffirming = new HashMap<>();

  Reverify(
      Documents documents, Mapped mapped, ChainView view, Crypto crypto, AuditFindings findings) {
    this.documents = documents;
    this.mapped = mapped;
    this.view = view;
    this.crypto = crypto;
    this.findings = findings;
  }

  /** The evidence of a result, whose digests hold. */
  void judge(Entry e, ResultContent r, List<PackItem> items, Slots expected, Exam.Context at) {
    Archived a = Archived.of(e.component(), items);
    Optional<Scheme> scheme =
        a.evidence()
            .flatMap(x -> mapped.scheme(e, r).or(() -> Schemes.forMediaType(x.mediaType())));
    Optional<TrustAnchors> anchors = documents.anchors(r.anchors());
    Optional<Policy> policy = documents.policy(r.policy());
    if (scheme.isEmpty() || anchors.isEmpty() || policy.isEmpty()) {
      String missing =
          scheme.isEmpty()
              ? "evidence of a known format"
              : anchors.isEmpty() ? "anchors" : "policy";
      findings.entry(AuditCheck.REVERIFY_IMPOSSIBLE, at.place(), missing + " is missing");
      return;
    }
    VerificationInput input =
        new VerificationInput(
            Profile.FULL,
            Optional.of(r.verifiedAt()),
            expected,
            a.collateral(),
            anchors.get(),
            stated(e, r, a, at),
            crypto);
    Verification v = scheme.get().verify(a.evidence().orElseThrow(), input);
    compareFindings(v, a, at);
    compareResult(e, r, v, policy.get(), at);
  }

  /** As archived, but for what the flow map says: a writer could else expect whatever came. */
  private ObjectNode stated(Entry e, ResultContent r, Archived a, Exam.Context at) {
    ObjectNode all = a.stated().deepCopy();
    mapped.component(e, r).ifPresent(c -> c.stated().forEach(all::put));
    if (!all.equals(a.stated())) {
      findings.entry(
          AuditCheck.REVERIFY_FINDINGS,
          at.place(),
          "it was verified with other expectations than the flow map states");
    }
    return all;
  }

  private void compareFindings(Verification v, Archived a, Exam.Context at) {
    List<String> was = a.outcomes();
    List<String> is =
        v.findings().stream().map(f -> f.check().id() + " " + f.outcome().label()).toList();
    if (!was.equals(is)) {
      List<String> gone = new ArrayList<>(was);
      gone.removeAll(is);
      List<String> come = new ArrayList<>(is);
      come.removeAll(was);
      findings.entry(
          AuditCheck.REVERIFY_FINDINGS,
          at.place(),
          "archived and not found again: " + gone + ", new: " + come);
    }
  }

  private void compareResult(
      Entry e, ResultContent r, Verification v, Policy policy, Exam.Context at) {
    Optional<AttesterAppraisal> was = Hops.appraisal(r);
    if (was.isEmpty()) {
      findings.entry(AuditCheck.REVERIFY_RESULT, at.place(), "its claims are no result");
      return;
    }
    String verdict = was.get().verifierClaims().text("/attestry.verification").orElse("none");
    if (!verdict.equals(v.verdict().label())) {
      findings.entry(
          AuditCheck.REVERIFY_VERDICT,
          at.place(),
          verdict + " is archived, now it is " + v.verdict().label());
    }
    Appraisal a = Appraiser.appraise(v, policy, Graces.of(view, documents), context(e, r));
    AttesterAppraisal is = AppraisalResults.appraisal(v, a, a.vector());
    compareBinding(was.get(), is, at);
    if (is.status() != was.get().status() || !is.vector().equals(was.get().vector())) {
      findings.entry(
          AuditCheck.REVERIFY_RESULT,
          at.place(),
          was.get().status() + " is archived, now it is " + is.status() + ": " + a.reason());
    }
  }

  /** What it says of challenge, parts and key: how they were bound, whether the key was shown. */
  private void compareBinding(AttesterAppraisal was, AttesterAppraisal is, Exam.Context at) {
    for (String claim : BINDING) {
      String before = was.verifierClaims().text(claim).orElse("none");
      String now = is.verifierClaims().text(claim).orElse("none");
      if (!before.equals(now)) {
        findings.entry(
            AuditCheck.REVERIFY_RESULT,
            at.place(),
            claim.substring(1) + " " + before + " is archived, now it is " + now);
      }
    }
  }

  private AppraisalContext context(Entry e, ResultContent r) {
    Optional<String> kind = mapped.component(e, r).map(Component::componentClass);
    AppraisalContext context =
        AppraisalContext.of(
            e.component(),
            kind.orElse(""),
            r.appraisedAt(),
            r.evidenceTime().orElse(r.verifiedAt()));
    Optional<Instant> last = Optional.ofNullable(lastAffirming.get(e.component()));
    return last.map(context::withLastAffirming).orElse(context);
  }

  /** How the component stands from now on, for its next appraisal. */
  void passed(Entry e, Exam.Context at) {
    if (e.content() instanceof ResultContent r) {
      boolean affirming = Hops.appraisal(r).filter(a -> a.status() == Tier.AFFIRMING).isPresent();
      if (affirming) {
        lastAffirming.put(e.component(), at.commit().commit().header().writer().time());
      } else {
        lastAffirming.remove(e.component());
      }
    } else if (e.content() instanceof GapContent) {
      lastAffirming.remove(e.component());
    }
  }
}
