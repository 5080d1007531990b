package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Signer;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.lab.standin.FakeKeyVault;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The real client against our fake of the vault. */
final class KeyVaultSignerTest {

  private static final Bytes MESSAGE = Bytes.utf8("text\n");

  private final FakeKeyVault vault;
  private final HttpClient http;

  KeyVaultSignerTest() throws IOException {
    this.vault = FakeKeyVault.start();
    this.http =
        AzureClients.http(java.net.http.HttpClient.newBuilder().sslContext(vault.clientTls()));
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private KeyClient client(HttpClient network) {
    return new KeyClientBuilder()
        .vaultUrl(vault.endpoint().toString())
        .credential(
            r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))))
        .httpClient(network)
        .disableChallengeResourceVerification()
        .buildClient();
  }

  private KeyVaultSigner signer(String version) throws IOException {
    return KeyVaultSigner.of(client(http), "commit", version);
  }

  private static boolean verifies(Signer key, Bytes message, Bytes signature) throws Exception {
    return VerifierKey.of("writer", VerifierKey.Type.ECDSA, key.publicKey())
        .verifies(Crypto.jdk(), message, signature);
  }

  @Test
  void signsInTheOneFormThatAVerifierKeyTakes() throws Exception {
    KeyVaultSigner s = signer(vault.create("commit", "secp256r1"));
    for (int i = 0; i < 20; i++) {
      Bytes signature = s.sign(MESSAGE);
      assertThat(EcdsaSignature.isLowS(signature)).isTrue();
      assertThat(verifies(s, MESSAGE, signature)).isTrue();
      assertThat(verifies(s, Bytes.utf8("text"), signature)).isFalse();
    }
    NoteSigner note = NoteSigner.of("azure-commit", s);
    assertThat(note.key().verifies(Crypto.jdk(), MESSAGE, note.line(MESSAGE).signature())).isTrue();
  }

  /**
   * A new version is a new key: what the old one signed verifies under the old one, and only so.
   */
  @Test
  void versionsOfAKeyAreKeysOfTheirOwn() throws Exception {
    KeyVaultSigner before = signer(vault.create("commit", "secp256r1"));
    Bytes signature = before.sign(MESSAGE);
    KeyVaultSigner after = signer(vault.create("commit", "secp256r1"));
    assertThat(after.publicKey()).isNotEqualTo(before.publicKey());
    assertThat(verifies(before, MESSAGE, signature)).isTrue();
    assertThat(verifies(after, MESSAGE, signature)).isFalse();
    assertThat(verifies(after, MESSAGE, after.sign(MESSAGE))).isTrue();
    assertThat(verifies(before, MESSAGE, before.sign(MESSAGE))).isTrue();
    // Whoever rotates the key in the vault must not change who signs here.
    assertThatIllegalArgumentException().isThrownBy(() -> signer(""));
  }

  @Test
  void refusesKeysThatCannotSignACommit() throws Exception {
    String p384 = vault.create("commit", "secp384r1");
    String rsa = vault.createRsa("commit");
    for (String version : new String[] {p384, rsa, "0123456789abcdef0123456789abcdef"}) {
      assertThatIOException().isThrownBy(() -> signer(version)).withMessageContaining(version);
    }
  }

  @Test
  void aKeyThatWasSwitchedOffSignsNothing() throws Exception {
    String version = vault.create("commit", "secp256r1");
    KeyVaultSigner s = signer(version);
    vault.disable("commit", version);
    assertThatIOException().isThrownBy(() -> s.sign(MESSAGE)).withMessageContaining("sign with");
  }

  /** What does not verify would burn a slot of the log, and the next one, and so on. */
  @Test
  void aSignatureOfSomethingElseIsNotPassedOn() throws Exception {
    String version = vault.create("commit", "secp256r1");
    byte[] ones = new byte[64];
    ones[31] = 1;
    ones[63] = 1;
    String other =
        "{\"kid\":\"k\",\"value\":\"" + Base64.getUrlEncoder().encodeToString(ones) + "\"}";
    HttpClient wrong =
        new HttpClient() {
          @Override
          public Mono<HttpResponse> send(HttpRequest request) {
            return request.getHttpMethod() == HttpMethod.POST
                ? Mono.just(new MadeUp(request, 200, other))
                : http.send(request);
          }
        };
    KeyVaultSigner s = KeyVaultSigner.of(client(wrong), "commit", version);
    assertThatIOException()
        .isThrownBy(() -> s.sign(MESSAGE))
        .withMessageContaining("does not verify");
  }
}
