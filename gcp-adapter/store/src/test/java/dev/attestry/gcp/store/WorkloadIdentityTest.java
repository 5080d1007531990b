package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeGoogleTokens;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.GcsNetwork;
import dev.attestry.lab.standin.WebIdentityTrust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A function of AWS writes to a bucket of Google by a token that its account signs. */
final class WorkloadIdentityTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/attestry-append";
  private static final Retention RETENTION = Retention.ofShards(Retention.Mode.COMPLIANCE);

  private static FakeIssuer account;
  private static FakeGoogleTokens google;

  @BeforeAll
  static void start() throws IOException {
    account = FakeIssuer.start();
    google =
        FakeGoogleTokens.start(
            new WebIdentityTrust(account.name(), FakeGoogleTokens.PROVIDER, ROLE));
  }

  @AfterAll
  static void stop() {
    google.close();
    account.close();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "ATTESTRY_BUCKET_AUDIENCE",
        FakeGoogleTokens.PROVIDER,
        "ATTESTRY_BUCKET_ACCOUNT",
        FakeGoogleTokens.ACCOUNT,
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_STS",
        google.endpoint().toString(),
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS",
        google.endpoint().toString());
  }

  private static HttpTransport transport() {
    return new NetHttpTransport.Builder()
        .setSslSocketFactory(google.clientTls().getSocketFactory())
        .build();
  }

  private static Bucket open(String bucket, WebIdentity self, Map<String, String> environment)
      throws IOException {
    return new GcsStoreProvider(transport())
        .openToWrite("gs://" + bucket, RETENTION, self, environment);
  }

  private static String token(String audience) {
    return account.token(ROLE, audience).utf8();
  }

  private static IdentityRefused refused(WebIdentity self) {
    return assertThatExceptionOfType(IdentityRefused.class)
        .isThrownBy(() -> open("log", self, environment()))
        .actual();
  }

  @Test
  void aTokenOfTheAccountWritesWhereNoSecretIsStored() throws Exception {
    Map<String, String> e = new HashMap<>(environment());
    GcsNetwork network = GcsLab.network();
    e.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", network.endpoint().toString());
    Bucket b = open(GcsLab.bucket() + "/logs", WorkloadIdentityTest::token, e);
    ObjectName name = ObjectName.of("2026/genesis");
    assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.AlreadyThere.class);
    assertThat(b.read(name)).isInstanceOf(ReadOutcome.Found.class);
    assertThat(google.answers()).containsSequence("exchanged", "ok");
    // The stand-in asks nobody; what it is sent is the account's token.
    assertThat(network.bearer()).hasValueSatisfying(t -> assertThat(t).startsWith("account-"));
  }

  /** Forged: whoever knows the claims and not the key. */
  @Test
  void aTokenOfAnotherKeyIsRefused() throws Exception {
    try (FakeIssuer thief = FakeIssuer.start()) {
      IdentityRefused r =
          refused(
              a ->
                  thief
                      .sign(thief.claims(ROLE, a, Instant.now()).put("iss", account.name()))
                      .utf8());
      assertThat(r.reason()).isEqualTo(Reason.TOKEN_REFUSED);
      assertThat(r).hasMessageContaining(FakeGoogleTokens.ACCOUNT);
    }
  }

  @Test
  void anExpiredTokenIsRefused() {
    Instant old = Instant.now().minus(Duration.ofHours(2));
    assertThat(refused(a -> account.sign(account.claims(ROLE, a, old)).utf8()).reason())
        .isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() {
    assertThat(refused(a -> account.token(ROLE, "//other").utf8()).reason())
        .isEqualTo(Reason.TOKEN_REFUSED);
  }

  /** Google takes every role of the account for one of the pool; the service account does not. */
  @Test
  void anotherSubjectIsNotTakenForTheServiceAccount() {
    assertThat(refused(a -> account.token(ROLE + "-2", a).utf8()).reason())
        .isEqualTo(Reason.ROLE_REFUSED);
    assertThat(google.answers()).containsSequence("exchanged", "PERMISSION_DENIED");
  }

  @Test
  void anAccountThatSignsNothingIsToldApartFromGoogleThatTakesNothing() {
    IdentityRefused r =
        refused(
            a -> {
              throw new IOException("the account signs no tokens");
            });
    assertThat(r.reason()).isEqualTo(Reason.NO_TOKEN);
    assertThat(r).hasMessageContaining("the account signs no tokens");
  }

  @Test
  void noTokenStandsInWhatIsSaidOfAFailure() {
    String token = account.token("somebody else", FakeGoogleTokens.PROVIDER).utf8();
    for (Throwable t = refused(a -> token); t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain(token.substring(0, 20));
    }
  }

  @Test
  void allVariablesThatAreMissingAreNamedAtOnce() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> open("log", WorkloadIdentityTest::token, Map.of()))
        .withMessageContaining("ATTESTRY_BUCKET_AUDIENCE, ATTESTRY_BUCKET_ACCOUNT");
  }
}
