package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** What an attestation key's certificate is for (RFC 5280 section 4.2.1.12). */
final class AkPurposeTest {

  private static final KeyPurposeId AIK = purpose("2.23.133.8.3");
  private static final KeyPurposeId EK = purpose("2.23.133.8.1");
  private static final KeyPurposeId CLIENT = KeyPurposeId.id_kp_clientAuth;

  private final SoftTpm tpm = TpmLab.booted();

  /** A TLS client's certificate of the same CA, whose holder signs what looks like a quote. */
  @Test
  void refusesACertificateThatIsForOtherPurposesOnly() {
    for (List<KeyPurposeId> other : List.of(List.of(CLIENT), List.of(EK), List.of(CLIENT, EK))) {
      Verification v = judge(true, other);
      assertThat(TpmLab.failed(v)).as(other.toString()).containsExactly("tpm2-quote.ak-chain");
      assertThat(chain(v)).contains("is for other purposes only (critical extKeyUsage)");
    }
  }

  @Test
  void takesACertificateForAttestationKeysAmongOtherPurposes() {
    assertThat(judge(true, List.of(AIK)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(judge(true, List.of(CLIENT, AIK)).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  /** Google's older AK certificates carry the purpose of an EK, and do not insist on it. */
  @Test
  void takesAPurposeThatIsNotCriticalForAHint() {
    assertThat(judge(false, List.of(EK)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(judge(false, List.of(CLIENT)).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  private Verification judge(boolean critical, List<KeyPurposeId> purposes) {
    SoftTpm other =
        tpm.certifiedBy(
            c ->
                c.valid(TpmLab.NOW.minus(Duration.ofDays(1)), TpmLab.NOW.plus(Duration.ofDays(1)))
                    .usage(KeyUsage.digitalSignature)
                    .extension(
                        Extension.extendedKeyUsage,
                        critical,
                        new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new))));
    return TpmLab.verify(other, other.evidence(TpmLab.NONCE));
  }

  private static String chain(Verification v) {
    return v.findings().stream()
        .filter(f -> f.check().id().equals("tpm2-quote.ak-chain"))
        .map(Finding::detail)
        .findFirst()
        .orElseThrow();
  }

  private static KeyPurposeId purpose(String oid) {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid));
  }
}
