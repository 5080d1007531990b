package dev.attestry.azure.store;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.credential.AccessToken;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeEntra;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.LoopbackAzure;
import dev.attestry.lab.standin.WebIdentityTrust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A function of AWS writes to a container of Azure by a token that its account signs. */
final class FederatedAppTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/attestry-append";
  private static final Retention RETENTION = Retention.ofShards(Retention.Mode.COMPLIANCE);
  private static final int DAYS = 3000;

  @TempDir private static Path work;
  private static FakeIssuer account;
  private static LoopbackAzure azure;

  @BeforeAll
  static void start() throws IOException {
    Optional<String> missing = LoopbackAzure.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    account = FakeIssuer.start();
    azure = LoopbackAzure.start(work, DAYS);
    AzureClients.of(
            r ->
                Mono.just(
                    new AccessToken(
                        azure.token(r.getScopes().get(0)), OffsetDateTime.now(UTC).plusHours(1))),
            HttpClient.newBuilder().sslContext(azure.clientTls()))
        .container(azure.blobs().toString(), "shared")
        .create();
    azure.entra().trust(new WebIdentityTrust(account.name(), FakeEntra.AUDIENCE, ROLE));
  }

  @AfterAll
  static void stop() {
    if (azure != null) {
      azure.close();
      account.close();
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "AZURE_TENANT_ID",
        FakeEntra.TENANT,
        "AZURE_CLIENT_ID",
        FakeEntra.APP,
        "AZURE_AUTHORITY_HOST",
        azure.entra().authority().toString(),
        "AZURE_STORAGE_SERVICE_ENDPOINT",
        azure.blobs().toString(),
        "ATTESTRY_MANAGEMENT",
        azure.management().toString(),
        "ATTESTRY_BUCKET_ACCOUNT",
        azure.account());
  }

  private static Bucket open(WebIdentity self, Map<String, String> environment) throws IOException {
    return AzureStoreProvider.openToWrite(
        "az://devstoreaccount1/shared/logs",
        RETENTION,
        self,
        environment,
        HttpClient.newBuilder().sslContext(azure.clientTls()));
  }

  private static String token(String audience) {
    return account.token(ROLE, audience).utf8();
  }

  private static IdentityRefused refused(WebIdentity self) {
    return assertThatExceptionOfType(IdentityRefused.class)
        .isThrownBy(() -> open(self, environment()))
        .actual();
  }

  @Test
  void aTokenOfTheAccountWritesWhereNoSecretIsStored() throws Exception {
    Bucket b = open(FederatedAppTest::token, environment());
    ObjectName name = ObjectName.of("2026/genesis");
    assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(b.create(name, Bytes.utf8("g"))).isInstanceOf(CreateOutcome.AlreadyThere.class);
    assertThat(b.read(name)).isInstanceOf(ReadOutcome.Found.class);
    assertThat(azure.entra().answers()).contains("ok");
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
      assertThat(r).hasMessageContaining("app " + FakeEntra.APP);
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
    assertThat(refused(a -> account.token(ROLE, "api://other").utf8()).reason())
        .isEqualTo(Reason.TOKEN_REFUSED);
  }

  /** Another role of the same account. */
  @Test
  void anotherSubjectIsNotTakenForTheApp() {
    assertThat(refused(a -> account.token(ROLE + "-2", a).utf8()).reason())
        .isEqualTo(Reason.ROLE_REFUSED);
  }

  @Test
  void anAccountThatSignsNothingIsToldApartFromEntraThatTakesNothing() {
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
    String token = account.token("somebody else", FakeEntra.AUDIENCE).utf8();
    for (Throwable t = refused(a -> token); t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain(token.substring(0, 20));
    }
  }

  @Test
  void allVariablesThatAreMissingAreNamedAtOnce() {
    Map<String, String> few = new HashMap<>(environment());
    few.keySet().removeIf(k -> k.startsWith("AZURE_TENANT") || k.startsWith("AZURE_CLIENT"));
    few.remove("ATTESTRY_BUCKET_ACCOUNT");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> open(FederatedAppTest::token, few))
        .withMessageContaining("AZURE_TENANT_ID, AZURE_CLIENT_ID, ATTESTRY_BUCKET_ACCOUNT");
  }
}
