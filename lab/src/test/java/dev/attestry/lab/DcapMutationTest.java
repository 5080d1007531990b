package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonSpan;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every byte of a lab case changed. What still verifies reads as the very same thing: white space
 * and text around PEM blocks, the case of a signature's digits. The rules and their share of the
 * bytes are asserted here.
 */
final class DcapMutationTest {

  @ParameterizedTest
  @CsvSource({
    "TDX, quote, 0.02",
    "TDX, tcb_info, 0.02",
    "TDX, tcb_info_issuer_chain, 0.05",
    "TDX, qe_identity, 0.03",
    "TDX, qe_identity_issuer_chain, 0.05",
    "TDX, early_tcb_info, 0.02",
    "TDX, early_qe_identity, 0.03",
    "TDX, pck_crl, 0",
    "TDX, root_ca_crl, 0",
    "SGX, quote, 0.02"
  })
  void refusesACaseWithAnyByteChangedThatIsCovered(String tee, String role, double uncovered)
      throws MalformedInput {
    Bytes quote =
        tee.equals("TDX") ? DcapLab.TD.quote(DcapLab.NONCE) : DcapLab.ENCLAVE.quote(DcapLab.NONCE);
    VerificationInput input =
        DcapLab.input(DcapLab.answers(tee).collateral().plus(DcapLab.answers(tee).early()))
            .withCrypto(Crypto.fastest().rememberingCertificates(64));
    Bytes original =
        role.equals("quote") ? quote : input.collateral().get(role).orElseThrow().bytes();
    Random random = new Random(23);
    List<Integer> survived = new ArrayList<>();
    for (int i = 0; i < original.length(); i++) {
      byte[] b = original.toArray();
      b[i] ^= (byte) (1 + random.nextInt(255));
      Bytes mutant = Bytes.of(b);
      Bytes changedQuote = role.equals("quote") ? mutant : quote;
      VerificationInput changed =
          role.equals("quote") ? input : input.withCollateral(with(input, role, mutant));
      Verdict v =
          (tee.equals("TDX")
                  ? DcapLab.tdx(changedQuote, changed)
                  : DcapLab.sgx(changedQuote, changed))
              .verdict();
      if (v == Verdict.VERIFIED) {
        survived.add(i);
        assertThat(meaning(role, mutant)).as("byte " + i).isEqualTo(meaning(role, original));
      }
    }
    assertThat((double) survived.size() / original.length())
        .as("share of bytes that nothing covers: %s", survived)
        .isLessThanOrEqualTo(uncovered);
  }

  private static Object meaning(String role, Bytes bytes) throws MalformedInput {
    return switch (role) {
      case "quote" -> {
        String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
        int pem = text.indexOf("-----BEGIN");
        yield List.of(
            bytes.slice(0, pem), Pem.certificates("chain", bytes.slice(pem, bytes.length())));
      }
      case "tcb_info", "qe_identity", "early_tcb_info", "early_qe_identity" -> {
        String member = role.endsWith("tcb_info") ? "tcbInfo" : "enclaveIdentity";
        yield List.of(
            JsonSpan.ofObject(role, bytes, member),
            Bytes.ofHex(Json.readObject(role, bytes).path("signature").textValue()));
      }
      case "tcb_info_issuer_chain", "qe_identity_issuer_chain" -> Pem.certificates(role, bytes);
      default -> bytes;
    };
  }

  private static Collateral with(VerificationInput input, String role, Bytes bytes) {
    return new Collateral(
        input.collateral().items().stream()
            .map(i -> i.role().equals(role) ? new Collateral.Item(role, bytes, "mutant") : i)
            .toList());
  }
}
