package dev.attestry.aws.functions;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.lab.cold.MainProgram;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.s3.S3Client;

/** The least that a commit can cost: one signature by KMS and one put, with the same clients. */
final class OnePutOneSignature {

  private OnePutOneSignature() {}

  /**
   * @param args endpoint, bucket, key
   */
  public static void main(String[] args) throws IOException {
    AwsClients clients =
        new AwsClients(
            Region.US_EAST_1,
            EnvironmentVariableCredentialsProvider.create(),
            Optional.of(URI.create(args[0])));
    try (KmsClient kms = clients.kms();
        S3Client s3 = clients.s3()) {
      SdkBytes signature =
          kms.sign(
                  b ->
                      b.keyId(args[2])
                          .message(SdkBytes.fromByteArray(new byte[32]))
                          .messageType(MessageType.DIGEST)
                          .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
              .signature();
      s3.putObject(
          b -> b.bucket(args[1]).key("bare/" + UUID.randomUUID()).ifNoneMatch("*"),
          RequestBody.fromBytes(signature.asByteArray()));
    }
    System.out.println(MainProgram.DONE);
    while (System.in.read() >= 0) {
      // Until whoever measures lets it end.
    }
  }
}
