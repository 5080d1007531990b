package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Whether somebody took the certificates of a vTPM's keys back. */
final class VtpmIdentityRevocationTest {

  private static final Instant NOW = CloudLab.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private static final ShieldedVm VM = CloudLab.SHIELDED;
  private static final BigInteger EK =
      VM.certificate(VM.ek(), KeyUsage.keyAgreement).x509().getSerialNumber();

  /** An EK whose host was broken into: with its certificate anybody could be the instance. */
  @Test
  void refusesARevokedEk() {
    Verification v = judge(list(VM.intermediate(), Map.of(EK, NOW)), list(VM.root(), Map.of()));
    assertThat(ids(v, Outcome.FAILED)).containsExactly("certificate.revocation");
    assertThat(v.claims().at("/ecc_p256_encryption_key")).isEmpty();
  }

  /** Google's intermediates share a name: the list of one says nothing of what another issued. */
  @Test
  void refusesTheListOfAnotherCaOfTheSameName() {
    LabIdentity twin =
        LabPki.named("twin")
            .root("C=ZZ,O=Attestry LAB,CN=LAB EK/AK CA Intermediate", LabKeyType.P256);
    Verification v = judge(list(twin, Map.of()), list(VM.root(), Map.of()));
    assertThat(ids(v, Outcome.FAILED)).containsExactly("certificate.crl");
    assertThat(v.findings().toString()).contains("is not signed by the key of that CA");
  }

  @Test
  void refusesAnExpiredListAndOneThatIsNotYetValid() {
    Collateral.Item old =
        ShieldedVm.list(VM.intermediate(), NOW.minus(DAY), NOW.minusSeconds(1), Map.of());
    Collateral.Item early =
        ShieldedVm.list(VM.intermediate(), NOW.plusSeconds(1), NOW.plus(DAY), Map.of());
    for (Collateral.Item i : List.of(old, early)) {
      assertThat(ids(judge(i, list(VM.root(), Map.of())), Outcome.FAILED))
          .containsExactly("certificate.crl");
    }
  }

  @Test
  void isInconclusiveWithoutLists() {
    Verification v = judge();
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(ids(v, Outcome.SKIPPED)).containsExactly("certificate.revocation");
  }

  /** Where the CA's certificates name no list, as Google's do, the claim says so to a policy. */
  @Test
  void claimsThatNobodyCanRevokeTheKeysWhereNoListNamesThem() {
    Verification v = judge(list(VM.root(), Map.of()));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/unrevocable")).contains(true);
    Verification both = judge(list(VM.intermediate(), Map.of()), list(VM.root(), Map.of()));
    assertThat(both.claims().flag("/unrevocable")).contains(false);
  }

  /** The same where the identity is a part of a machine's evidence. */
  @Test
  void aShieldedVmTakesTheClaimFromItsIdentity() {
    LabCase c = CompositeLab.shielded();
    assertThat(c.verify().claims().flag("/ak/unrevocable")).contains(false);
    Collateral all = c.input().collateral();
    Collateral.Item root = all.items().get(2);
    Verification bare =
        c.with(
                c.input()
                    .withCollateral(
                        new Collateral(List.of(all.get("ca_certificates").orElseThrow(), root))))
            .verify();
    assertThat(bare.verdict()).as(bare.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(bare.claims().flag("/ak/unrevocable")).contains(true);
  }

  private static Collateral.Item list(LabIdentity ca, Map<BigInteger, Instant> revoked) {
    return ShieldedVm.list(ca, NOW.minus(DAY), NOW.plus(DAY), revoked);
  }

  private static Verification judge(Collateral.Item... lists) {
    List<Collateral.Item> items = new ArrayList<>();
    VM.collateral().get("ca_certificates").ifPresent(items::add);
    items.addAll(List.of(lists));
    Optional<Bytes> none = Optional.empty();
    VerificationInput input =
        new VerificationInput(
            Profile.FULL,
            Optional.of(NOW),
            none,
            new Collateral(items),
            TrustAnchors.of(List.of(VM.anchor())),
            Json.object(),
            Crypto.jdk());
    return Schemes.named("shielded-vm-identity").orElseThrow().verify(VM.identity(), input);
  }

  private static List<String> ids(Verification v, Outcome outcome) {
    return v.findings().stream()
        .filter(f -> f.outcome() == outcome)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }
}
