package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.AzureInstance;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.SoftTpm;
import dev.attestry.lab.TdxGuest;
import dev.attestry.scheme.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --nonce}: every part that answers one is asked, and what no slot can hold is refused. */
final class NonceOptionTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final LabPki LAB = LabPki.named("nonces");
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);

  @TempDir private Path folder;

  /** A recorded quote beside a fresh token, and the other way round. */
  @ParameterizedTest
  @CsvSource({"A, B, passed, passed", "B, B, failed, passed", "A, A, passed, failed"})
  void eachPartOfAnAzureVmIsComparedWithTheNonceOfThatPart(
      String quote, String token, String quoteIs, String tokenIs) throws IOException {
    List<String> outcomes =
        nonces(cvm(), "--nonce", "quote=" + value(quote), "--nonce", "token=" + value(token));
    assertThat(outcomes).containsExactly(quoteIs, tokenIs);
  }

  private static String value(String name) {
    return name.equals("A") ? A : B;
  }

  /** The answer of one part does not stand for the other's. */
  @Test
  void aPartWhoseNonceIsNotGivenIsSkippedByName() throws IOException {
    assertThat(nonces(cvm(), "--nonce", "quote=" + A)).containsExactly("passed", "skipped");
    Slots quote = new Slots(new TreeMap<>(Map.of("quote", Bytes.ofHex(A))));
    assertThat(GivenNonces.missing(Schemes.named("azure-cvm").orElseThrow(), quote))
        .containsExactly("--nonce token=HEX");
    assertThat(GivenNonces.missing(Schemes.named("gce-shielded-vm").orElseThrow(), Slots.NONE))
        .containsExactly("--nonce HEX");
  }

  /** It was taken for nobody's, and the page said verified. */
  @Test
  void aNonceThatNamesNoneOfSeveralPartsIsRefused() throws IOException {
    refused(cvm(), A, "names no part", "--nonce quote=HEX and --nonce token=HEX");
    refused(cvm(), "report=" + A, "no part of that name", "--nonce quote=HEX");
    CommandRun.Result twice = run(cvm(), "--nonce", "quote=" + A, "--nonce", "quote=" + B);
    assertThat(twice.exit()).isEqualTo(2);
    assertThat(twice.err()).contains("given twice for quote");
  }

  @Test
  void theOnePartOfAShieldedVmThatAnswersNeedsNoName() throws IOException {
    assertThat(nonces(shielded(), "--nonce", A)).containsExactly("not-applicable", "passed");
    assertThat(nonces(shielded(), "--nonce", "quote=" + A)).contains("passed");
    assertThat(nonces(shielded(), "--nonce", B)).containsExactly("not-applicable", "failed");
  }

  /** A recorded quote of one of Google's confidential VMs. */
  @Test
  void theReportDataOfAConfidentialVmIsCompared() throws IOException {
    Evidence quote = td().evidence(Bytes.ofHex(A + B));
    Evidence e = new Evidence("application/vnd.attestry.gce-tdx", quote.parts());
    assertThat(outcomes(e, "tdx.report-data", "--nonce", A + B)).containsExactly("passed");
    assertThat(outcomes(e, "tdx.report-data", "--nonce", B + A)).containsExactly("failed");
    refused(e, A, "32 bytes", "holds 64 bytes");
  }

  @Test
  void aNonceThatTheSlotCannotHoldIsRefusedWithWhatItHolds() throws IOException {
    Evidence quote = SoftTpm.boot(LAB, "host", LabKeyType.P256, NOW, "ro").evidence(Bytes.ofHex(A));
    refused(quote, "00".repeat(67), "67 bytes", "tpm2-quote holds 1 to 66 bytes");
    assertThat(nonces(quote, "--nonce", "00".repeat(66))).containsExactly("failed");
    refused(cvm(), "quote=" + "00".repeat(67), "67 bytes", "quote in azure-cvm holds 1 to 66");
    Evidence attested = AzureInstance.of(LAB, "0a0b0c0d", NOW).evidence("4711081515", NOW);
    for (String wrong : List.of(A, "47110815", "aabbccddee", "00".repeat(10))) {
      refused(attested, wrong, " bytes", "holds ten decimal digits");
    }
    refused(attested, "471108151", "9 characters", "ten decimal digits");
    assertThat(nonces(attested, "--nonce", "4711081515")).containsExactly("passed");
    assertThat(nonces(attested, "--nonce", "34373131303831353135")).containsExactly("passed");
    assertThat(nonces(attested, "--nonce", "4711081516")).containsExactly("failed");
  }

  /** AWS signs nonces of 1,024 bytes, whatever the process text says. */
  @Test
  void aNitroDocumentsNonceMayHave1024Bytes() throws IOException {
    Bytes longest = Bytes.ofHex("c3".repeat(1024));
    NitroEnclave enclave = NitroEnclave.running(NitroPki.of(LAB), "i-0123456789abcdef0", "image");
    Evidence document =
        Evidence.of(
            Schemes.named("nitro").orElseThrow().mediaType(),
            Map.of("document", enclave.attest(NitroDocument.Request.challenge(NOW, longest))));
    assertThat(nonces(document, "--nonce", longest.hex())).containsExactly("passed");
    refused(document, "c3".repeat(1025), "1025 bytes", "nitro holds 1 to 1,024");
  }

  /** Of a case file too, a composite's nonce counts in the part that it is for, or not at all. */
  @Test
  void aCaseFileNamesTheNonceOfEachPart() throws IOException {
    run(cvm());
    String text =
        """
        {"format": "azure-cvm", "verify_at": "%s", "expected_nonce": %s,
         "files": {"hcl_report": "hcl_report", "quote": "quote", "token": "token",
                   "attest": "attest", "signature": "signature", "pcrs": "pcrs"}}
        """;
    String replayed = "{\"quote\": \"" + B + "\", \"token\": \"" + B + "\"}";
    Files.writeString(folder.resolve("c.json"), text.formatted(NOW, replayed));
    CommandRun.Result parts = new CommandRun(folder).run("verify", "--json", "c.json");
    assertThat(outcomes(parts, "evidence.nonce")).containsExactly("failed", "passed");
    for (String wrong : List.of("\"" + A + "\"", "{\"report\": \"00\"}", "{\"quote\": 7}")) {
      Files.writeString(folder.resolve("c.json"), text.formatted(NOW, wrong));
      CommandRun.Result r = new CommandRun(folder).run("verify", "c.json");
      assertThat(r.exit()).as(wrong).isEqualTo(Exit.USAGE);
      assertThat(r.err()).contains("expected_nonce").contains("quote, token");
    }
  }

  private static TdxGuest td() {
    return TdxGuest.launch(DcapPlatform.of(LAB, DcapPki.of(LAB, NOW), "machine"), 4, "image");
  }

  private static Evidence cvm() {
    DcapPlatform platform = DcapPlatform.of(LAB, DcapPki.of(LAB, NOW), "machine");
    AzureVm vm = AzureVm.onTdx(td(), AzureVm.vtpm(LAB, "vm", NOW, "ro"));
    Map<String, Bytes> asked =
        Map.of("quote", Bytes.ofHex(A), "token", Bytes.utf8(Bytes.ofHex(B).hex()));
    return AzureCvm.of(vm, MaaService.of(LAB, platform, "ours"))
        .evidence(new Slots(new TreeMap<>(asked)), NOW);
  }

  private static Evidence shielded() {
    TreeMap<String, Bytes> parts = new TreeMap<>(ShieldedVm.of(LAB, 42, NOW).identity().parts());
    Evidence quote = SoftTpm.boot(LAB, "host", LabKeyType.P256, NOW, "ro").evidence(Bytes.ofHex(A));
    for (String role : List.of("attest", "signature", "pcrs")) {
      parts.put(role, quote.part(role).orElseThrow());
    }
    return new Evidence("application/vnd.attestry.gce-shielded-vm", parts);
  }

  private void refused(Evidence evidence, String nonce, String found, String expected)
      throws IOException {
    CommandRun.Result r = run(evidence, "--nonce", nonce);
    assertThat(r.exit()).as(nonce).isEqualTo(2);
    assertThat(r.err()).startsWith("attestry: --nonce").contains(found).contains(expected);
    assertThat(r.err().lines()).hasSize(2);
    assertThat(r.out()).isEmpty();
  }

  private List<String> nonces(Evidence evidence, String... more) throws IOException {
    return outcomes(evidence, "evidence.nonce", more);
  }

  /** The outcomes of a check, which a composite makes once a part. */
  private List<String> outcomes(Evidence evidence, String check, String... more)
      throws IOException {
    return outcomes(run(evidence, more), check);
  }

  private static List<String> outcomes(CommandRun.Result r, String check) throws IOException {
    assertThat(r.exit()).as(r.err()).isIn(Exit.GOOD, Exit.BAD, Exit.OPEN);
    JsonNode line = new ObjectMapper().readTree(r.out());
    List<String> outcomes = new ArrayList<>();
    for (JsonNode f : line.path("findings")) {
      if (f.path("check").asText().equals(check)) {
        outcomes.add(f.path("outcome").asText());
      }
    }
    return outcomes;
  }

  private CommandRun.Result run(Evidence evidence, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("verify", "--json", "--format"));
    args.add(Schemes.forMediaType(evidence.mediaType()).orElseThrow().name());
    List<String> roles =
        new ArrayList<>(Schemes.forMediaType(evidence.mediaType()).orElseThrow().evidenceRoles());
    roles.retainAll(evidence.parts().keySet());
    for (String role : roles) {
      Files.write(folder.resolve(role), evidence.part(role).orElseThrow().toArray());
      args.add(role.equals(roles.get(0)) ? role : "--part");
      if (!role.equals(roles.get(0))) {
        args.add(role + "=" + role);
      }
    }
    args.addAll(List.of(more));
    return new CommandRun(folder).at(NOW).run(args.toArray(String[]::new));
  }
}
