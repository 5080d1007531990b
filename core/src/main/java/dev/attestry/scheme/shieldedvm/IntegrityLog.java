package dev.attestry.scheme.shieldedvm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.shieldedlog.ShieldedVmLog;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of Google's integrity log beside the quote. It is neither signed nor fresh, so that it
 * makes nothing better: what it says of this very instance stands under {@code unverified}, for
 * policies to be warned by.
 */
final class IntegrityLog {

  static final String ENTRY = "entry";

  private static final Scheme LOG = new ShieldedVmLog();

  private IntegrityLog() {}

  /** What the entry says, if one was given, can be read and is about the identity's instance. */
  static Optional<ObjectNode> judge(
      Evidence evidence, Claims identity, VerificationInput input, Findings findings) {
    Optional<Bytes> entry = evidence.part(ENTRY);
    if (entry.isEmpty()) {
      findings.notApplicable(
          GceShieldedVmCheck.INTEGRITY_ENTRY, "no entry of the integrity log was given");
      return Optional.empty();
    }
    Verification v =
        LOG.verify(Evidence.of(LOG.mediaType(), Map.of(ENTRY, entry.get())), input.forPart(""));
    Optional<Finding> wrong = v.first(Outcome.FAILED);
    findings.require(
        GceShieldedVmCheck.INTEGRITY_ENTRY,
        wrong.isEmpty(),
        "an integrity event, without a signature: the Logging API's word",
        () -> wrong.map(f -> f.check().id() + ": " + f.detail()).orElse(""));
    if (wrong.isPresent() || !sameInstance(v.claims(), identity, findings)) {
      return Optional.empty();
    }
    return v.claims().at("/unverified").map(IntegrityLog::graded);
  }

  private static boolean sameInstance(Claims entry, Claims identity, Findings findings) {
    Optional<String> expected = identity.text("/instance/instance_id");
    if (expected.isEmpty()) {
      findings.skip(
          GceShieldedVmCheck.INTEGRITY_INSTANCE,
          "no certificate of the identity names the instance that the entry must be about");
      return false;
    }
    Optional<String> found = entry.text("/unverified/instance/instance_id");
    findings.require(
        GceShieldedVmCheck.INTEGRITY_INSTANCE,
        found.equals(expected),
        "about the identity's instance, " + expected.get(),
        () -> "about another instance than the identity's, " + expected.get());
    return found.equals(expected);
  }

  private static ObjectNode graded(JsonNode said) {
    ObjectNode o = said.deepCopy();
    if (o.path("passed").isBoolean()) {
      o.put("failed", !o.path("passed").booleanValue());
    }
    return o.put("class", LOG.evidenceClass().label());
  }
}
