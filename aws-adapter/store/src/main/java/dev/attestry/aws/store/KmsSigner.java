package dev.attestry.aws.store;

import dev.attestry.chain.Signer;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * A P-256 key in AWS KMS, which signs there and nowhere else: one request a signature. Each one is
 * verified before it is used: what does not verify would burn a slot of the log.
 */
public final class KmsSigner implements Signer {

  private final KmsClient client;
  private final String keyId;
  private final Bytes publicKey;
  private final VerifierKey verifier;

  private KmsSigner(KmsClient client, String keyId, Bytes publicKey) throws MalformedInput {
    this.client = client;
    this.keyId = keyId;
    this.publicKey = publicKey;
    this.verifier = VerifierKey.of("kms", VerifierKey.Type.ECDSA, publicKey);
  }

  /**
   * Fetches the public key, once.
   *
   * @param keyId id or ARN; an alias may come to mean another key
   * @throws IOException if KMS does not answer, or the key is not a P-256 key that signs
   */
  public static KmsSigner of(KmsClient client, String keyId) throws IOException {
    try {
      GetPublicKeyResponse k = client.getPublicKey(b -> b.keyId(keyId));
      if (k.keySpec() != KeySpec.ECC_NIST_P256
          || !k.signingAlgorithms().contains(SigningAlgorithmSpec.ECDSA_SHA_256)) {
        throw new IOException(
            "KMS key "
                + keyId
                + " is "
                + k.keySpecAsString()
                + ", ECC_NIST_P256 to sign is needed");
      }
      return new KmsSigner(client, keyId, Bytes.of(k.publicKey().asByteArray()));
    } catch (SdkException e) {
      throw S3Faults.io("fetch the public key of KMS key " + keyId, e);
    } catch (MalformedInput e) {
      throw new IOException("KMS gave no P-256 public key for " + keyId, e);
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) throws IOException {
    SdkBytes digest = SdkBytes.fromByteBuffer(HashAlgorithm.SHA256.digest(message).readOnly());
    try {
      Bytes signature =
          EcdsaSignature.lowS(
              Bytes.of(
                  client
                      .sign(
                          b ->
                              b.keyId(keyId)
                                  .messageType(MessageType.DIGEST)
                                  .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                                  .message(digest))
                      .signature()
                      .asByteArray()));
      if (!verifier.verifies(Crypto.jdk(), message, signature)) {
        throw new IOException("KMS key " + keyId + " gave a signature that does not verify");
      }
      return signature;
    } catch (SdkException e) {
      throw S3Faults.io("sign with KMS key " + keyId, e);
    } catch (MalformedInput e) {
      throw new IOException("KMS key " + keyId + " gave no ECDSA signature", e);
    }
  }
}
