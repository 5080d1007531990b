package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Composites whose parts need collateral each, and were not given all of it. */
final class CompositeCollateralTest {

  private static final String KEY_ENCLAVE = "maa-jwt.key-enclave";

  private static Stream<LabCase> composites() {
    return Stream.concat(
        CompositeLab.all(),
        Stream.of(CompositeLab.cvmOnTdx(), CloudLab.maa(), CloudLab.hcl("tdx", CloudLab.TDX_VM)));
  }

  /** With what is left of its collateral. */
  private static LabCase without(LabCase c, Predicate<Collateral.Item> dropped) {
    List<Collateral.Item> left =
        c.input().collateral().items().stream().filter(dropped.negate()).toList();
    return c.with(c.input().withCollateral(new Collateral(left)));
  }

  private static LabCase given(Collateral... pieces) {
    List<Collateral.Item> all = new ArrayList<>();
    Stream.of(pieces).forEach(p -> all.addAll(p.items()));
    LabCase c = CompositeLab.cvmOnTdx();
    return c.with(c.input().withCollateral(new Collateral(all)));
  }

  private static Collateral keys() {
    return new Collateral(
        CloudLab.MAA.published(CloudLab.NOW).items().stream()
            .filter(i -> i.role().equals("jwks"))
            .toList());
  }

  /** But for AMD's chain without its leaf, which vouches for nothing: docs/evidence/sev-snp.md. */
  @ParameterizedTest
  @MethodSource("composites")
  void aMissingPieceLeavesOpenAndNeverRefutes(LabCase c) {
    assertThat(c.verify().verdict()).as("%s", c.failed()).isEqualTo(Verdict.VERIFIED);
    List<Collateral.Item> all = c.input().collateral().items();
    for (int i = 0; i < all.size(); i++) {
      List<Collateral.Item> left = new ArrayList<>(all);
      String role = left.remove(i).role();
      LabCase less = c.with(c.input().withCollateral(new Collateral(left)));
      assertThat(less.failed())
          .as("%s without its %s", c, role)
          .isEqualTo(role.equals("vcek") ? List.of("sev-snp.endorsement-present") : List.of());
    }
    assertThat(without(c, i -> true).failed()).isEmpty();
  }

  /** Intel's answers for the trust domain say nothing of the enclave that holds the token's key. */
  @Test
  void collateralForTheTrustDomainAloneLeavesTheKeysEnclaveOpen() {
    LabCase c = given(DcapLab.answers("TDX").collateral(), keys());
    assertThat(c.failed()).isEmpty();
    assertThat(c.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(c.ids(Outcome.SKIPPED)).contains(KEY_ENCLAVE).noneMatch(i -> i.startsWith("tdx."));
  }

  @Test
  void collateralForTheKeysEnclaveAloneLeavesTheTrustDomainOpen() {
    LabCase c = given(DcapLab.answers("SGX").collateral(), keys());
    Verification v = c.verify();
    assertThat(c.failed()).isEmpty();
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(c.ids(Outcome.SKIPPED)).contains("tdx.tcb-info-present", "tdx.qe-identity-present");
    assertThat(c.ids(Outcome.PASSED)).contains(KEY_ENCLAVE);
  }

  /** Each CA has its own list: that of the enclave's is not that of the trust domain's. */
  @Test
  void theListOfAnotherPckCaIsAnotherParts() {
    LabIdentity processorCa =
        LabCertificate.of(
                "C=ZZ,L=Lab,O=Attestry lab,CN=Intel SGX PCK Processor CA",
                CloudLab.LAB.key("processor CA", LabKeyType.P256))
            .authority(0)
            .hash(HashAlgorithm.SHA256)
            .under(DcapLab.PKI.root());
    Collateral.Item foreign =
        new Collateral.Item("pck_crl", DcapPki.crl(processorCa, CloudLab.NOW, List.of()), "lab");
    LabCase both =
        given(DcapLab.answers("TDX").collateral(), DcapLab.answers("SGX").collateral(), keys());
    List<Collateral.Item> first = new ArrayList<>(List.of(foreign));
    first.addAll(both.input().collateral().items());
    LabCase mixed = both.with(both.input().withCollateral(new Collateral(first)));
    assertThat(mixed.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    LabCase only = without(mixed, i -> i.role().equals("pck_crl") && !i.equals(foreign));
    assertThat(only.failed()).isEmpty();
    assertThat(only.ids(Outcome.SKIPPED)).contains("tdx.pck-not-revoked");
  }

  /** Alone, a quote is refuted by TCB info that is not for it: it was given for this quote. */
  @Test
  void collateralForAnotherTeeStillRefutesAQuoteByItself() {
    Verification v = DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), DcapLab.answers("SGX"));
    assertThat(DcapLab.failed(v)).contains("tdx.tcb-info-id");
  }
}
