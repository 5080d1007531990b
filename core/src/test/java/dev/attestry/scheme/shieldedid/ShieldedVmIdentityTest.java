package dev.attestry.scheme.shieldedid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of one vTPM, and of no other, and each for its own use. */
final class ShieldedVmIdentityTest {

  private static final Path OF_2022 = file("rsa-ecc-certs-2022-assembled");
  private static final Path OF_2024 = file("rsa-certs-2024-a");

  @Test
  void saysWhichInstanceHasTheKeys() throws Exception {
    Verification v = CaseFile.read(OF_2024, Crypto.jdk()).verify();
    assertThat(v.claims().text("/instance/instance_id")).contains("6524697943022743941");
    assertThat(v.claims().text("/instance/project_id")).contains("core-eso");
    assertThat(v.claims().text("/signing_key/key_sha256"))
        .contains("269d27a3cb380e9d24c39f0bc9f222ce8493fdc0648b5fca36a0710cac42e6c4");
  }

  /** The built-in root is a fingerprint; a path to it may come from anywhere. */
  @Test
  void buildsThePathToThePinnedRootFromUntrustedCertificates() throws Exception {
    Case c = CaseFile.read(OF_2024, Crypto.jdk());
    Collateral path =
        new Collateral(
            List.of(
                new Collateral.Item("ca_certificates", Vectors.part(OF_2024, "ca"), "the test")));
    Verification v =
        c.scheme()
            .verify(
                c.evidence(), c.input().withAnchors(TrustAnchors.builtIn()).withCollateral(path));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    Verification untrusted =
        c.scheme()
            .verify(
                c.evidence(),
                c.input().withAnchors(TrustAnchors.of(List.of())).withCollateral(path));
    assertThat(untrusted.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(untrusted.claims().text("/instance/instance_id")).isEmpty();
  }

  /** The EK in the place of the AK would make the quote's key one that anybody may use. */
  @Test
  void refusesTheEncryptionKeyInThePlaceOfTheSigningKey() throws Exception {
    ObjectNode o = identity(OF_2024);
    o.set("signingKey", o.get("encryptionKey"));
    assertThat(failure(OF_2024, o)).isEqualTo(ShieldedIdentityCheck.KEY_USAGE);
  }

  @Test
  void refusesKeysOfTwoInstances() throws Exception {
    ObjectNode o = identity(OF_2024);
    o.set("signingKey", identity(OF_2022).get("signingKey"));
    assertThat(failure(OF_2024, o)).isEqualTo(ShieldedIdentityCheck.INSTANCE);
  }

  @Test
  void staysInconclusiveWhereOneKeyHasNoCertificate() throws Exception {
    ObjectNode o = identity(OF_2024);
    ((ObjectNode) o.get("signingKey")).remove("ekCert");
    assertThat(verify(OF_2024, o).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void cannotAnswerAChallenge() throws Exception {
    Case c = CaseFile.read(OF_2024, Crypto.jdk());
    assertThat(c.scheme().verify(c.evidence(), c.input().withExpectedNonce(Bytes.of(1))).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  private static Object failure(Path file, ObjectNode identity) throws Exception {
    return verify(file, identity).first(Outcome.FAILED).orElseThrow().check();
  }

  private static Verification verify(Path file, ObjectNode identity) throws Exception {
    Case c = CaseFile.read(file, Crypto.jdk());
    return c.scheme()
        .verify(
            Evidence.of(
                c.scheme().mediaType(), Map.of("identity", Bytes.utf8(identity.toString()))),
            c.input());
  }

  private static ObjectNode identity(Path file) throws Exception {
    return Json.readObject("identity", Vectors.part(file, "identity"));
  }

  private static Path file(String name) {
    return Vectors.folder("shielded-vm-identity").resolve(name).resolve("vector.json");
  }
}
