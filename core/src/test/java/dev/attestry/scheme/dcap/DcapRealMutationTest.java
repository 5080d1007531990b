package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonSpan;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.trust.Collateral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 500 seeded changes to each real case. What still verifies reads as the very same thing, by one of
 * three rules, the whole list of bytes that nothing covers:
 *
 * <ul>
 *   <li>bytes behind the quote's own end are left out;
 *   <li>PEM: text outside the blocks and white space in them; the certificates are the same;
 *   <li>JSON answers: the case of the signature's digits; body bytes and signature are the same.
 * </ul>
 */
final class DcapRealMutationTest {

  private static final int POSITIONS = 500;

  /** Padding apart, no more than this share of the changes may be of bytes that nothing covers. */
  private static final double UNCOVERED_SHARE = 0.06;

  static Stream<Path> genuine() {
    return Stream.of("tdx", "sgx")
        .flatMap(f -> Vectors.cases(f).stream())
        .filter(p -> Vectors.json(p).path("expect").asText().equals("valid"));
  }

  @ParameterizedTest
  @MethodSource("genuine")
  void refusesEveryChangeButOfBytesThatNothingCovers(Path file) throws Exception {
    Case original = CaseFile.read(file, Crypto.fastest().rememberingCertificates(16));
    Map<String, Bytes> parts = new LinkedHashMap<>();
    original.input().collateral().items().forEach(i -> parts.put(i.role(), i.bytes()));
    parts.put("quote", original.evidence().part("quote").orElseThrow());
    assertThat(verdict(original, parts)).isEqualTo(Verdict.VERIFIED);
    Random random = new Random(5);
    List<String> roles = List.copyOf(parts.keySet());
    List<String> survivors = new ArrayList<>();
    for (int n = 0; n < POSITIONS; n++) {
      String role = roles.get(random.nextInt(roles.size()));
      Bytes before = parts.getOrDefault(role, Bytes.EMPTY);
      byte[] b = before.toArray();
      int at = random.nextInt(b.length);
      b[at] ^= (byte) (1 << random.nextInt(8));
      Map<String, Bytes> changed = new LinkedHashMap<>(parts);
      changed.put(role, Bytes.of(b));
      if (verdict(original, changed) != Verdict.VERIFIED) {
        continue;
      }
      assertThat(meaning(role, Bytes.of(b)))
          .as(role + " byte " + at)
          .isEqualTo(meaning(role, before));
      if (!role.equals("quote") || at < before.length() - QuoteParser.parse(before).padding()) {
        survivors.add(role + " byte " + at);
      }
    }
    assertThat(survivors.size())
        .as("%s", survivors)
        .isLessThan((int) (UNCOVERED_SHARE * POSITIONS));
  }

  /** What the bytes say, which is all that may be judged. */
  private static Object meaning(String role, Bytes bytes) throws MalformedInput {
    return switch (role) {
      case "quote" -> {
        Quote q = QuoteParser.parse(bytes);
        List<Object> all = new ArrayList<>();
        all.addAll(List.of(q.signed(), q.signature(), q.attestationKey(), q.qeReportBytes()));
        all.addAll(List.of(q.qeReportSignature(), q.qeAuthData(), q.certificationType()));
        all.addAll(
            q.certificationType() == Quote.PCK_CERTIFICATE_CHAIN
                ? Pem.certificates("chain", q.certificationData())
                : List.of(q.certificationData()));
        yield all;
      }
      case "tcb_info", "qe_identity" -> {
        String member = role.equals("tcb_info") ? "tcbInfo" : "enclaveIdentity";
        yield List.of(
            JsonSpan.ofObject(role, bytes, member),
            Bytes.ofHex(Json.readObject(role, bytes).path("signature").textValue()));
      }
      case "tcb_info_issuer_chain", "qe_identity_issuer_chain" -> Pem.certificates(role, bytes);
      default -> bytes;
    };
  }

  private static Verdict verdict(Case c, Map<String, Bytes> parts) {
    Collateral collateral =
        new Collateral(
            c.input().collateral().items().stream()
                .map(
                    i ->
                        new Collateral.Item(
                            i.role(), parts.getOrDefault(i.role(), Bytes.EMPTY), i.source()))
                .toList());
    Evidence evidence =
        Evidence.of(
            c.evidence().mediaType(), Map.of("quote", parts.getOrDefault("quote", Bytes.EMPTY)));
    return c.scheme().verify(evidence, c.input().withCollateral(collateral)).verdict();
  }
}
