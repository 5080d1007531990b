package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one check of one component.
 *
 * @param instance the machine that answered, where the component names a group
 * @param flows what the result means for each flow it is on
 * @param challenge from what its challenge was made; empty for evidence that answers none
 * @param evidence what was collected
 * @param evidenceTime when the evidence says that it was made
 * @param verifiedAt the time that verification used
 * @param appraisedAt the time that appraisal used
 * @param policy identity of the policy, {@code ni:///sha-384;…}
 * @param anchors identity of the set of trust anchors
 * @param ear the EAR claims without sourced-data, in JCS form
 * @param findings the findings in short
 * @param actions what is decided on the result: {@code allow-with-alert}
 */
public record ResultContent(
    Optional<String> instance,
    List<FlowState> flows,
    Optional<ChallengeReference> challenge,
    List<EvidenceReference> evidence,
    Optional<Instant> evidenceTime,
    Instant verifiedAt,
    Instant appraisedAt,
    String policy,
    String anchors,
    Bytes ear,
    FindingCounts findings,
    List<String> actions)
    implements Content {

  public ResultContent {
    flows = List.copyOf(flows);
    evidence = List.copyOf(evidence);
    actions = List.copyOf(actions);
  }

  @Override
  public Kind kind() {
    return Kind.RESULT;
  }

  /** The same result, appraised anew for its flows; used when a commit is rebuilt. */
  public ResultContent withFlows(List<FlowState> recomputed, List<String> decisions) {
    return new ResultContent(
        instance,
        recomputed,
        challenge,
        evidence,
        evidenceTime,
        verifiedAt,
        appraisedAt,
        policy,
        anchors,
        ear,
        findings,
        decisions);
  }

  static ResultContent read(Fields f) throws MalformedInput {
    // In the order of their names, in which they are found fastest.
    List<String> actions = f.texts("actions", Limits.WORD);
    String anchors = f.text("anchors", Limits.NI);
    Instant appraisedAt = f.time("appraised_at");
    Optional<ChallengeReference> challenge = f.optional("challenge", ChallengeReference::read);
    List<EvidenceReference> evidence = EvidenceReference.readAll(f);
    Optional<Instant> evidenceTime = f.optionalTime("evidence_time");
    FindingCounts findings = f.nested("findings", FindingCounts::read);
    List<FlowState> flows = FlowState.readAll(f);
    Optional<String> instance = f.optionalText("instance", Limits.ASCII);
    String policy = f.text("policy", Limits.NI);
    Bytes ear = f.object("result").bytes();
    return new ResultContent(
        instance,
        flows,
        challenge,
        evidence,
        evidenceTime,
        f.time("verified_at"),
        appraisedAt,
        policy,
        anchors,
        ear,
        findings,
        actions);
  }

  @Override
  public void write(JcsWriter entry) {
    // In the order of their names, in which they need not be sorted.
    entry.put("actions", actions).put("anchors", anchors);
    entry.put("appraised_at", UtcTime.text(appraisedAt));
    challenge.ifPresent(c -> c.write(entry));
    EvidenceReference.writeAll(evidence, entry);
    evidenceTime.ifPresent(t -> entry.put("evidence_time", UtcTime.text(t)));
    findings.write(entry);
    FlowState.writeAll(flows, entry);
    instance.ifPresent(i -> entry.put("instance", i));
    entry.put("policy", policy);
    entry.canonical("result", ear);
    entry.put("verified_at", UtcTime.text(verifiedAt));
  }
}
