package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.credential.AccessToken;
import dev.attestry.chain.WrappedKey;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeKeyVault;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The real client against our fake of the vault. */
final class KeyVaultDataKeysTest {

  private final FakeKeyVault vault;
  private final AzureClients clients;
  private final String address;

  KeyVaultDataKeysTest() throws IOException {
    this.vault = FakeKeyVault.start();
    this.address = vault.endpoint().toString();
    this.clients =
        AzureClients.of(
            r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
            java.net.http.HttpClient.newBuilder().sslContext(vault.clientTls()));
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private WrappedPackSeal.DataKey make(String version) throws IOException {
    VaultKey key = VaultKey.of(address + "/keys/pack/" + version);
    return new KeyVaultDataKeys(clients, key, new SecureRandom()).make();
  }

  private WrappedPackKeys.Unwrapper unwrapper() {
    return KeyVaultDataKeys.unwrapper(clients, address::equals);
  }

  @Test
  void theVaultUnwrapsWhatAnyOfItsVersionsWrapped() throws Exception {
    WrappedPackSeal.DataKey before = make(vault.createRsa("pack"));
    WrappedPackSeal.DataKey after = make(vault.createRsa("pack"));
    assertThat(before.key().length()).isEqualTo(32);
    assertThat(before.key()).isNotEqualTo(after.key());
    assertThat(unwrapper().unwrap(before.wrapped())).isEqualTo(before.key());
    assertThat(unwrapper().unwrap(after.wrapped())).isEqualTo(after.key());
  }

  /** Whoever can write to the bucket could name a server of his own, and be shown a token. */
  @Test
  void noOtherVaultIsAsked() throws Exception {
    WrappedKey w = WrappedKey.parse(make(vault.createRsa("pack")).wrapped());
    String elsewhere = w.key().replace(address, "https://vault.example");
    Bytes planted = new WrappedKey(elsewhere, w.ciphertext()).encode();
    assertThatIOException()
        .isThrownBy(() -> unwrapper().unwrap(planted))
        .withMessageContaining("not asked");
  }

  @Test
  void whatIsNoWrappedKeyIsSaidSo() {
    for (String text : new String[] {"{}", "key", ""}) {
      assertThatIOException().isThrownBy(() -> unwrapper().unwrap(Bytes.utf8(text)));
    }
  }

  @Test
  void aKeyThatIsNotThereOrCannotWrapMakesNoDataKey() throws Exception {
    String signing = vault.create("pack", "secp256r1");
    assertThatIOException().isThrownBy(() -> make(signing)).withMessageContaining("wrap");
    assertThatIOException().isThrownBy(() -> make("0123456789abcdef0123456789abcdef"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://v.vault.azure.net/keys/commit",
        "https://v.vault.azure.net/secrets/commit/0123456789abcdef0123456789abcdef",
        "http://v.vault.azure.net/keys/commit/0123456789abcdef0123456789abcdef",
        "commit"
      })
  void aKeyIsNamedByItsVersion(String identifier) {
    assertThatIllegalArgumentException().isThrownBy(() -> VaultKey.of(identifier));
  }
}
