package dev.attestry.scheme.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real quotes and logs: what they claim, and that a changed byte does not pass. */
final class TpmRealEvidenceTest {

  private static final int POSITIONS = 500;

  /**
   * Seeded positions of each verified case, changed one at a time. Boot logs have don't-cares:
   * event types, data that no digest covers, digests and events of banks and registers that are not
   * replayed. IMA lists have none but the file names of violations, quotes have none, PCR values
   * only white space and a digit's case. The shares are what was measured, rounded up.
   */
  @ParameterizedTest
  @CsvSource({
    "tpm2-quote, attest, 0",
    "tpm2-quote, signature, 0",
    "tpm2-quote, pcrs, 1",
    "tpm2-quote, eventlog, 55",
    "tcg-eventlog, eventlog, 36",
    "ima-log, ima_log, 0"
  })
  void noChangedByteOfRealEvidenceIsVerifiedButTheDontCares(
      String format, String role, int percentAtMost) throws IOException, MalformedInput {
    Random random = new Random(5);
    int tried = 0;
    int survived = 0;
    List<String> where = new ArrayList<>();
    for (Path file : Vectors.cases(format)) {
      Case c = CaseFile.read(file, Crypto.fastest().rememberingCertificates(64));
      if (c.evidence().part(role).isEmpty() || c.verify().verdict() != Verdict.VERIFIED) {
        continue;
      }
      Bytes original = c.evidence().part(role).get();
      int positions = original.length() > 400_000 ? POSITIONS / 10 : POSITIONS;
      for (int n = 0; n < positions; n++) {
        int at = random.nextInt(original.length());
        byte[] b = original.toArray();
        b[at] ^= (byte) (1 + random.nextInt(255));
        tried++;
        if (verify(c, role, Bytes.of(b)).verdict() == Verdict.VERIFIED) {
          survived++;
          where.add(file + "@" + at);
        }
      }
    }
    System.out.printf(
        "%s %s: %d of %d changed bytes are don't-cares%n", format, role, survived, tried);
    assertThat(tried).isPositive();
    assertThat(survived)
        .as(where.subList(0, Math.min(20, where.size())).toString())
        .isLessThanOrEqualTo(tried * percentAtMost / 100);
  }

  private static Verification verify(Case c, String role, Bytes bytes) {
    Map<String, Bytes> parts = new TreeMap<>(c.evidence().parts());
    parts.put(role, bytes);
    return c.scheme().verify(Evidence.of(c.evidence().mediaType(), parts), c.input());
  }

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
