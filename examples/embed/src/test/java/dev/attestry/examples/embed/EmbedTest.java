package dev.attestry.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import dev.attestry.trust.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example, run on a document that the lab made and on one that somebody changed. */
final class EmbedTest {

  private static final Instant TIME = Instant.parse("2026-11-24T12:30:00Z");
  private static final NitroPki PKI = NitroPki.of(LabPki.named("embed example"));
  private static final TrustAnchors LAB = TrustAnchors.of(List.of(PKI.anchor()));

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(EmbedTest.class.getResourceAsStream(name), name)) {
      return Bytes.of(in.readAllBytes());
    }
  }

  @Test
  void printsAnAffirmingResultForAnApprovedImage() throws Exception {
    Policy policy = Policy.parse(resource("policy.json"));
    String ear = Embed.judge(resource("document.cbor"), policy, TIME, LAB);
    assertThat(ear)
        .contains("\"eat_profile\" : \"tag:ietf.org,2026:rats/ear#04\"")
        .contains("\"ear_status\" : \"affirming\"")
        .contains("\"attestry.verification\" : \"verified\"");
  }

  @Test
  void refutesADocumentThatSomebodyChanged() throws Exception {
    byte[] changed = resource("document.cbor").toArray();
    changed[changed.length / 2] ^= 1;
    Policy policy = Policy.parse(resource("policy.json"));
    assertThat(Embed.judge(Bytes.of(changed), policy, TIME, LAB))
        .contains("\"ear_status\" : \"contraindicated\"")
        .contains("\"attestry.verification\" : \"refuted\"");
  }

  @Test
  void trustsNoLabByItself(@TempDir Path folder) throws Exception {
    Path document = folder.resolve("document.cbor");
    Path policy = folder.resolve("policy.json");
    Files.write(document, resource("document.cbor").toArray());
    Files.write(policy, resource("policy.json").toArray());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Embed.main(new String[] {document.toString(), policy.toString(), TIME.toString()});
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("\"ear_status\" : \"contraindicated\"");
  }

  @Test
  void theDocumentIsTheOneThatTheLabMakes() throws Exception {
    NitroEnclave enclave = NitroEnclave.running(PKI, "i-0123456789abcdef0", "intake 1.4.2");
    Instant made = TIME.minusSeconds(60);
    Bytes document = enclave.attest(NitroDocument.Request.challenge(made, Bytes.zeros(32)));
    assertThat(resource("document.cbor")).isEqualTo(document);
  }
}
