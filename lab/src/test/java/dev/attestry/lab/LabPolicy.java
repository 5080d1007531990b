package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import java.util.List;

/** A policy learned from an honest answer, to hold others against; its rules can be edited. */
record LabPolicy(String scheme, ObjectNode document) {

  static LabPolicy learned(LabCase honest) {
    Verification v = genuine(honest);
    ObjectNode document =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow())).canonical();
    return new LabPolicy(v.scheme(), document);
  }

  static Verification genuine(LabCase c) {
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    return v;
  }

  ObjectNode rules() {
    return (ObjectNode) document.at("/flow/evidence/" + scheme);
  }

  LabPolicy naming(String rule, String value) {
    LabPolicy more = new LabPolicy(scheme, document.deepCopy());
    more.rules().put(rule, value);
    return more;
  }

  LabPolicy without(String... rules) {
    LabPolicy less = new LabPolicy(scheme, document.deepCopy());
    less.rules().remove(List.of(rules));
    return less;
  }

  /** Of evidence that must be genuine: whether it is acceptable is the question. */
  Appraisal of(LabCase c) throws InvalidDocument {
    return Appraiser.appraise(
        genuine(c),
        Policy.of(document),
        GraceList.NONE,
        AppraisalContext.of("c", "", CloudLab.NOW, CloudLab.NOW));
  }

  /** The rules that did not pass. */
  List<String> refusals(LabCase c) throws InvalidDocument {
    return of(c).findings().stream()
        .filter(f -> f.outcome() != RuleOutcome.PASSED)
        .map(RuleFinding::rule)
        .toList();
  }
}
