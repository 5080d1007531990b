package dev.attestry.aws.store;

import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Data keys that KMS makes and only the KMS key of the shard unwraps.
 *
 * @param kmsKey id or ARN of a symmetric key; a wrapped key says itself whose it is
 */
public record KmsDataKeys(KmsClient client, String kmsKey) implements WrappedPackSeal.Maker {

  @Override
  public WrappedPackSeal.DataKey make() throws IOException {
    try {
      GenerateDataKeyResponse r =
          client.generateDataKey(b -> b.keyId(kmsKey).keySpec(DataKeySpec.AES_256));
      return new WrappedPackSeal.DataKey(
          Bytes.of(r.plaintext().asByteArray()), Bytes.of(r.ciphertextBlob().asByteArray()));
    } catch (SdkException e) {
      throw S3Faults.io("make a data key with KMS key " + kmsKey, e);
    }
  }

  /** For a reader that may use the KMS key. */
  static WrappedPackKeys.Unwrapper unwrapper(KmsClient client) {
    return wrapped -> {
      try {
        return Bytes.of(
            client
                .decrypt(b -> b.ciphertextBlob(SdkBytes.fromByteArray(wrapped.toArray())))
                .plaintext()
                .asByteArray());
      } catch (SdkException e) {
        throw S3Faults.io("unwrap a data key", e);
      }
    };
  }
}
