package dev.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.lab.AzureVm;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors publish comes to the evidence that wants it, and from as few requests as can be. */
final class CollateralRouteTest extends CollateralTrial {

  private static final String CRL = "https://kdsintf.amd.com/vcek/v1/Milan/crl";

  private Verdict verdict(Collected.Received r) {
    return lab.verify(CollateralLab.SNP, r).verdict();
  }

  @Test
  void aReportOfAmdIsJudgedByWhatAmdPublishes() throws Exception {
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked()).hasSize(3);
  }

  @Test
  void aQuoteOfIntelIsJudgedByWhatIntelPublishes() throws Exception {
    Collected.Received r = lab.collect(lab.route(), CollateralLab.TDX);
    assertThat(lab.verify(CollateralLab.TDX, r).verdict())
        .as(lab.verify(CollateralLab.TDX, r).findings().toString())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked()).hasSize(4);
  }

  /** Its hardware speaks below the claims of the vTPM; unasked, it could never be verified. */
  @ParameterizedTest
  @ValueSource(strings = {"azure-hcl", "azure-cvm"})
  void aConfidentialVmOfAzureIsJudgedByWhatTheVendorOfItsHardwarePublishes(String scheme)
      throws Exception {
    Target target = CollateralLab.ofAzure(scheme);
    for (AzureVm vm : List.of(CollateralLab.SNP_VM, CollateralLab.TDX_VM)) {
      Verification v = lab.verify(target, lab.collect(lab.route(vm), target));
      assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    }
    assertThat(lab.vendors.asked())
        .filteredOn(a -> !a.endsWith("/certs")) // the keys of a token's issuer
        .hasSize(7)
        .anyMatch(a -> a.startsWith("/kdsintf.amd.com/vcek/v1/Milan/crl"))
        .anyMatch(a -> a.contains("/tdx/certification/v4/tcb"));
  }

  @Test
  void whatIsKnownIsNotAskedForAgainByThisOrAnotherFunction() throws Exception {
    CollateralRoute first = lab.route();
    lab.collect(first, CollateralLab.SNP);
    lab.vendors.asked();
    lab.vendors.answering(500, "");
    assertThat(verdict(lab.collect(first, CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked()).isEmpty();
  }

  /** A key that was revoked today is on today's list only. */
  @Test
  void aListIsAskedForAgainAfterADayAndACertificateIsNot() throws Exception {
    lab.collect(lab.route(), CollateralLab.SNP);
    lab.vendors.asked();
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofHours(25)));
    lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(lab.vendors.asked()).containsExactly("/kdsintf.amd.com/vcek/v1/Milan/crl");
  }

  @Test
  void manyAtOnceAskOnce() throws Exception {
    CollateralRoute route = lab.route();
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Collected.Received>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        all.add(side.submit(() -> lab.collect(route, CollateralLab.SNP)));
      }
      for (Future<Collected.Received> f : all) {
        assertThat(verdict(f.get())).isEqualTo(Verdict.VERIFIED);
      }
    }
    assertThat(lab.vendors.asked()).hasSize(3);
  }

  /** An attester that brings last month's list hides that its key was revoked since. */
  @Test
  void anAttestersOwnListGivesWayToTheVendors() throws Exception {
    Collateral own = CollateralLab.GUEST.collateral(CollateralLab.NOW.minus(Duration.ofHours(9)));
    Collected.Received r = lab.collect(lab.route(own), CollateralLab.SNP);
    assertThat(r.collateral().items())
        .filteredOn(i -> i.role().equals("crl"))
        .singleElement()
        .satisfies(i -> assertThat(i.source()).isEqualTo(CRL));
    assertThat(lab.vendors.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 503})
  void aVendorThatIsDownIsNoPassAndNoCrash(int status) throws Exception {
    lab.vendors.answering(status, "");
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(verdict(r)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(lab.down).isNotEmpty().allMatch(d -> d.startsWith("c: kdsintf.amd.com"));
  }

  /** Kept for a day, it would refute genuine machines for a day. */
  @Test
  void anErrorPageIsNoListAndIsNotKept() throws Exception {
    lab.vendors.publish("/kdsintf.amd.com/vcek/v1/Milan/crl", Bytes.utf8("<html>sorry</html>"));
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP)))
        .isEqualTo(Verdict.INCONCLUSIVE);
    lab.vendors.amd("Milan", CollateralLab.GUEST, CollateralLab.NOW);
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
  }

  /** The rest of a chain would refute a genuine report. */
  @Test
  void certificatesWithoutTheirLeafAreNotGiven() throws Exception {
    lab.vendors.forget("/Milan/" + CollateralLab.GUEST.hardwareId().hex());
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Who goes on asking is shut out for longer. */
  @Test
  void aVendorThatFailsIsLeftAloneForAsLongAsItSays() throws Exception {
    lab.vendors.answering(429, "600");
    CollateralRoute route = lab.route();
    lab.collect(route, CollateralLab.SNP);
    assertThat(lab.vendors.asked()).hasSize(1);
    lab.vendors.answering(200, "");
    lab.clock.set(CollateralLab.NOW.plusSeconds(590));
    lab.collect(route, CollateralLab.SNP);
    assertThat(lab.vendors.asked()).isEmpty();
    lab.clock.set(CollateralLab.NOW.plusSeconds(610));
    assertThat(verdict(lab.collect(route, CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
  }

  /** Where nothing newer can be had, the list's own date is what the finding says. */
  @Test
  void anOldListIsGivenAndItsDateIsTheFinding() throws Exception {
    lab.collect(lab.route(), CollateralLab.SNP);
    lab.vendors.answering(503, "");
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(3)));
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(verdict(r)).isNotEqualTo(Verdict.VERIFIED);
    assertThat(lab.verify(CollateralLab.SNP, r).findings())
        .anyMatch(f -> f.detail().contains("2026-11-29"));
  }

  /** What it gives is signed; who asks for it is nobody else's to know. */
  @ParameterizedTest
  @ValueSource(strings = {"http://mirror.example", "ftp://mirror.example", "https:///x", "mirror"})
  void aMirrorIsReachedOverTlsOrOnThisMachine(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mirror(address))
        .withMessageContaining("ATTESTRY_COLLATERAL_MIRROR");
  }

  /** Whoever may write to the bucket may not say what a vendor published. */
  @Test
  void whatSomebodyPlantedIsNotTakenForTheVendors() throws Exception {
    String folderOfList =
        "2026/collateral/" + HashAlgorithm.SHA256.digest(Bytes.utf8(CRL)).hex() + "/";
    Published other =
        new Published("https://evil.example/crl", Bytes.utf8("x"), "", CollateralLab.NOW);
    Published ahead =
        new Published(CRL, Bytes.utf8("x"), "", CollateralLab.NOW.plus(Duration.ofDays(9)));
    lab.bucket.create(ObjectName.of(folderOfList + "09999999998"), other.encode());
    lab.bucket.create(ObjectName.of(folderOfList + "09999999999"), ahead.encode());
    lab.bucket.create(ObjectName.of(folderOfList + "09999999997"), Bytes.utf8("junk"));
    assertThat(verdict(lab.collect(lab.route(), CollateralLab.SNP))).isEqualTo(Verdict.VERIFIED);
  }
}
