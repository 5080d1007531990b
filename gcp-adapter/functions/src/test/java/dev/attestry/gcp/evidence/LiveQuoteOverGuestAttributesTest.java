package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.LinuxBoot;
import dev.attestry.lab.LiveGuest;
import dev.attestry.lab.standin.FakeMetadataServer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with a real software TPM, and in it the agent that is deployed. */
final class LiveQuoteOverGuestAttributesTest {

  private static final Path GUEST =
      Path.of(System.getProperty("attestry.project", "../..")).resolve("infra/guest");
  private static final Target TARGET = GoogleLab.target(GoogleLab.MACHINE, "tpm2-quote");

  @TempDir private static Path folder;

  @Test
  void aLiveQuoteComesThroughGuestAttributesAndAnswersTheChallenge() throws Exception {
    List<String> missing = LiveGuest.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
    try (GoogleLab lab = new GoogleLab();
        FakeMetadataServer server = FakeMetadataServer.start(lab.machine);
        LiveGuest guest =
            LiveGuest.boot(
                folder, GUEST, LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), "quiet"))) {
      Process agent =
          guest.agent(
              "attestry-evidence-google",
              Map.of("ATTESTRY_METADATA", server.endpoint().toString(), "ATTESTRY_PAUSE", "1"));
      try {
        TrustAnchors anchors = TrustAnchors.of(List.of(guest.anchor()));
        Collected.Received first = ask(lab, guest, GoogleLab.challenge(1));
        assertThat(verdict(first, 1, anchors)).isEqualTo(Verdict.VERIFIED);
        // Who answers with an older quote hides what became of the machine since.
        assertThat(verdict(first, 2, anchors)).isNotEqualTo(Verdict.VERIFIED);
        // And once more: the agent waits for the next request, and clears the last answer away.
        Collected.Received second = ask(lab, guest, GoogleLab.challenge(2));
        assertThat(verdict(second, 2, anchors)).isEqualTo(Verdict.VERIFIED);
        assertThat(lab.machine.written()).hasSizeBetween(2, 4);
        assertThat(guest.kept()).isEmpty();
      } finally {
        agent.descendants().forEach(ProcessHandle::destroy);
        agent.destroy();
      }
    }
  }

  private static Collected.Received ask(GoogleLab lab, LiveGuest guest, Challenge challenge)
      throws Exception {
    Collected c = lab.route(Duration.ofSeconds(40)).collect(TARGET, challenge);
    assertThat(c).as(guest.complaint()).isInstanceOf(Collected.Received.class);
    return (Collected.Received) c;
  }

  private static Verdict verdict(Collected.Received r, int challenge, TrustAnchors anchors) {
    return GoogleLab.verify(TARGET, r, GoogleLab.challenge(challenge), anchors).verdict();
  }
}
