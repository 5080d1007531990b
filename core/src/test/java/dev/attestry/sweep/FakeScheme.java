package dev.attestry.sweep;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evidence that is "genuine" or not by its first part, and repeats the nonce in its second. */
final class FakeScheme implements Scheme {

  enum FakeCheck implements Check {
    GENUINE(Need.GENUINENESS),
    NONCE(Need.FULL);

    private final Need need;

    FakeCheck(Need need) {
      this.need = need;
    }

    @Override
    public String id() {
      return "fake." + (this == GENUINE ? "genuine" : "nonce");
    }

    @Override
    public String clause() {
      return "this test";
    }

    @Override
    public Need need() {
      return need;
    }
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String mediaType() {
    return "application/x-fake";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H2;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("document", "nonce");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return List.of(FakeCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings findings = Findings.of(this, input.profile());
    String document = evidence.part("document").map(Bytes::utf8).orElse("");
    findings.require(FakeCheck.GENUINE, document.startsWith("genuine"), "it is", "it is not");
    Optional<Bytes> nonce = evidence.part("nonce");
    if (input.expectedNonce().isEmpty()) {
      findings.skip(FakeCheck.NONCE, "none expected");
    } else {
      findings.require(
          FakeCheck.NONCE, input.expectedNonce().equals(nonce), "answers ours", "another nonce");
    }
    return findings.conclude(Claims.of(c -> c.put("document", document)));
  }
}
