package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.chain.StoreProvider.IdentityRefused;
import dev.attestry.chain.StoreProvider.IdentityRefused.Reason;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.FakeSts;
import dev.attestry.lab.standin.WebIdentityTrust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Taken for a role by the token of a platform: by our fakes of the issuer and of the service. */
final class WebIdentityTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/writer";
  private static final String SUBJECT = "00000000-0000-4000-8000-000000000002";
  private static final String AUDIENCE = "api://attestry";

  private static FakeIssuer issuer;
  private static FakeIssuer stranger;
  private static FakeSts sts;

  @BeforeAll
  static void start() throws IOException {
    issuer = FakeIssuer.start();
    stranger = FakeIssuer.start();
    sts = FakeSts.start().trust(ROLE, new WebIdentityTrust(issuer.name(), AUDIENCE, SUBJECT));
  }

  @AfterAll
  static void stop() {
    sts.close();
    issuer.close();
    stranger.close();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        "eu-central-1",
        "AWS_ROLE_ARN",
        ROLE,
        "ATTESTRY_BUCKET_AUDIENCE",
        AUDIENCE,
        "AWS_ENDPOINT_URL_STS",
        sts.endpoint().toString());
  }

  private static WebIdentityCredentials credentials(WebIdentity self) throws IOException {
    return credentials(self, WebIdentityCredentials.RENEWAL);
  }

  private static WebIdentityCredentials credentials(
      WebIdentity self, WebIdentityCredentials.Renewal renewal) throws IOException {
    return new WebIdentityCredentials(WebIdentityRole.of(environment()), self, renewal);
  }

  private static WebIdentity tells(String subject) {
    return audience -> issuer.token(subject, audience).utf8();
  }

  private static IdentityRefused failure(WebIdentity self) throws IOException {
    try (WebIdentityCredentials c = credentials(self)) {
      return assertThatExceptionOfType(WebIdentityFailure.class)
          .isThrownBy(c::resolveCredentials)
          .actual()
          .refused();
    }
  }

  @Test
  void sixteenWhoAskAtOnceCostOneRequestAndGetTheSame() throws Exception {
    int before = sts.answers().size();
    CyclicBarrier together = new CyclicBarrier(16);
    try (WebIdentityCredentials c = credentials(tells(SUBJECT));
        ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asked.add(
            all.submit(
                () -> {
                  together.await();
                  return c.resolveCredentials().accessKeyId();
                }));
      }
      String first = asked.get(0).get();
      assertThat(first).startsWith("ASIA");
      for (Future<String> f : asked) {
        assertThat(f.get()).isEqualTo(first);
      }
      assertThat(c.resolveCredentials().accessKeyId()).isEqualTo(first);
    }
    assertThat(sts.answers()).hasSize(before + 1).endsWith("ok");
  }

  /** Each renewal has a token of its own: the first one expired long ago. */
  @Test
  void credentialsAreRenewedBeforeTheyExpireByANewToken() throws Exception {
    List<String> tokens = new ArrayList<>();
    WebIdentity counted =
        audience -> {
          tokens.add(issuer.token(SUBJECT, audience).utf8());
          return tokens.get(tokens.size() - 1);
        };
    sts.life(Duration.ofSeconds(62));
    try (WebIdentityCredentials c =
        credentials(
            counted,
            new WebIdentityCredentials.Renewal(Duration.ofSeconds(61), Duration.ofSeconds(60)))) {
      String first = c.resolveCredentials().accessKeyId();
      String second = first;
      Instant end = Instant.now().plusSeconds(10);
      while (second.equals(first) && Instant.now().isBefore(end)) {
        Thread.sleep(100);
        second = c.resolveCredentials().accessKeyId();
      }
      assertThat(second).isNotEqualTo(first);
      assertThat(tokens).hasSizeGreaterThanOrEqualTo(2);
    } finally {
      sts.life(Duration.ofHours(1));
    }
  }

  /** Forged: whoever knows the claims and not the key. */
  @Test
  void aTokenOfAnotherKeyIsRefusedAndSaysWhereToLook() throws Exception {
    IdentityRefused f =
        failure(
            audience ->
                stranger
                    .sign(
                        stranger.claims(SUBJECT, audience, Instant.now()).put("iss", issuer.name()))
                    .utf8());
    assertThat(f.reason()).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(f).hasMessageContaining(ROLE).hasMessageContaining("is its issuer trusted there");
  }

  @Test
  void anExpiredTokenIsRefused() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    IdentityRefused f = failure(a -> issuer.sign(issuer.claims(SUBJECT, a, yesterday)).utf8());
    assertThat(f.reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() throws Exception {
    IdentityRefused f = failure(a -> issuer.token(SUBJECT, "api://other").utf8());
    assertThat(f.reason()).isEqualTo(Reason.TOKEN_REFUSED);
  }

  /** Another function of the same tenant. */
  @Test
  void anotherSubjectIsNotTakenForTheRole() throws Exception {
    IdentityRefused f = failure(tells("somebody else"));
    assertThat(f.reason()).isEqualTo(Reason.ROLE_REFUSED);
    assertThat(f).hasMessageContaining("subject");
  }

  @Test
  void aPlatformThatGivesNoTokenIsToldApartFromAwsThatTakesNone() throws Exception {
    int before = sts.answers().size();
    IdentityRefused f =
        failure(
            a -> {
              throw new IOException("the endpoint answered 401");
            });
    assertThat(f.reason()).isEqualTo(Reason.NO_TOKEN);
    assertThat(f).hasMessageContaining("the endpoint answered 401");
    assertThat(sts.answers()).hasSize(before);
  }

  /** What AWS answers where it cannot reach the issuer, is busy or is down. */
  @ParameterizedTest
  @CsvSource({
    "400, IDPCommunicationError, ISSUER_UNREACHABLE",
    "400, IDPRejectedClaim, TOKEN_REFUSED",
    "400, Throttling, NO_ANSWER",
    "503, ServiceUnavailable, NO_ANSWER"
  })
  void anAnswerThatSaysNothingOfUsIsToldApart(int status, String code, Reason reason)
      throws Exception {
    sts.fail(status, code);
    try {
      assertThat(failure(tells(SUBJECT)).reason()).isEqualTo(reason);
    } finally {
      sts.heal();
    }
  }

  /** Whoever reads a log could use it until it expires. */
  @Test
  void noTokenStandsInWhatIsSaidOfAFailure() throws Exception {
    String token = issuer.token("somebody else", AUDIENCE).utf8();
    for (Throwable t = failure(a -> token); t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain(token.substring(0, 20));
    }
  }

  @Test
  void allVariablesThatAreMissingAreNamedAtOnce() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> WebIdentityRole.of(Map.of("AWS_REGION", "eu-central-1")))
        .withMessageContaining("AWS_ROLE_ARN, ATTESTRY_BUCKET_AUDIENCE");
  }

  /** A role that is not ours is no bucket that cannot be looked at. */
  @Test
  void openingABucketSaysThatTheRoleIsRefusedBeforeAnythingOfTheBucket() {
    assertThatExceptionOfType(IdentityRefused.class)
        .isThrownBy(
            () ->
                new S3StoreProvider()
                    .openToWrite(
                        "s3://log", SharedBucketTest.RETENTION, tells("else"), environment()))
        .withMessageStartingWith(
            "not taken for " + ROLE + ": ROLE_REFUSED, who we are is not trusted");
  }
}
