package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.scheme.Schemes;
import dev.attestry.scheme.tdx.Tdx;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once collateral is known, only what the evidence itself signs is checked: no certificate, list,
 * TCB info, set of keys or endorsement again. Signatures are counted, whichever class asks for
 * them.
 */
final class HotPathTest {

  /** The signatures of the evidence itself; what else is checked is collateral. */
  private static final Map<String, Integer> OF_EVIDENCE =
      Map.ofEntries(
          Map.entry("maa-jwt", 1),
          Map.entry("azure-hcl snp", 2), // report, vTPM quote
          Map.entry("azure-hcl tdx", 3), // TD quote, its QE report, vTPM quote
          Map.entry("azure-imds-attested", 1),
          Map.entry("aws-iid pkcs7", 1),
          Map.entry("aws-iid signature", 1),
          Map.entry("gcp-attestation-jwt oidc", 1),
          Map.entry("gcp-attestation-jwt pki", 1),
          Map.entry("gcp-attestation-jwt identity", 1),
          Map.entry("gce-endorsement", 1),
          Map.entry("shielded-vm-identity", 0), // certificates and nothing else
          Map.entry("tdx", 2), // quote, QE report
          Map.entry("sgx", 2),
          Map.entry("azure-cvm", 3), // report, vTPM quote, token
          Map.entry("gce-shielded-vm", 1),
          Map.entry("gce-tdx", 2),
          Map.entry("gce-sev-snp", 1),
          Map.entry("sev-snp", 1),
          Map.entry("nitro", 1));

  static Stream<LabCase> cases() {
    return Stream.of(CloudLab.all(), CompositeLab.all(), Stream.of(snp(), nitro(0)))
        .flatMap(c -> c);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knownCollateralIsNotVerifiedAgain(LabCase given) throws Exception {
    LabCase c = given.with(given.input().withCrypto(Crypto.jdk().rememberingCertificates(64)));
    int first = CountedSignatures.of(c::verify);
    assertThat(CountedSignatures.of(() -> verified(c))).isEqualTo(OF_EVIDENCE.get(c.name()));
    LabCase forgets = given.with(given.input().withCrypto(Crypto.jdk()));
    assertThat(CountedSignatures.of(forgets::verify))
        .as("the count sees what is checked where nothing is remembered")
        .isGreaterThanOrEqualTo(first)
        .isGreaterThanOrEqualTo(OF_EVIDENCE.get(c.name()));
  }

  /** A fleet of enclaves under one zone: the leaf is new, the three above it are not. */
  @Test
  void theIntermediatesOfNitroAreVerifiedOnce() throws Exception {
    Crypto crypto = Crypto.jdk().rememberingCertificates(64);
    LabCase one = nitro(0).with(nitro(0).input().withCrypto(crypto));
    LabCase sibling = nitro(1).with(nitro(1).input().withCrypto(crypto));
    assertThat(CountedSignatures.of(() -> verified(one))).isEqualTo(5);
    assertThat(CountedSignatures.of(() -> verified(sibling))).isEqualTo(2);
  }

  /** The scheme keeps Intel's collateral whatever the crypto remembers of certificates. */
  @Test
  void intelsCollateralIsVerifiedOnceWhereTheSchemeKeepsIt() throws Exception {
    LabCase c = CloudLab.all().filter(x -> x.name().equals("tdx")).findFirst().orElseThrow();
    LabCase plain = c.with(c.input().withCrypto(Crypto.jdk()));
    int nothingKept = signatures(Tdx.keepingNothing(), plain);
    int kept = signatures(Tdx.keeping(4), plain);
    // TCB info, QE identity and the path of their signer; both lists, by either issuer.
    assertThat(nothingKept - kept).isEqualTo(5);
  }

  /** Of the second of two. */
  private static int signatures(Scheme scheme, LabCase c) throws Exception {
    scheme.verify(c.evidence(), c.input());
    return CountedSignatures.of(() -> scheme.verify(c.evidence(), c.input()));
  }

  private static Verdict verified(LabCase c) {
    assertThat(c.failed()).isEmpty();
    return Verdict.VERIFIED;
  }

  private static LabCase snp() {
    SnpGuest guest = CompositeLab.GCE_A;
    return new LabCase(
        "sev-snp",
        Schemes.named("sev-snp").orElseThrow(),
        guest.evidence(SnpLab.NONCE),
        SnpLab.input(guest.collateral(SnpLab.NOW)));
  }

  private static LabCase nitro(int sibling) {
    NitroPki pki = NitroPki.of(CloudLab.LAB);
    NitroEnclave first = NitroEnclave.running(pki, "i-0123456789abcdef0", "image");
    Bytes document =
        (sibling == 0 ? first : first.sibling(sibling))
            .attest(NitroDocument.Request.challenge(CloudLab.NOW, CloudLab.NONCE));
    Scheme nitro = Schemes.named("nitro").orElseThrow();
    return new LabCase(
        "nitro",
        nitro,
        Evidence.of(nitro.mediaType(), Map.of("document", document)),
        CloudLab.input(List.of(pki.anchor())).withExpectedNonce(CloudLab.NONCE));
  }
}
