package dev.attestry.aws.store;

import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Encrypts packs under a data key that KMS makes and only the KMS key of the shard unwraps: one
 * request an instance. The wrapped key lies in the bucket at {@code ev/<its SHA-256>}; packs name
 * it {@code kms:<that SHA-256>}. Without the KMS key what packs hold is gone, and the verdicts
 * stay.
 */
public final class KmsPackSeal implements PackSeal {

  /** What begins the key ids of packs. */
  static final String KEY_ID = "kms:";

  private static final int NONCE_LENGTH = 12;

  private final KmsClient client;
  private final String kmsKey;
  private final ObjectWriter objects;
  private final RandomGenerator random;
  private Optional<DataKey> dataKey = Optional.empty();

  private record DataKey(String id, Bytes key) {}

  private KmsPackSeal(
      KmsClient client, String kmsKey, ObjectWriter objects, RandomGenerator random) {
    this.client = client;
    this.kmsKey = kmsKey;
    this.objects = objects;
    this.random = random;
  }

  /**
   * Asks KMS at the first pack only.
   *
   * @param kmsKey id or ARN of a symmetric key
   * @param objects where the wrapped key goes
   * @param random must not be predictable
   */
  public static KmsPackSeal of(
      KmsClient client, String kmsKey, ObjectWriter objects, RandomGenerator random) {
    return new KmsPackSeal(client, kmsKey, objects, random);
  }

  @Override
  public synchronized Bytes seal(Pack pack) throws IOException {
    DataKey k = dataKey.isPresent() ? dataKey.get() : generate();
    dataKey = Optional.of(k);
    return pack.encodeSealed(k.id(), k.key(), random(NONCE_LENGTH));
  }

  private DataKey generate() throws IOException {
    try {
      GenerateDataKeyResponse r =
          client.generateDataKey(b -> b.keyId(kmsKey).keySpec(DataKeySpec.AES_256));
      Bytes wrapped = Bytes.of(r.ciphertextBlob().asByteArray());
      Bytes hash = HashAlgorithm.SHA256.digest(wrapped);
      objects.store(objects.layout().evidence(hash), wrapped, random(4).hex());
      return new DataKey(KEY_ID + hash.hex(), Bytes.of(r.plaintext().asByteArray()));
    } catch (SdkException e) {
      throw S3Faults.io("make a data key with KMS key " + kmsKey, e);
    }
  }

  /** The key of a wrapped one, for a reader that may use the KMS key. */
  static Bytes unwrap(KmsClient client, Bytes wrapped) throws IOException {
    try {
      return Bytes.of(
          client
              .decrypt(b -> b.ciphertextBlob(SdkBytes.fromByteArray(wrapped.toArray())))
              .plaintext()
              .asByteArray());
    } catch (SdkException e) {
      throw S3Faults.io("unwrap a data key", e);
    }
  }

  private Bytes random(int length) {
    byte[] b = new byte[length];
    random.nextBytes(b);
    return Bytes.of(b);
  }
}
