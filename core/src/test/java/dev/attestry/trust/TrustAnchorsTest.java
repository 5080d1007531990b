package dev.attestry.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** The reviewed file of anchors, held against other sources where there are any. */
final class TrustAnchorsTest {

  /** Azure Certificate Authority details, DigiCert Global Root G2. */
  private static final Bytes SHA1_BY_MICROSOFT =
      Bytes.ofHex("df3c24f9bfd666761b268073fe06d1cc8d4f82a4");

  @Test
  void theRootOfAttestedDocumentsIsTheOneThatMicrosoftNamesAndTheJdkTrusts() throws Exception {
    List<X509Certificate> found = jdk();
    found.removeIf(c -> TrustAnchors.builtIn().pinning("azure-imds", c).isEmpty());
    assertThat(found).hasSize(1);
    assertThat(HashAlgorithm.SHA1.digest(Bytes.of(found.get(0).getEncoded())))
        .isEqualTo(SHA1_BY_MICROSOFT);
  }

  /** A web root signs for everybody: trusted for what its vendor says, and for nothing else. */
  @Test
  void noOtherPurposeTrustsAWebRoot() throws GeneralSecurityException {
    List<String> purposes =
        TrustAnchors.builtIn().all().stream().map(TrustAnchor::purpose).distinct().toList();
    assertThat(purposes).contains("azure-imds").doesNotContain(TrustAnchor.ANY);
    for (X509Certificate c : jdk()) {
      assertThat(purposes)
          .filteredOn(p -> TrustAnchors.builtIn().pinning(p, c).isPresent())
          .isSubsetOf("azure-imds");
    }
  }

  private static List<X509Certificate> jdk() throws GeneralSecurityException {
    TrustManagerFactory f =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    f.init((KeyStore) null);
    List<X509Certificate> out = new ArrayList<>();
    for (TrustManager m : f.getTrustManagers()) {
      if (m instanceof X509TrustManager x) {
        out.addAll(Arrays.asList(x.getAcceptedIssuers()));
      }
    }
    return out;
  }
}
