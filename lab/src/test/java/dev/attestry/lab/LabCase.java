package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of lab evidence with what a relying party has to judge it by. */
record LabCase(String name, Scheme scheme, Evidence evidence, VerificationInput input) {

  @Override
  public String toString() {
    return name;
  }

  Verification verify() {
    return scheme.verify(evidence, input);
  }

  /** The same with another part, which may be new. */
  LabCase with(String role, Bytes part) {
    Map<String, Bytes> parts = new LinkedHashMap<>(evidence.parts());
    parts.put(role, part);
    return new LabCase(name, scheme, Evidence.of(evidence.mediaType(), parts), input);
  }

  LabCase without(String role) {
    Map<String, Bytes> parts = new LinkedHashMap<>(evidence.parts());
    parts.remove(role);
    return new LabCase(name, scheme, Evidence.of(evidence.mediaType(), parts), input);
  }

  LabCase with(VerificationInput other) {
    return new LabCase(name, scheme, evidence, other);
  }

  /** Judged by whoever trusts these and nothing else. */
  LabCase trusting(TrustAnchor... anchors) {
    return with(input.withAnchors(TrustAnchors.of(List.of(anchors))));
  }

  /** The same with another piece of collateral in the place of one. */
  LabCase withCollateral(String role, Bytes bytes) {
    return with(
        input.withCollateral(
            new Collateral(
                input.collateral().items().stream()
                    .map(i -> i.role().equals(role) ? new Collateral.Item(role, bytes, "test") : i)
                    .toList())));
  }

  Bytes part(String role) {
    return evidence.part(role).orElseThrow();
  }

  /** The ids of the checks that failed. */
  List<String> failed() {
    return ids(Outcome.FAILED);
  }

  List<String> ids(Outcome outcome) {
    return verify().findings().stream()
        .filter(f -> f.outcome() == outcome)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }
}
