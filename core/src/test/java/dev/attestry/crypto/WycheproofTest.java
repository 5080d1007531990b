package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.Providers;
import dev.attestry.Vectors;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Project Wycheproof's signatures, psychic ones included (N14), under every provider. */
final class WycheproofTest {

  static Stream<Path> files() throws IOException {
    try (Stream<Path> s = Files.list(Vectors.folder("wycheproof"))) {
      return s.filter(p -> p.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyProviderJudgesSignaturesAsWycheproofDoes(Path file) throws IOException, MalformedInput {
    JsonNode json = Json.read("wycheproof", Bytes.of(Files.readAllBytes(file)));
    List<Crypto> providers = Providers.all();
    List<String> wrong = new ArrayList<>();
    for (JsonNode group : json.get("testGroups")) {
      PublicKey key = Crypto.publicKey("key", Bytes.ofHex(group.get("publicKeyDer").textValue()));
      for (JsonNode test : group.get("tests")) {
        for (Crypto crypto : providers) {
          boolean holds = holds(crypto, group, key, test);
          // "acceptable" is a PKCS #1 signature without the NULL parameter; either answer is right.
          String result = test.get("result").textValue();
          if (!result.equals("acceptable") && holds != result.equals("valid")) {
            wrong.add(crypto.name() + " " + test.get("tcId") + " " + test.get("comment"));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean holds(Crypto crypto, JsonNode group, PublicKey key, JsonNode test) {
    Bytes message = Bytes.ofHex(test.get("msg").textValue());
    Bytes signature = Bytes.ofHex(test.get("sig").textValue());
    String type = group.get("type").textValue();
    HashAlgorithm hash = HashAlgorithm.ofName(group.path("sha").asText("SHA-512")).orElseThrow();
    return switch (type) {
      case "EcdsaP1363Verify" ->
          crypto.verifies(
              algorithm(SignatureAlgorithm.Family.ECDSA, hash),
              key,
              EcdsaSignature.derOfRaw(signature, EcdsaSignature.width(key)),
              message);
      case "EcdsaVerify" ->
          crypto.verifies(
              algorithm(SignatureAlgorithm.Family.ECDSA, hash), key, signature, message);
      case "RsassaPkcs1Verify" ->
          crypto.verifies(
              algorithm(SignatureAlgorithm.Family.RSASSA_PKCS1, hash), key, signature, message);
      case "RsassaPssVerify" ->
          crypto.verifies(
              algorithm(SignatureAlgorithm.Family.RSASSA_PSS, hash),
              group.get("sLen").intValue(),
              key,
              signature,
              message);
      case "EddsaVerify" -> crypto.verifies(SignatureAlgorithm.ED25519, key, signature, message);
      default -> throw new IllegalStateException(type);
    };
  }

  private static SignatureAlgorithm algorithm(
      SignatureAlgorithm.Family family, HashAlgorithm hash) {
    return SignatureAlgorithm.of(family, hash).orElseThrow();
  }
}
