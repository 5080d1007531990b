package dev.attestry.azure.store;

import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import dev.attestry.chain.WrappedKey;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Data keys that are made here, since Key Vault makes none; RSA-OAEP-256 wraps them for a vault.
 *
 * @param key RSA, of 2048 bits at least
 * @param random must not be predictable
 */
public record KeyVaultDataKeys(AzureClients clients, VaultKey key, RandomGenerator random)
    implements WrappedPackSeal.Maker {

  private static final int LENGTH = 32;

  @Override
  public WrappedPackSeal.DataKey make() throws IOException {
    byte[] made = new byte[LENGTH];
    random.nextBytes(made);
    try {
      byte[] wrapped =
          clients
              .keys(key.vault())
              .getCryptographyClient(key.name(), key.version())
              .wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, made)
              .getEncryptedKey();
      WrappedKey w = new WrappedKey(key.toString(), Bytes.of(wrapped));
      return new WrappedPackSeal.DataKey(Bytes.of(made), w.encode());
    } catch (RuntimeException e) {
      throw AzureFaults.io("wrap a data key with " + key, e);
    }
  }

  /**
   * For a reader that may use the vault's key.
   *
   * @param vaults which may be asked: whoever can write to the bucket could name another server,
   *     and be shown a token
   */
  public static WrappedPackKeys.Unwrapper unwrapper(
      AzureClients clients, Predicate<String> vaults) {
    return wrapped -> {
      try {
        WrappedKey w = WrappedKey.parse(wrapped);
        VaultKey k = VaultKey.of(w.key());
        if (!vaults.test(k.vault())) {
          throw new IOException("it is wrapped by " + k + ", whose vault is not asked");
        }
        return Bytes.of(
            clients
                .keys(k.vault())
                .getCryptographyClient(k.name(), k.version())
                .unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, w.ciphertext().toArray())
                .getKey());
      } catch (MalformedInput | IllegalArgumentException e) {
        throw new IOException("it is not wrapped by a vault's key", e);
      } catch (RuntimeException e) {
        throw AzureFaults.io("unwrap a data key", e);
      }
    };
  }
}
