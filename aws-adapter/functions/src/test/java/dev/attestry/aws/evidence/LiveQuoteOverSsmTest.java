package dev.attestry.aws.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LinuxBoot;
import dev.attestry.lab.LiveGuest;
import dev.attestry.lab.MeasuredBoot;
import dev.attestry.lab.standin.FakeSsm;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine with a real software TPM, asked through Systems Manager: the fake runs the command
 * document that is deployed, and this the guest script.
 */
final class LiveQuoteOverSsmTest {

  private static final long EV_IPL = 0x0d;
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final Target TARGET =
      new Target(
          "aws/c",
          SsmLab.INSTANCE,
          Schemes.named("tpm2-quote").orElseThrow(),
          Json.object(),
          Optional.empty());

  @TempDir private static Path machine;
  @TempDir private Path folder;

  private static LiveGuest guest;

  @BeforeAll
  static void boot() throws Exception {
    List<String> missing = LiveGuest.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
    // A log that one command does not give back, however it is packed.
    byte[] long40k = new byte[40_000];
    new Random(1).nextBytes(long40k);
    MeasuredBoot boot =
        LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), "quiet")
            .measure(9, EV_IPL, Bytes.utf8("initrd"), Bytes.of(long40k));
    guest = LiveGuest.boot(machine, SsmLab.GUEST, boot);
  }

  @AfterAll
  static void shutDown() {
    if (guest != null) {
      guest.close();
    }
  }

  @Test
  void aLiveQuoteComesThroughSystemsManagerAndAnswersTheChallenge() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    try (FakeSsm ssm = SsmLab.with(c -> guest.run(logged(ran, c)))) {
      Challenge challenge = challenge(1);
      Collected c = SsmLab.route(ssm, PATIENCE).collect(TARGET, challenge);
      assertThat(c).as(guest.complaint()).isInstanceOf(Collected.Received.class);
      Collected.Received r = (Collected.Received) c;
      assertThat(r.evidence().parts())
          .containsKeys("attest", "signature", "pcrs", "ak_tpm_public", "eventlog");
      assertThat(verify(r, challenge).verdict())
          .as(verify(r, challenge).findings().toString())
          .isEqualTo(Verdict.VERIFIED);
      assertThat(guest.kept()).isEmpty();
      assertThat(ran).hasSizeBetween(2, 4).allMatch(l -> l.startsWith("exec attestry-evidence "));
    }
  }

  private static String logged(List<String> ran, String commands) {
    ran.add(commands);
    return commands;
  }

  /** Who answers with an older quote of the same machine hides what became of it since. */
  @Test
  void anAnswerToAnotherChallengeIsRefuted() throws Exception {
    try (FakeSsm ssm = SsmLab.with(guest::run)) {
      EvidenceSource route = SsmLab.route(ssm, PATIENCE);
      Collected.Received old = (Collected.Received) route.collect(TARGET, challenge(1));
      assertThat(failed(verify(old, challenge(2)))).containsExactly("evidence.nonce");
      assertThat(recorded((target, challenge) -> old))
          .isEqualTo("result contraindicated [evidence.nonce]");
    }
  }

  @Test
  void whatTheLiveQuoteCameToStandsInTheLog() throws Exception {
    try (FakeSsm ssm = SsmLab.with(guest::run)) {
      assertThat(recorded(SsmLab.route(ssm, PATIENCE))).startsWith("result ").endsWith("[]");
    }
  }

  private String recorded(EvidenceSource source) throws Exception {
    return SsmLab.recorded(folder, "tpm2-quote", source, anchors());
  }

  private static TrustAnchors anchors() throws Exception {
    return TrustAnchors.of(List.of(guest.anchor()));
  }

  private static Challenge challenge(int salt) {
    byte[] s = new byte[16];
    s[0] = (byte) salt;
    return new Challenge(
        "log.example/2026", 4, Bytes.zeros(32), "aws/c", Bytes.of(s), Optional.empty());
  }

  private static Verification verify(Collected.Received r, Challenge challenge) throws Exception {
    return TARGET
        .scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(Instant.now()),
                TARGET.recipe().slots(challenge),
                r.collateral(),
                anchors(),
                TARGET.stated(),
                Crypto.fastest()));
  }

  private static List<String> failed(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(f -> f.check().id())
        .toList();
  }
}
