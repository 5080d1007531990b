package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.api.services.cloudkms.v1.CloudKMS;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Signer;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.lab.standin.FakeCloudKms;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real client against our fake of Cloud KMS. */
final class CloudKmsSignerTest {

  private static final Bytes MESSAGE = Bytes.utf8("text\n");
  private static final String KEY =
      "projects/lab/locations/europe-west3/keyRings/attestry/cryptoKeys/commit";

  private final FakeCloudKms kms;
  private final CloudKMS client;

  CloudKmsSignerTest() throws IOException {
    this.kms = FakeCloudKms.start();
    this.client = GcsLab.clients(kms.endpoint()).kms();
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private static boolean verifies(Signer key, Bytes message, Bytes signature) throws Exception {
    return VerifierKey.of("writer", VerifierKey.Type.ECDSA, key.publicKey())
        .verifies(Crypto.jdk(), message, signature);
  }

  @Test
  void signsInTheOneFormThatAVerifierKeyTakes() throws Exception {
    CloudKmsSigner s = CloudKmsSigner.of(client, kms.create(KEY, "secp256r1"));
    for (int i = 0; i < 20; i++) {
      Bytes signature = s.sign(MESSAGE);
      assertThat(EcdsaSignature.isLowS(signature)).isTrue();
      assertThat(verifies(s, MESSAGE, signature)).isTrue();
      assertThat(verifies(s, Bytes.utf8("text"), signature)).isFalse();
    }
    NoteSigner note = NoteSigner.of("gcp-commit", s);
    assertThat(note.key().verifies(Crypto.jdk(), MESSAGE, note.line(MESSAGE).signature())).isTrue();
  }

  /**
   * A new version is a new key: what the old one signed verifies under the old one, and only so.
   */
  @Test
  void versionsOfAKeyAreKeysOfTheirOwn() throws Exception {
    CloudKmsSigner before = CloudKmsSigner.of(client, kms.create(KEY, "secp256r1"));
    Bytes signature = before.sign(MESSAGE);
    CloudKmsSigner after = CloudKmsSigner.of(client, kms.create(KEY, "secp256r1"));
    assertThat(after.publicKey()).isNotEqualTo(before.publicKey());
    assertThat(verifies(before, MESSAGE, signature)).isTrue();
    assertThat(verifies(after, MESSAGE, signature)).isFalse();
    assertThat(verifies(after, MESSAGE, after.sign(MESSAGE))).isTrue();
    assertThat(verifies(before, MESSAGE, before.sign(MESSAGE))).isTrue();
  }

  @Test
  void refusesKeysThatCannotSignACommit() throws Exception {
    String p384 = kms.create(KEY, "secp384r1");
    for (String version : new String[] {p384, KEY + "/cryptoKeyVersions/99"}) {
      assertThatIOException()
          .isThrownBy(() -> CloudKmsSigner.of(client, version))
          .withMessageContaining(version);
    }
  }

  @Test
  void aKeyThatWasSwitchedOffSignsNothing() throws Exception {
    String version = kms.create(KEY, "secp256r1");
    CloudKmsSigner s = CloudKmsSigner.of(client, version);
    kms.disable(version);
    assertThatIOException().isThrownBy(() -> s.sign(MESSAGE)).withMessageContaining("sign with");
  }

  /** What does not verify would burn a slot of the log, and the next one, and so on. */
  @Test
  void aSignatureOfSomethingElseIsNotPassedOn() throws Exception {
    String version = kms.create(KEY, "secp256r1");
    String pem =
        client
            .projects()
            .locations()
            .keyRings()
            .cryptoKeys()
            .cryptoKeyVersions()
            .getPublicKey(version)
            .execute()
            .getPem();
    String answer =
        "{\"algorithm\":\"EC_SIGN_P256_SHA256\",\"signature\":\"MAYCAQECAQE=\",\"pem\":\""
            + pem.replace("\n", "\\n")
            + "\"}";
    MockHttpTransport wrong =
        new MockHttpTransport() {
          @Override
          public MockLowLevelHttpRequest buildRequest(String method, String url) {
            return new MockLowLevelHttpRequest()
                .setResponse(
                    new MockLowLevelHttpResponse()
                        .setContentType("application/json")
                        .setContent(answer));
          }
        };
    CloudKmsSigner s =
        CloudKmsSigner.of(new GoogleClients(wrong, Optional.empty(), Map.of()).kms(), version);
    assertThatIOException()
        .isThrownBy(() -> s.sign(MESSAGE))
        .withMessageContaining("does not verify");
  }
}
