package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What refuted evidence says is shown and is no claim: no reader may take it for one. */
final class RefutedClaimsTest {

  private static final Instant FROM = DcapLab.NOW.minus(Duration.ofHours(12));
  private static final Instant UNTIL = DcapLab.NOW.plus(Duration.ofHours(12));

  private static void saysNothing(Verification v) {
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(v.claims().names()).toIterable().containsExactly("unverified");
    assertThat(v.claims().at("/unverified/unverified")).isEmpty();
  }

  /** The attack: TCB info of the attacker's own, by which an old platform is up to date. */
  @Test
  void aQuoteUnderForgedTcbInfoHasNoTcbStatus() {
    String body = DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "UpToDate");
    DcapAnswers forged =
        DcapLab.answers("TDX")
            .withTcbInfo(DcapPki.answer("tcbInfo", body, DcapLab.PKI.platformCa()));
    Verification v = DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), forged);
    saysNothing(v);
    assertThat(v.claims().text("/tcb/status")).isEmpty();
    assertThat(v.claims().text("/unverified/tcb/status")).contains("UpToDate");
  }

  @Test
  void anAlteredReportHasNoMeasurement() {
    byte[] altered = CompositeLab.gceSnp().part("report").toArray();
    altered[0x090] ^= 1;
    LabCase c = CompositeLab.gceSnp().with("report", Bytes.of(altered));
    saysNothing(c.verify());
    assertThat(c.verify().claims().text("/unverified/measurement")).isPresent();
    assertThat(c.failed()).isNotEmpty().noneMatch(f -> f.startsWith("gce-endorsement"));
  }

  /** A composite still compares what its parts say, and blames no more than is wrong. */
  @Test
  void aForgedQuoteInAnAzureVmIsNotSaidToBeOfAnotherTd() {
    LabCase c = CompositeLab.cvmOnTdx();
    byte[] altered = c.part("quote").toArray();
    altered[48 + 584 + 4 + 9] ^= 1; // the signature
    assertThat(c.with("quote", Bytes.of(altered)).failed()).containsExactly("tdx.quote-signature");
  }

  /** Google's endorsement is only asked about a measurement that is shown to be genuine. */
  @Test
  void theFirmwareOfAForgedQuoteIsNotLookedUp() {
    byte[] altered = CompositeLab.gceTdx().part("quote").toArray();
    altered[48 + 520] ^= 1; // REPORTDATA
    LabCase c = CompositeLab.gceTdx().with("quote", Bytes.of(altered));
    saysNothing(c.verify());
    assertThat(c.failed()).noneMatch(f -> f.startsWith("gce-endorsement"));
    assertThat(c.verify().claims().at("/unverified/endorsement")).isEmpty();
    saysNothing(CompositeLab.gceTdx("evil firmware", CloudLab.ENDORSER, "firmware 1").verify());
  }

  /** Incomplete is not refuted: by what it says its collateral is found. */
  @Test
  void evidenceWithoutCollateralStillSaysWhatItIs() {
    LabCase c = CompositeLab.gceTdx();
    Verification v = c.with(c.input().withCollateral(Collateral.NONE)).verify();
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(v.claims().text("/pck/fmspc")).isPresent();
    assertThat(v.claims().text("/mrtd")).isPresent();
  }

  /** A chain that the quote does not carry is one more thing that the verdict rests on. */
  @Test
  void aPckChainThatWasGivenIsNamedAmongWhatTheVerdictRestsOn() {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).certification(1, Bytes.zeros(36)).bytes();
    Collateral.Item chain = new Collateral.Item("pck_chain", DcapLab.PLATFORM.pckChain(), "test");
    Collateral given = DcapLab.answers("TDX").collateral().plus(List.of(chain));
    Verification v = DcapLab.tdx(quote, DcapLab.input(given));
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.collateral()).contains(chain);
    Verification carried = DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), DcapLab.input(given));
    assertThat(carried.collateral()).doesNotContain(chain);
  }
}
