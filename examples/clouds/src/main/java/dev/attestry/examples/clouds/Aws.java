package dev.attestry.examples.clouds;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.LambdaPackage;
import dev.attestry.lab.standin.SharedS3;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS: MiniStack's Lambda, SQS and KMS. */
final class Aws implements Deployment {

  private static final String ROLE = "arn:aws:iam::" + Machines.ACCOUNT + ":role/attestry";
  private static final List<String> FUNCTIONS = List.of("Sweep", "Event", "Check", "Append");
  private static final String PACKAGES = "packages";
  private static final String ZIP = "attestry-aws-functions.zip";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TIMEOUT_SECONDS = 60;
  private static final int MEMORY_MB = 1024;

  private final SharedS3 s3;
  private final Packages packages;
  private final AwsClients clients;
  private final LambdaClient lambda;
  private final String commitKey;
  private final String packKey;
  private final Signer signer;

  private Aws(SharedS3 s3, Packages packages, Stage stage) throws IOException {
    this.s3 = s3;
    this.packages = packages;
    this.clients =
        new AwsClients(
            Region.US_EAST_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
            Optional.of(s3.endpoint()));
    // A call that is given up and made again would be a second delivery.
    this.lambda =
        stage.on(
            clients
                .with(LambdaClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .overrideConfiguration(c -> c.apiCallTimeout(PATIENCE))
                .build());
    try (KmsClient kms = clients.kms()) {
      this.commitKey =
          kms.createKey(b -> b.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
              .keyMetadata()
              .keyId();
      this.packKey = kms.createKey(b -> b.keySpec(KeySpec.SYMMETRIC_DEFAULT)).keyMetadata().keyId();
    }
    this.signer = KmsSigner.of(stage.on(clients.kms()), commitKey);
  }

  static Aws start(SharedS3 s3, Packages packages, Stage stage) throws IOException {
    return new Aws(s3, packages, stage);
  }

  /** Clients of what stands in for AWS. */
  AwsClients clients() {
    return clients;
  }

  @Override
  public String cloud() {
    return "aws";
  }

  @Override
  public String runtime() {
    return "MiniStack's Lambda, by AWS's runtime client; SQS, KMS";
  }

  @Override
  public Signer commitKey() {
    return signer;
  }

  @Override
  public void deploy(Map<String, String> settings) throws IOException {
    settings.put("ATTESTRY_BUCKET", SharedS3.BUCKET);
    settings.put("ATTESTRY_COMMIT_KEY", commitKey);
    settings.put("ATTESTRY_PACK_KEY", packKey);
    settings.put("ATTESTRY_OWN_IDENTITIES", ROLE);
    settings.put("AWS_ACCESS_KEY_ID", "test");
    settings.put("AWS_SECRET_ACCESS_KEY", "test");
    settings.put("AWS_REGION", clients.region().id());
    settings.put("AWS_ENDPOINT_URL", s3.endpoint().toString());
    try (SqsClient sqs = clients.with(SqsClient.builder()).build()) {
      settings.put("ATTESTRY_CHECK_QUEUE", sqs.createQueue(b -> b.queueName("checks")).queueUrl());
      settings.put(
          "ATTESTRY_APPEND_QUEUE", sqs.createQueue(b -> b.queueName("results")).queueUrl());
    }
    upload();
    for (String name : FUNCTIONS) {
      lambda.createFunction(
          b ->
              b.functionName(name)
                  .runtime(Runtime.PROVIDED_AL2023)
                  .role(ROLE)
                  .handler("dev.attestry.aws.functions." + name + "Handler::handleRequest")
                  .timeout(TIMEOUT_SECONDS)
                  .memorySize(MEMORY_MB)
                  .environment(e -> e.variables(settings))
                  .code(c -> c.s3Bucket(PACKAGES).s3Key(ZIP)));
    }
    start("Check", "checks", 1);
    start("Append", "results", 10);
  }

  private void upload() throws IOException {
    byte[] zip = LambdaPackage.withBootstrap(packages.awsZip(), packages.awsRuntime());
    try (S3Client client = clients.s3()) {
      client.createBucket(b -> b.bucket(PACKAGES));
      client.putObject(b -> b.bucket(PACKAGES).key(ZIP), RequestBody.fromBytes(zip));
    }
  }

  /** Has a queue start a function. */
  private void start(String function, String queue, int batch) {
    lambda.createEventSourceMapping(
        b ->
            b.functionName(function)
                .eventSourceArn("arn:aws:sqs:us-east-1:" + Machines.ACCOUNT + ":" + queue)
                .batchSize(batch)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
  }

  @Override
  public void sweep() throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    invoke("Sweep", Json.object().put("scheduled", now.toString()).toString());
  }

  @Override
  public void started(String component) throws IOException {
    invoke("Event", ProviderEvents.aws(component).toString());
  }

  private void invoke(String function, String event) throws IOException {
    InvokeResponse r =
        lambda.invoke(b -> b.functionName(function).payload(SdkBytes.fromUtf8String(event)));
    if (r.functionError() != null) {
      throw new IOException("AWS " + function + ": " + r.payload().asUtf8String());
    }
  }
}
