package dev.attestry.aws.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.standin.FakeEc2;
import dev.attestry.lab.standin.FakeEc2Machine;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What EC2 says of an instance: its word, in full, about this one, for this check. */
final class Ec2PostureTest {

  private static final String ID = "i-0123456789abcdef0";
  private static final Optional<String> NOBODY = Optional.of("https://127.0.0.1:1/");
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Challenge CHALLENGE =
      new Challenge("log/1", 0, Bytes.zeros(32), "aws/c", Bytes.zeros(16), Optional.empty());

  private final FakeEc2 ec2;
  private final Ec2Posture posture;

  Ec2PostureTest() throws IOException {
    this.ec2 = FakeEc2.start();
    this.posture =
        new Ec2Posture(
            new AwsClients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                Optional.of(ec2.endpoint())),
            Duration.ofSeconds(10),
            new Random(1),
            () -> NOW);
  }

  @AfterEach
  void stop() {
    ec2.close();
  }

  private static Target target(String id) {
    return new Target("aws/c", id, Schemes.named("posture").orElseThrow(), Json.object());
  }

  private Collected collect(String id) throws InterruptedException {
    return posture.collect(target(id), CHALLENGE);
  }

  private Verification verified() throws InterruptedException {
    Collected c = collect(ID);
    assertThat(c).isInstanceOf(Collected.Received.class);
    Target t = target(ID);
    Verification v =
        t.scheme()
            .verify(
                ((Collected.Received) c).evidence(),
                VerificationInput.asGiven(NOW, Crypto.fastest())
                    .withProfile(Profile.FULL)
                    .withExpected(t.recipe().slots(CHALLENGE)));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    return v;
  }

  private static String sha256(Bytes key) {
    return HashAlgorithm.SHA256.digest(key).hex();
  }

  @Test
  void aMachineIsBoundToItsAccountItsImageAndItsTpm() throws Exception {
    FakeEc2Machine machine = ec2.add(ID, FakeEc2Machine.protectedOne(ID));
    JsonNode c = verified().claims().toJson();
    assertThat(c.path("account").asText()).isEqualTo(FakeEc2Machine.ACCOUNT);
    assertThat(c.path("region").asText()).isEqualTo("eu-central-1");
    assertThat(c.path("resource").toString())
        .isEqualTo("{\"kind\":\"instance\",\"id\":\"" + ID + "\"}");
    JsonNode i = c.path("instance");
    assertThat(i.path("boot").asText()).isEqualTo("uefi");
    assertThat(i.path("tpm").asBoolean()).isTrue();
    assertThat(i.path("sev_snp").asBoolean()).isTrue();
    assertThat(i.path("enclave").asBoolean(true)).isFalse();
    assertThat(i.path("metadata_tokens").asBoolean()).isTrue();
    assertThat(i.path("ek_rsa_2048").asText())
        .isEqualTo(sha256(machine.endorsementKey("rsa-2048")));
    assertThat(i.path("ek_ecc_p384").asText())
        .isEqualTo(sha256(machine.endorsementKey("ecc-sec-p384")));
    assertThat(i.path("image").path("id").asText()).isEqualTo("ami-0123456789abcdef0");
    assertThat(i.path("image").path("owner").asText()).isEqualTo(FakeEc2Machine.IMAGE_OWNER);
    assertThat(ec2.asked())
        .containsExactlyInAnyOrder(
            "DescribeInstances", "DescribeImages", "GetInstanceTpmEkPub", "GetInstanceTpmEkPub");
  }

  /** Silence is no "no": a policy that asks for it finds nothing, and denies. */
  @Test
  void whatEc2DoesNotSayIsLeftOutAndNeverFalse() throws Exception {
    ec2.add(ID, FakeEc2Machine.plain(ID));
    JsonNode i = verified().claims().toJson().path("instance");
    assertThat(i.has("tpm") || i.has("sev_snp") || i.has("ek_rsa_2048")).isFalse();
    assertThat(i.path("boot").asText()).isEqualTo("bios");
    assertThat(i.path("metadata_tokens").asBoolean(true)).isFalse();
    assertThat(ec2.asked()).doesNotContain("GetInstanceTpmEkPub");
  }

  private void failed(String id, Reason reason, String why) throws InterruptedException {
    assertThat(collect(id))
        .isInstanceOfSatisfying(
            Collected.Failed.class,
            f -> {
              assertThat(f.reason()).isEqualTo(reason);
              assertThat(f.detail()).contains(why);
            });
  }

  @Test
  void aMachineThatIsGoneOrDoesNotRunIsNone() throws Exception {
    failed(ID, Reason.NO_INSTANCE, "knows no such instance");
    ec2.add(ID, FakeEc2Machine.protectedOne(ID)).stop();
    failed(ID, Reason.NO_INSTANCE, "does not run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mi-0123456789abcdef0", "key=value", "arn:aws:s3:::bucket"})
  void whatIsNoInstanceOfEc2IsNotAskedFor(String id) throws Exception {
    failed(id, Reason.NO_INSTANCE, "names no instance of EC2");
    assertThat(ec2.asked()).isEmpty();
  }

  /** Another's answer, or one about several, would be taken for this machine's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<instanceId>i-0ffffffffffffffff</instanceId> | about another instance",
        "<instanceId>i-0123456789abcdef0</instanceId></item><item><instanceId>i-1</instanceId> |"
            + " about several",
        "<instanceId></instanceId> | about another instance"
      })
  void anAnswerAboutAnotherMachineIsRefused(String instances, String why) throws Exception {
    ec2.answer(
        "<r><reservationSet><item><instancesSet><item>"
            + instances
            + "</item></instancesSet></item></reservationSet></r>");
    failed(ID, Reason.REFUSED, why);
  }

  @Test
  void throttlingThatPassesIsNotNoticedAndWhatEc2RefusesIsAGap() throws Exception {
    ec2.add(ID, FakeEc2Machine.protectedOne(ID));
    ec2.refuse(503, "RequestLimitExceeded");
    verified();
    ec2.refuse(403, "UnauthorizedOperation");
    failed(ID, Reason.REFUSED, "UnauthorizedOperation");
  }

  /** Posture goes by EC2's API, all else by the guest, and that by a url where there is one. */
  @Test
  void theWayIsChosenByWhatTheMapAsksFor() throws Exception {
    HttpsRoute byUrl = HttpsRoute.of(Duration.ofSeconds(5), new Random(1));
    HttpsRoute onOneMachine = HttpsRoute.withPlainLoopback(Duration.ofSeconds(5), new Random(1));
    assertThat(way(byUrl, "posture", Optional.empty())).isEqualTo("posture");
    assertThat(way(byUrl, "tpm2-quote", Optional.empty())).isEqualTo("guest");
    assertThat(way(byUrl, "tpm2-quote", NOBODY)).contains("nobody answers");
    assertThat(way(byUrl, "posture", NOBODY)).isEqualTo("posture");
    assertThat(way(onOneMachine, "posture", NOBODY)).isEqualTo("posture");
    assertThat(way(onOneMachine, "posture", Optional.of("http://127.0.0.1:1/")))
        .contains("nobody answers");
  }

  private static String way(HttpsRoute byUrl, String scheme, Optional<String> url)
      throws InterruptedException {
    AwsSources ways = new AwsSources(byUrl, (t, c) -> by("guest"), (t, c) -> by("posture"));
    Target target =
        new Target("aws/c", ID, Schemes.named(scheme).orElseThrow(), Json.object(), url);
    return ((Collected.Failed) ways.collect(target, CHALLENGE)).detail();
  }

  private static Collected by(String name) {
    return new Collected.Failed(Reason.REFUSED, name);
  }
}
