package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.lab.standin.Printed;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's token: over evidence that answers our challenge, and over nothing else. */
final class MaaRouteTest {

  private static final Pattern SCRIPT =
      Pattern.compile("exec attestry-evidence ([a-z-]+) ([0-9a-f]{128}) --part 1 --limit 4000");

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private static Collected ask(MaaLab lab, Target target) throws InterruptedException {
    return lab.route().collect(target, RunCommandLab.challenge(1));
  }

  private static void answered(Function<Bytes, Collected.Received> guest) throws Exception {
    try (MaaLab lab = new MaaLab(s -> new Printed(3, ""));
        AgentServer agent = AgentServer.start(guest)) {
      Collected c = ask(lab, MaaLab.target(Optional.of(agent.url())));
      assertThat(c).isInstanceOf(Collected.Received.class);
      Collected.Received r = (Collected.Received) c;
      assertThat(r.collateral().get("jwks").orElseThrow().source()).endsWith("/certs");
      assertThat(MaaLab.verdict(r, 1)).isEqualTo(Verdict.VERIFIED);
      // A token that was asked for earlier hides what became of the machine since.
      assertThat(MaaLab.verdict(r, 2)).isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void aReportOfAmdBecomesATokenOverOurChallenge() throws Exception {
    answered(MaaLab::snp);
  }

  @Test
  void soDoesAQuoteOfATrustDomain() throws Exception {
    answered(slot -> MaaLab.quote(MaaLab.TD.evidence(slot)));
  }

  @Test
  void soDoesAQuoteOfAnEnclave() throws Exception {
    answered(slot -> MaaLab.quote(MaaLab.ENCLAVE.evidence(slot)));
  }

  @Test
  void soDoesAReportOfOpenEnclave() throws Exception {
    answered(MaaLab::openEnclave);
  }

  private Printed machine(String script, String format, Function<Bytes, Collected.Received> guest) {
    ran.add(script);
    Matcher m = SCRIPT.matcher(script);
    if (!m.matches() || !m.group(1).equals(format)) {
      return new Printed(3, "");
    }
    Collected.Received r = guest.apply(Bytes.ofHex(m.group(2)));
    return Printed.answer(r.evidence(), r.collateral());
  }

  /** A machine is asked by the guest script for what it has. */
  @Test
  void aMachineWithoutAUrlIsAskedByRunCommand() throws Exception {
    try (MaaLab lab =
        new MaaLab(s -> machine(s, "tdx", slot -> MaaLab.quote(MaaLab.TD.evidence(slot))))) {
      Collected.Received r = (Collected.Received) ask(lab, MaaLab.target(Optional.empty()));
      assertThat(MaaLab.verdict(r, 1)).isEqualTo(Verdict.VERIFIED);
      assertThat(ran).hasSize(2);
      assertThat(lab.azure.left()).isEmpty();
    }
  }

  /** The provider would copy a nonce of the request beside a report of last year. */
  @Test
  void anOldReportGetsNoToken() throws Exception {
    Collected.Received old = MaaLab.snp(Bytes.ofHex("5a".repeat(64)));
    try (MaaLab lab = new MaaLab(s -> new Printed(3, ""));
        AgentServer agent = AgentServer.start(slot -> old)) {
      Collected.Failed f = (Collected.Failed) ask(lab, MaaLab.target(Optional.of(agent.url())));
      assertThat(f.reason()).isEqualTo(Reason.REFUSED);
      assertThat(f.detail()).contains("AttestationFailed");
    }
  }

  @Test
  void aReportWithoutItsCertificatesIsAGap() throws Exception {
    try (MaaLab lab = new MaaLab(s -> new Printed(3, ""));
        AgentServer agent =
            AgentServer.start(
                slot -> new Collected.Received(MaaLab.SNP.evidence(slot), Collateral.NONE))) {
      Collected.Failed f = (Collected.Failed) ask(lab, MaaLab.target(Optional.of(agent.url())));
      assertThat(f.detail()).contains("without AMD's certificates");
    }
  }

  /** Our token for Azure goes to whoever is named here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://hospital.weu.attest.azure.net",
        "https://hospital.weu.attest.azure.net/evil",
        "https://hospital.weu.attest.azure.net@evil.example",
        "https://evil.example:8443"
      })
  void withoutAProviderThatIsAnOriginNobodyIsAsked(String issuer) throws Exception {
    try (MaaLab lab = new MaaLab(s -> machine(s, "sev-snp", MaaLab::snp))) {
      Collected.Failed f = (Collected.Failed) ask(lab, MaaLab.target(Optional.empty(), issuer));
      assertThat(f.detail()).contains("expected_issuer");
      assertThat(ran).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, 1, REFUSED, AFakeSaysSo",
    "404, 1, REFUSED, 404",
    "429, 4, UNREACHABLE, throttling"
  })
  void whatTheProviderRefusesIsAGapThatSaysWhy(int status, int times, Reason reason, String why)
      throws Exception {
    try (MaaLab lab = new MaaLab(s -> new Printed(3, ""));
        AgentServer agent = AgentServer.start(MaaLab::snp)) {
      for (int i = 0; i < times; i++) {
        lab.maa.refuse(status);
      }
      Collected.Failed f = (Collected.Failed) ask(lab, MaaLab.target(Optional.of(agent.url())));
      assertThat(f.reason()).isEqualTo(reason);
      assertThat(f.detail()).contains(why);
    }
  }
}
