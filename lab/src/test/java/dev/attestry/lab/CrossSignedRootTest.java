package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A root that an older one certified too, as Microsoft's newer TLS root is: either may be pinned.
 */
final class CrossSignedRootTest {

  private static final AzureInstance AZURE = CloudLab.AZURE;
  private static final LabIdentity OLD =
      CloudLab.LAB.root("C=ZZ,O=Attestry LAB,CN=LAB older root", LabKeyType.P256);

  /** The root's key and name, certified by the older one. */
  private static final LabIdentity BRIDGE =
      LabCertificate.of("C=ZZ,O=Attestry LAB,CN=LAB TLS root", AZURE.root().keys())
          .authority(6)
          .listedAt("http://lab.example/older.crl")
          .under(OLD);

  /** The bridge leads past the root that is pinned. */
  @Test
  void thePathEndsInThePinnedRootThoughItsBridgeCameFirst() {
    for (LabCase c : bothOrders(AZURE.root())) {
      assertThat(c.failed()).isEmpty();
      assertThat(SignedBy.finding(c, "certificate.chain").detail())
          .isEqualTo("3 certificates chain");
    }
  }

  /** The root that is not pinned would be a step more, and one that no list names. */
  @Test
  void thePathGoesOverTheBridgeAndNotThroughTheRootThatIsNotPinned() {
    for (LabCase c : bothOrders(OLD)) {
      assertThat(c.failed()).isEmpty();
      assertThat(SignedBy.finding(c, "certificate.chain").detail())
          .isEqualTo("4 certificates chain");
    }
  }

  /** A root that nobody pinned ends no path, though its bridge came along. */
  @Test
  void aPathToARootThatIsNotPinnedIsRefused() {
    LabIdentity other = CloudLab.LAB.root("CN=other", LabKeyType.P256);
    assertThat(judgedUnder(other, AZURE.intermediate(), AZURE.root(), BRIDGE, OLD).failed())
        .containsExactly("certificate.trusted-root");
  }

  private static List<LabCase> bothOrders(LabIdentity pinned) {
    return List.of(
        judgedUnder(pinned, AZURE.intermediate(), AZURE.root(), BRIDGE, OLD),
        judgedUnder(pinned, OLD, BRIDGE, AZURE.root(), AZURE.intermediate()));
  }

  private static LabCase judgedUnder(LabIdentity pinned, LabIdentity... known) {
    LabCase c = CloudLab.imds();
    Bytes pem = LabPem.of(known);
    Collateral.Item certificates = new Collateral.Item("intermediate", pem, "lab");
    return c.with(
        c.input()
            .withAnchors(TrustAnchors.of(List.of(pinned.anchor(AzureInstance.PURPOSE))))
            .withCollateral(new Collateral(List.of(certificates))));
  }
}
