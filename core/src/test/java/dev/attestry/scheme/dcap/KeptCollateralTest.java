package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept is found by what it was read from, and never stands in for anything else. */
final class KeptCollateralTest {

  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final Crypto CRYPTO = Crypto.jdk();

  private final KeptCollateral kept = KeptCollateral.atMost(2);

  private static VerificationInput input(String tcbInfo) {
    Collateral.Item item = new Collateral.Item("tcb_info", Bytes.utf8(tcbInfo), "test");
    return VerificationInput.asGiven(AT, CRYPTO).withCollateral(new Collateral(List.of(item)));
  }

  @Test
  void theVeryObjectsBringTheVeryAnswer() {
    VerificationInput i = input("a");
    DcapCollateral first = kept.of(Tee.TDX, i);
    assertThat(kept.of(Tee.TDX, i)).isSameAs(first);
    assertThat(kept.of(Tee.TDX, i.withExpectedNonce(Bytes.zeros(64)))).isSameAs(first);
  }

  /** A sweep reads the same bytes from the bucket for each machine. */
  @Test
  void anotherObjectOfTheSameContentBringsTheSameAnswer() {
    DcapCollateral first = kept.of(Tee.TDX, input("a"));
    assertThat(kept.of(Tee.TDX, input("a"))).isSameAs(first);
  }

  /** Yesterday's TCB info for today's, or another tenant's anchors: what a short cut could do. */
  @Test
  void anythingElseBringsAnotherAnswer() {
    VerificationInput i = input("a");
    DcapCollateral first = kept.of(Tee.TDX, i);
    TrustAnchor root = new TrustAnchor.Material("intel-sgx", "root", Bytes.zeros(1), "test");
    List<VerificationInput> others =
        List.of(
            input("b"),
            i.withCollateral(Collateral.NONE),
            i.withAnchors(TrustAnchors.of(List.of(root))),
            i.withCrypto(Crypto.jdk()));
    for (VerificationInput other : others) {
      kept.of(Tee.TDX, i); // the latest, so that the short cut is asked
      assertThat(kept.of(Tee.TDX, other)).isNotSameAs(first);
    }
    kept.of(Tee.TDX, i);
    assertThat(kept.of(Tee.SGX, i)).isNotSameAs(first);
  }

  @Test
  void anotherSetInBetweenDoesNotDriveOneOut() {
    DcapCollateral first = kept.of(Tee.TDX, input("a"));
    kept.of(Tee.TDX, input("b"));
    assertThat(kept.of(Tee.TDX, input("a"))).isSameAs(first);
  }

  @Test
  void noMoreThanTheNumberIsKept() {
    DcapCollateral first = kept.of(Tee.TDX, input("a"));
    kept.of(Tee.TDX, input("b"));
    kept.of(Tee.TDX, input("c"));
    assertThat(kept.of(Tee.TDX, input("a"))).isNotSameAs(first);
  }

  @Test
  void nothingIsKeptWhereNothingIsToBe() {
    VerificationInput i = input("a");
    KeptCollateral none = KeptCollateral.none();
    assertThat(none.of(Tee.TDX, i)).isNotSameAs(none.of(Tee.TDX, i));
  }
}
