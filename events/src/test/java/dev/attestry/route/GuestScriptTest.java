package dev.attestry.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.GuestHttp;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.LabTls;
import dev.attestry.lab.LinuxBoot;
import dev.attestry.lab.LiveGuest;
import dev.attestry.lab.standin.Printed;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in a guest with a real software TPM. */
final class GuestScriptTest {

  private static final Path SCRIPTS =
      Path.of(System.getProperty("attestry.project", "..")).resolve("infra/guest");
  private static final String NONCE = "0123456789abcdef".repeat(4);

  @TempDir private static Path machine;

  private static LiveGuest guest;

  @BeforeAll
  static void boot() throws Exception {
    List<String> missing = LiveGuest.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
    guest =
        LiveGuest.boot(machine, SCRIPTS, LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), "quiet"));
  }

  @AfterAll
  static void shutDown() {
    if (guest != null) {
      guest.close();
    }
  }

  @Test
  void aLiveQuoteComesByTheNeutralRouteAndAnswersTheChallenge() throws Exception {
    Verification v = verify(byHttp(challenge(1)), challenge(1));
    assertThat(v.findings()).noneMatch(GuestScriptTest::failed);
    assertThat(v.complete()).as(v.findings().toString()).isTrue();
  }

  /** Who answers with an older quote of the same machine hides what became of it since. */
  @Test
  void anAnswerToAnotherChallengeIsRefuted() throws Exception {
    Verification v = verify(byHttp(challenge(1)), challenge(2));
    assertThat(v.findings().stream().filter(GuestScriptTest::failed).map(f -> f.check().id()))
        .containsExactly("evidence.nonce");
  }

  /** Whoever sits between must not learn of challenges, nor answer them. */
  @Test
  void aGuestUnderAnotherAuthorityIsNotAsked() throws Exception {
    LabTls tls = LabTls.of(LabPki.named("guest"), Instant.now());
    LabTls other = LabTls.of(LabPki.named("other"), Instant.now());
    Collected c = byHttp(challenge(1), tls, other.authority());
    assertThat(((Collected.Failed) c).reason()).isEqualTo(Collected.Reason.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /tpm2-quote HTTP/1.1|405",
        "POST /../etc/passwd HTTP/1.1|404",
        "POST /tpm2-quote;id HTTP/1.1|404",
        "POST /nothing HTTP/1.1|400",
        "POST /azure-hcl HTTP/1.1|404"
      })
  void aRequestThatIsNoneIsRefused(String requestAndStatus) {
    String[] r = requestAndStatus.split("\\|", -1);
    assertThat(http(r[0], "{\"nonce\":\"" + "A".repeat(43) + "\"}")).startsWith("HTTP/1.1 " + r[1]);
  }

  /** What is no nonce reaches neither a shell nor the script. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"nonce\":\"AAAA\"}",
        "{\"nonce\":\"$(touch pwned)AAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"nonces\":{\"quote\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}"
      })
  void aBodyWithoutANonceIsRefused(String body) {
    assertThat(http("POST /tpm2-quote HTTP/1.1", body)).startsWith("HTTP/1.1 400");
    assertThat(machine.resolve("pwned")).doesNotExist();
  }

  private static String http(String request, String body) {
    String head = request + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
    Bytes all = Bytes.utf8(head + body);
    String octal =
        IntStream.range(0, all.length())
            .mapToObj(i -> "\\%03o".formatted(all.u8(i)))
            .collect(Collectors.joining());
    return guest.run("printf '" + octal + "' | attestry-evidence-http").out();
  }

  /** Small parts: a command that gives back a kilobyte carries the same answer. */
  @Test
  void anAnswerInManyPartsIsTheSameAndLeavesNothingBehind() throws Exception {
    Collected c =
        GuestScript.ask(
            target(Optional.empty()),
            challenge(3),
            (format, nonce, part) -> ok(format + " " + nonce + " --limit 1200 --part " + part),
            "test");
    assertThat(verify((Collected.Received) c, challenge(3)).complete()).isTrue();
    assertThat(guest.kept()).doesNotContain("tpm2-quote-" + challenge(3).nonce().hex());
  }

  /** A command that is sent twice, its first answer lost, must not mix two answers. */
  @Test
  void thePartThatIsAskedForAgainIsTheSame() throws Exception {
    String first = ok("tpm2-quote " + NONCE + " --limit 1200 --part 1");
    assertThat(ok("tpm2-quote " + NONCE + " --limit 1200 --part 1")).isEqualTo(first);
    assertThat(guest.kept()).containsExactly("tpm2-quote-" + NONCE);
  }

  @Test
  void aPartOfAnAnswerThatNobodyMadeIsNotThere() throws Exception {
    assertThat(exit("tpm2-quote " + "f".repeat(64) + " --part 2")).isEqualTo(6);
  }

  /** The nonce comes from outside: none of these may reach a shell, a tool or a file's name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tpm2-quote' '$(touch pwned)'",
        "'tpm2-quote' '`touch pwned`; touch pwned'",
        "'tpm2-quote' '../../0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab'",
        "'tpm2-quote' '0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF'",
        "'tpm2-quote' 'abcd'",
        "'tpm2-quote' ''",
        "'sev-snp' '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'",
        "'--help' 'abcd'",
        "'tpm2-quote' '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' --part 0",
        "'tpm2-quote' '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' --limit 9",
        "'tpm2-quote' '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' --part"
      })
  void whatIsNotAskedRightlyIsRefused(String arguments) throws Exception {
    assertThat(exit(arguments)).isEqualTo(2);
    assertThat(machine.resolve("pwned")).doesNotExist();
    assertThat(guest.complaint()).startsWith("attestry-evidence: ").doesNotContain("\n", "pwned");
  }

  @Test
  void whatTheMachineHasNotIsSaidInOneLine() throws Exception {
    assertThat(exit("sev-snp " + NONCE + NONCE)).isEqualTo(3);
    assertThat(guest.complaint())
        .isEqualTo("attestry-evidence: this kernel offers no reports (configfs-tsm)");
    assertThat(exit("azure-hcl " + NONCE)).isEqualTo(3);
  }

  @Test
  void aTpmThatFailsLeavesNothingBehind() throws Exception {
    Printed p =
        guest.run("ATTESTRY_AK=0x8101ffff exec attestry-evidence tpm2-quote " + "e".repeat(64));
    assertThat(p).isEqualTo(new Printed(4, ""));
    assertThat(guest.complaint()).startsWith("attestry-evidence: tpm2_readpublic failed: ");
    assertThat(guest.kept()).noneMatch(f -> f.startsWith(".work"));
  }

  /** Without a persistent key the TPM makes the same one again each time, and keeps none. */
  @Test
  void theKeyThatTheTpmMakesIsTheSameEachTime() {
    String key = "\"evidence/ak_tpm_public\":";
    String first = "";
    for (int i = 0; i < 4; i++) {
      Printed p = guest.run("ATTESTRY_AK= exec attestry-evidence tpm2-quote " + NONCE);
      assertThat(p.exit()).isZero();
      String is = p.out().substring(p.out().indexOf(key));
      assertThat(is).isEqualTo(first.isEmpty() ? is : first);
      first = is;
    }
  }

  /** The route as it is used: TLS, to a guest under the operator's own authority. */
  private static Collected.Received byHttp(Challenge challenge) throws Exception {
    LabTls tls = LabTls.of(LabPki.named("guest"), Instant.now());
    Collected c = byHttp(challenge, tls, tls.authority());
    assertThat(c).as(guest.complaint()).isInstanceOf(Collected.Received.class);
    return (Collected.Received) c;
  }

  private static Collected byHttp(Challenge challenge, LabTls tls, Bytes trusted) throws Exception {
    try (GuestHttp http = GuestHttp.start(guest, tls)) {
      HttpsRoute route = HttpsRoute.trusting(trusted, Duration.ofSeconds(20), new Random(1));
      return route.collect(target(Optional.of(http.url("/tpm2-quote").toString())), challenge);
    }
  }

  private static String ok(String arguments) {
    Printed p = guest.run("exec attestry-evidence " + arguments);
    assertThat(p.exit()).isZero();
    return p.out();
  }

  private static int exit(String arguments) {
    return guest.run("exec attestry-evidence " + arguments).exit();
  }

  private static Target target(Optional<String> url) {
    return new Target(
        "aws/c", "i-1", Schemes.named("tpm2-quote").orElseThrow(), Json.object(), url);
  }

  private static Challenge challenge(int salt) {
    Bytes s = Bytes.concat(Bytes.of(salt), Bytes.zeros(15));
    return new Challenge("log.example/2026", 4, Bytes.zeros(32), "aws/c", s, Optional.empty());
  }

  private static boolean failed(Finding f) {
    return f.outcome() == Outcome.FAILED;
  }

  private static Verification verify(Collected.Received r, Challenge challenge) throws Exception {
    Target target = target(Optional.empty());
    return target
        .scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(Instant.now()),
                target.recipe().slots(challenge),
                r.collateral(),
                TrustAnchors.of(List.of(guest.anchor())),
                target.stated(),
                Crypto.fastest()));
  }
}
