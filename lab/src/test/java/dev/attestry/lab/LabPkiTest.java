package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LabPkiTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource(LabKeyType.class)
  void makesPathsThatAVerifierAccepts(LabKeyType type) {
    LabPki pki = LabPki.named("path");
    LabIdentity root = pki.root("O=Lab,CN=lab root", type);
    LabIdentity ca = pki.authority(root, "O=Lab,CN=lab ca", type, NOW, Duration.ofDays(1));
    LabIdentity leaf =
        LabCertificate.of("O=Lab,CN=leaf", pki.key("leaf", type))
            .valid(NOW, NOW.plusSeconds(60))
            .usage(KeyUsage.digitalSignature)
            .under(ca);
    CertificatePath path = CertificatePath.of(List.of(leaf.x509(), ca.x509(), root.x509()));
    assertThat(path.problems(Crypto.jdk(), Optional.of(NOW))).isEmpty();
    assertThat(path.problems(Crypto.jdk(), Optional.of(NOW.plusSeconds(61)))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = LabKeyType.class,
      names = {"P256", "P384", "RSA2048"})
  void makesTheSameRootFromTheSameSeedAndAnotherFromAnother(LabKeyType type) {
    LabIdentity one = LabPki.named("one").root("CN=lab root", type);
    assertThat(LabPki.named("one").root("CN=lab root", type).certificate())
        .isEqualTo(one.certificate());
    assertThat(LabPki.named("two").root("CN=lab root", type).certificate())
        .isNotEqualTo(one.certificate());
  }

  @Test
  void isTrustedByNoBuiltInAnchor() {
    LabIdentity root = LabPki.named("one").root("CN=lab root", LabKeyType.P384);
    assertThat(TrustAnchors.builtIn().pinning("*", root.x509())).isEmpty();
    assertThat(TrustAnchors.of(List.of(root.anchor("aws-nitro"))).pinning("aws-nitro", root.x509()))
        .isPresent();
  }
}
