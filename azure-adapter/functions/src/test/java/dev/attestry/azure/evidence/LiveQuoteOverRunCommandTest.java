package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LinuxBoot;
import dev.attestry.lab.LiveGuest;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with a real software TPM, asked by Run Command: the fake runs the guest script. */
final class LiveQuoteOverRunCommandTest {

  private static final Path GUEST =
      Path.of(System.getProperty("attestry.project", "../..")).resolve("infra/guest");
  private static final Target TARGET = RunCommandLab.target(RunCommandLab.MACHINE, "tpm2-quote");

  @TempDir private static Path machine;

  @Test
  void aLiveQuoteComesInPartsAndAnswersTheChallenge() throws Exception {
    List<String> missing = LiveGuest.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
    try (LiveGuest guest =
            LiveGuest.boot(
                machine, GUEST, LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), "quiet"));
        FakeRunCommand azure = RunCommandLab.with(guest::run)) {
      Challenge challenge = RunCommandLab.challenge(1);
      Collected c = RunCommandLab.route(azure, Duration.ofSeconds(40)).collect(TARGET, challenge);
      assertThat(c).as(guest.complaint()).isInstanceOf(Collected.Received.class);
      Collected.Received r = (Collected.Received) c;
      TrustAnchors anchors = TrustAnchors.of(List.of(guest.anchor()));
      assertThat(verify(r, challenge, anchors).verdict()).isEqualTo(Verdict.VERIFIED);
      // Who answers with an older quote hides what became of the machine since.
      assertThat(verify(r, RunCommandLab.challenge(2), anchors).verdict())
          .isNotEqualTo(Verdict.VERIFIED);
      assertThat(guest.kept()).isEmpty();
      assertThat(azure.left()).isEmpty();
    }
  }

  private static Verification verify(
      Collected.Received r, Challenge challenge, TrustAnchors anchors) throws Exception {
    return TARGET
        .scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(Instant.now()),
                TARGET.recipe().slots(challenge),
                r.collateral(),
                anchors,
                TARGET.stated(),
                Crypto.fastest()));
  }
}
