package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Keys that Google certified, each genuine, and not of one instance's vTPM. */
final class MixedIdentityTest {

  private static final String INSTANCE = "shielded-vm-identity.instance";
  private static final ShieldedVm A = CompositeLab.SHIELDED_A;
  private static final ShieldedVm B = CompositeLab.SHIELDED_B;
  private static final LabIdentity EK_OF_A = A.certificate(A.ek(), KeyUsage.keyAgreement);
  private static final LabIdentity AK_OF_A = A.certificate(A.ak(), KeyUsage.digitalSignature);

  /** An older vTPM's key, whoever has it, would sign for instance A. */
  @Test
  void theSigningKeyOfNobodyBesideTheEncryptionKeyOfAnInstanceIsRefused() {
    LabIdentity stranger = A.nameless(B.ak(), KeyUsage.digitalSignature);
    LabCase c = identity(EK_OF_A, stranger);
    assertThat(c.failed()).containsExactly(INSTANCE);
    assertThat(finding(c).detail())
        .isEqualTo("all must name instance 42, the certificate names none: eccP256SigningKey");
    assertThat(c.verify().claims().at("/instance")).isEmpty();
    assertThat(c.verify().claims().at("/ecc_p256_signing_key")).isEmpty();
  }

  @Test
  void theEncryptionKeyOfNobodyBesideTheSigningKeyOfAnInstanceIsRefused() {
    LabCase c = identity(A.nameless(B.ek(), KeyUsage.keyAgreement), AK_OF_A);
    assertThat(c.failed()).containsExactly(INSTANCE);
  }

  /** What is not of production may name any instance; go-tpm-tools takes it for no name. */
  @Test
  void aKeyThatIsNotOfProductionDoesNotNameTheInstance() {
    LabCase c =
        identity(
            EK_OF_A, A.saying(B.ak(), KeyUsage.digitalSignature, ShieldedVm.production(false)));
    assertThat(c.failed()).containsExactly(INSTANCE);
    assertThat(finding(c).detail()).contains("of production", "eccP256SigningKey");
    LabCase unsaid = identity(EK_OF_A, A.saying(B.ak(), KeyUsage.digitalSignature));
    assertThat(unsaid.failed()).containsExactly(INSTANCE);
  }

  @Test
  void keysThatAreAllNotOfProductionNameNoInstance() {
    LabCase c =
        identity(
            A.saying(A.ek(), KeyUsage.keyAgreement, ShieldedVm.production(false)),
            A.saying(A.ak(), KeyUsage.digitalSignature, ShieldedVm.production(false)));
    assertThat(finding(c).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(finding(c).detail())
        .contains("of production", "eccP256EncryptionKey, eccP256SigningKey");
    assertThat(c.verify().claims().at("/instance")).isEmpty();
  }

  @Test
  void keysOfAnOlderVtpmNameNoInstance() {
    LabCase c =
        identity(
            A.nameless(A.ek(), KeyUsage.keyAgreement),
            A.nameless(A.ak(), KeyUsage.digitalSignature));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(finding(c).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(c.verify().claims().at("/instance")).isEmpty();
  }

  /** The quote is by the key of nobody, which is certified: it would pass for one of A. */
  @Test
  void aQuoteByTheKeyOfNobodyIsNotOneOfTheInstance() {
    LabIdentity nobody = A.nameless(A.ak(), KeyUsage.digitalSignature);
    LabCase c =
        CompositeLab.shielded().with("identity", identity(EK_OF_A, nobody).part("identity"));
    assertThat(c.failed()).contains(INSTANCE);
    assertThat(c.verify().claims().at("/instance")).isEmpty();
  }

  private static LabCase identity(LabIdentity ek, LabIdentity ak) {
    ObjectNode o = Json.object();
    o.set("eccP256EncryptionKey", key(ek));
    o.set("eccP256SigningKey", key(ak));
    return CloudLab.identity().with("identity", Bytes.utf8(o.toString()));
  }

  private static ObjectNode key(LabIdentity certificate) {
    return ShieldedVm.key(certificate.keys(), certificate);
  }

  private static Finding finding(LabCase c) {
    return c.verify().findings().stream()
        .filter(f -> f.check().id().equals(INSTANCE))
        .findFirst()
        .orElseThrow();
  }
}
