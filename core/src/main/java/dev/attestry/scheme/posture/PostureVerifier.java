package dev.attestry.scheme.posture;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.time.Duration;
import java.time.Instant;

/** Judges one snapshot. Used once. */
final class PostureVerifier {

  /** How long a collector may take, and how far its clock may be off. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration SKEW = Duration.ofMinutes(1);

  private final VerificationInput input;
  private final Findings findings;

  PostureVerifier(Posture scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "snapshot", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    Snapshot snapshot = Snapshot.parse(bytes);
    findings.pass(CommonCheck.MALFORMED, "the configuration of a " + snapshot.kind());
    findings.notApplicable(
        CommonCheck.SIGNATURE,
        "read from the provider's API: its word, which nobody can show again (class A1)");
    consistent(snapshot);
    readTime(snapshot);
    sources(snapshot);
    nonce(snapshot);
    return findings.conclude(claims(snapshot));
  }

  private void consistent(Snapshot s) {
    boolean holds =
        s.encrypted().isEmpty()
            || s.key().isEmpty()
            || s.encrypted().get() == !s.key().get().equals("none");
    findings.require(
        PostureCheck.CONSISTENT,
        holds,
        "what it says of encryption and key agrees",
        "says encrypted: " + s.encrypted().orElse(false) + ", and key: " + s.key().orElse(""));
  }

  private void readTime(Snapshot s) {
    if (input.time().isEmpty()) {
      findings.skip(PostureCheck.READ_TIME, "no time of judgement was given");
      return;
    }
    Instant at = input.time().get();
    findings.require(
        PostureCheck.READ_TIME,
        !s.readAt().isAfter(at.plus(SKEW)) && !s.readAt().isBefore(at.minus(LONGEST)),
        "read at " + s.readAt(),
        "read at " + s.readAt() + ", judged at " + at + ": at most 10 minutes may lie between");
  }

  private void sources(Snapshot s) {
    if (s.sources() == 0) {
      findings.skip(PostureCheck.SOURCES, "it does not say from which answers it was made");
    } else {
      findings.pass(PostureCheck.SOURCES, "made from " + s.sources() + " answers of the API");
    }
  }

  private void nonce(Snapshot s) {
    if (input.expectedNonce().isEmpty()) {
      findings.skip(CommonCheck.NONCE, "no expected nonce was given");
      return;
    }
    Bytes expected = input.expectedNonce().get();
    findings.require(
        CommonCheck.NONCE,
        s.challenge()
            .filter(c -> Bytes.utf8(c).equals(expected) || c.equals(expected.hex()))
            .isPresent(),
        "read for this check",
        "read for another check, or for none");
  }

  private Claims claims(Snapshot s) {
    return Claims.of(
        o -> {
          if (findings.anyFailed()) {
            o.set("unverified", s.claims());
          } else {
            o.setAll(s.claims());
          }
        });
  }
}
