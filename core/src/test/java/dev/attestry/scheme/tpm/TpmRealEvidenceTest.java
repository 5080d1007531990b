package dev.attestry.scheme.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real quotes and logs: what they claim. */
final class TpmRealEvidenceTest {

  /** The decoded facts that the corpus carries beside each quote are what we claim. */
  @Test
  void claimsWhatTheCorpusDecoded() throws IOException, MalformedInput {
    int compared = 0;
    for (Path file : Vectors.cases("tpm2-quote")) {
      ObjectNode expected = Vectors.json(file);
      Verification v = CaseFile.read(file, Crypto.fastest()).verify();
      if (v.verdict() != Verdict.VERIFIED || !expected.path("claims").has("nonce")) {
        continue;
      }
      compared++;
      String name = file.toString();
      assertThat(v.claims().text("/nonce").orElseThrow())
          .as(name)
          .isEqualTo(expected.at("/claims/nonce").asText());
      assertThat(v.claims().text("/firmware_version").orElseThrow())
          .as(name)
          .isEqualTo(expected.at("/claims/firmware_version").asText());
      assertThat(v.claims().number("/clock/reset_count").orElseThrow())
          .as(name)
          .isEqualTo(expected.at("/claims/reset_count").asLong());
      assertThat(v.claims().text("/qualified_signer").orElseThrow())
          .as(name)
          .isEqualTo(expected.at("/claims/qualified_signer").asText());
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void saysWhatVouchesForTheKey() throws IOException, MalformedInput {
    assertThat(provenance("reclaim-gcp-sha256")).isEqualTo("certificate-chain");
    assertThat(provenance("signal-azure-2023-10")).isEqualTo("certificate-chain");
    assertThat(provenance("vaportpm-nitrotpm-2026-02-03")).isEqualTo("nitrotpm-document");
    assertThat(provenance("keylime-checkquote-test")).isEqualTo("pinned-key");
  }

  @Test
  void readsSecureBootOfARealMachine() throws IOException, MalformedInput {
    Verification v = verify("qemu-shim-grub-secureboot");
    assertThat(v.claims().text("/boot/secure_boot")).contains("on");
    assertThat(v.claims().at("/boot/authorities").orElseThrow()).hasSize(2);
    assertThat(v.claims().at("/boot/applications").orElseThrow()).hasSize(4);
    assertThat(v.claims().at("/boot/kernel_command_lines").orElseThrow()).hasSize(1);
    assertThat(v.claims().text("/boot/separators")).contains("complete");
    assertThat(v.claims().text("/boot/sbat_level").orElseThrow()).startsWith("sbat,1,2025021800");
  }

  private static String provenance(String name) throws IOException, MalformedInput {
    return verify(name).claims().text("/ak/provenance").orElseThrow();
  }

  private static Verification verify(String name) throws IOException, MalformedInput {
    Path file = Vectors.folder("tpm2-quote").resolve(name).resolve("vector.json");
    return CaseFile.read(file, Crypto.fastest()).verify();
  }
}
