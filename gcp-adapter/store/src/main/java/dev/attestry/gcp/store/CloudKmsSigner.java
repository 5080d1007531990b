package dev.attestry.gcp.store;

import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.cloudkms.v1.model.AsymmetricSignRequest;
import com.google.api.services.cloudkms.v1.model.Digest;
import com.google.api.services.cloudkms.v1.model.PublicKey;
import dev.attestry.chain.Signer;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.Pem;
import java.io.IOException;
import java.util.List;

/**
 * One version of a P-256 key in Cloud KMS, which signs there and nowhere else: one request a
 * signature. Each one is verified before it is used: what does not verify would burn a slot of the
 * log. A new version is a new key, which a new key document brings into the log.
 */
public final class CloudKmsSigner implements Signer {

  private static final String ALGORITHM = "EC_SIGN_P256_SHA256";

  private final CloudKMS.Projects.Locations.KeyRings.CryptoKeys.CryptoKeyVersions versions;
  private final String version;
  private final Bytes publicKey;
  private final VerifierKey verifier;

  private CloudKmsSigner(CloudKMS client, String version, Bytes publicKey) throws MalformedInput {
    this.versions = versions(client);
    this.version = version;
    this.publicKey = publicKey;
    this.verifier = VerifierKey.of("kms", VerifierKey.Type.ECDSA, publicKey);
  }

  private static CloudKMS.Projects.Locations.KeyRings.CryptoKeys.CryptoKeyVersions versions(
      CloudKMS client) {
    return client.projects().locations().keyRings().cryptoKeys().cryptoKeyVersions();
  }

  /**
   * Fetches the public key, once.
   *
   * @param version its name, {@code
   *     projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/N}
   * @throws IOException if Cloud KMS does not answer, or the key is not a P-256 key that signs
   */
  public static CloudKmsSigner of(CloudKMS client, String version) throws IOException {
    PublicKey k;
    try {
      k = versions(client).getPublicKey(version).execute();
    } catch (IOException e) {
      throw GoogleFaults.io("fetch the public key of " + version, e);
    }
    if (!ALGORITHM.equals(k.getAlgorithm())) {
      throw new IOException(version + " is " + k.getAlgorithm() + ", " + ALGORITHM + " is needed");
    }
    try {
      List<Bytes> der = Pem.blocks("public key", "PUBLIC KEY", Bytes.utf8(k.getPem()));
      if (der.size() != 1) {
        throw new MalformedInput("public key", -1, "one PUBLIC KEY block expected");
      }
      return new CloudKmsSigner(client, version, der.getFirst());
    } catch (MalformedInput e) {
      throw new IOException("Cloud KMS gave no P-256 public key for " + version, e);
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) throws IOException {
    Digest digest = new Digest().encodeSha256(HashAlgorithm.SHA256.digest(message).toArray());
    byte[] answer;
    try {
      answer =
          versions
              .asymmetricSign(version, new AsymmetricSignRequest().setDigest(digest))
              .setDisableGZipContent(true)
              .execute()
              .decodeSignature();
    } catch (IOException e) {
      throw GoogleFaults.io("sign with " + version, e);
    }
    try {
      Bytes signature = EcdsaSignature.lowS(Bytes.of(answer == null ? new byte[0] : answer));
      if (!verifier.verifies(Crypto.jdk(), message, signature)) {
        throw new IOException(version + " gave a signature that does not verify");
      }
      return signature;
    } catch (MalformedInput e) {
      throw new IOException(version + " gave no ECDSA signature", e);
    }
  }
}
