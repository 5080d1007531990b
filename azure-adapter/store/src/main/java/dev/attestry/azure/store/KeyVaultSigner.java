package dev.attestry.azure.store;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import dev.attestry.chain.Signer;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;

/**
 * One version of a P-256 key in Azure Key Vault, which signs there and nowhere else: one request a
 * signature. Each one is verified before it is used: what does not verify would burn a slot of the
 * log. A new version is a new key, which a new key document brings into the log.
 */
public final class KeyVaultSigner implements Signer {

  /** Bytes of r and of s. */
  private static final int WIDTH = 32;

  private final CryptographyClient client;
  private final String what;
  private final Bytes publicKey;
  private final VerifierKey verifier;

  private KeyVaultSigner(CryptographyClient client, String what, Bytes publicKey)
      throws MalformedInput {
    this.client = client;
    this.what = what;
    this.publicKey = publicKey;
    this.verifier = VerifierKey.of("vault", VerifierKey.Type.ECDSA, publicKey);
  }

  /**
   * Fetches the public key, once.
   *
   * @param version of the key; a name alone comes to mean another key when the vault rotates it
   * @throws IOException if the vault does not answer, or the key is not a P-256 key that signs
   */
  public static KeyVaultSigner of(KeyClient vault, String name, String version) throws IOException {
    if (version.isEmpty()) {
      throw new IllegalArgumentException("a key's version is needed");
    }
    String what = "version " + version + " of the vault's key " + name;
    try {
      JsonWebKey k = vault.getKey(name, version).getKey();
      if (!KeyCurveName.P_256.equals(k.getCurveName())
          || !k.getKeyOps().contains(KeyOperation.SIGN)) {
        throw new IOException(
            what + " is " + k.getKeyType() + " " + k.getCurveName() + ", P-256 to sign is needed");
      }
      return new KeyVaultSigner(
          vault.getCryptographyClient(name, version),
          what,
          Bytes.of(k.toEc().getPublic().getEncoded()));
    } catch (MalformedInput e) {
      throw new IOException("the vault gave no P-256 public key for " + what, e);
    } catch (RuntimeException e) {
      throw AzureFaults.io("fetch the public key of " + what, e);
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) throws IOException {
    byte[] digest = HashAlgorithm.SHA256.digest(message).toArray();
    try {
      Bytes raw = Bytes.of(client.sign(SignatureAlgorithm.ES256, digest).getSignature());
      Bytes signature = EcdsaSignature.lowS(EcdsaSignature.derOfRaw(raw, WIDTH));
      if (!verifier.verifies(Crypto.jdk(), message, signature)) {
        throw new IOException(what + " gave a signature that does not verify");
      }
      return signature;
    } catch (MalformedInput e) {
      throw new IOException(what + " gave no ECDSA signature", e);
    } catch (RuntimeException e) {
      throw AzureFaults.io("sign with " + what, e);
    }
  }
}
