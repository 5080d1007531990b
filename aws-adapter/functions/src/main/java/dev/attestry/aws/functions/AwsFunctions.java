package dev.attestry.aws.functions;

import dev.attestry.aws.evidence.AwsSources;
import dev.attestry.aws.evidence.Ec2Instances;
import dev.attestry.aws.evidence.Ec2Posture;
import dev.attestry.aws.evidence.SsmRoute;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsDataKeys;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.Cloud;
import dev.attestry.function.FunctionEnvironment;
import dev.attestry.function.Functions;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.route.HttpsRoute;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.EvidenceSource;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What the functions use in AWS.
 *
 * @param ssmDocument name of the command document that runs the guest script
 */
record AwsFunctions(AwsClients clients, String ssmDocument) implements Cloud {

  /** As {@code docs/guest.md} has it made. */
  private static final String SSM_DOCUMENT = "Attestry-Evidence";

  static Functions ofEnvironment() throws IOException {
    FunctionEnvironment e = FunctionEnvironment.ofProcess();
    AwsClients clients =
        new AwsClients(
            Region.of(e.required("AWS_REGION")),
            credentials(e),
            e.optional("AWS_ENDPOINT_URL").map(URI::create));
    String document = e.optional("ATTESTRY_SSM_DOCUMENT").orElse(SSM_DOCUMENT);
    return SnapStart.awaits(Functions.of(e, new AwsFunctions(clients, document)));
  }

  /** Where Lambda puts them: in the environment, or, under SnapStart, at an endpoint. */
  private static AwsCredentialsProvider credentials(FunctionEnvironment e) {
    return e.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public WebIdentity self() {
    return new RoleIdentity(clients.with(StsClient.builder()).build());
  }

  @Override
  public Bucket bucket(String name, Retention retention) throws IOException {
    return S3Bucket.open(S3Location.parse(clients.s3(), name), retention);
  }

  @Override
  public Signer commitKey(String name) throws IOException {
    return KmsSigner.of(clients.kms(), name);
  }

  @Override
  public PackSeal packKey(String name, ObjectWriter objects, SecureRandom random) {
    return new WrappedPackSeal(new KmsDataKeys(clients.kms(), name), objects, random);
  }

  @Override
  public Outbox queue(String name) {
    return new SqsOutbox(clients.with(SqsClient.builder()).build(), name);
  }

  @Override
  public Notifier topic(String name, NotificationFormat format) {
    return new SnsNotifier(clients.with(SnsClient.builder()).build(), name, format);
  }

  @Override
  public EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random) {
    SsmClient ssm = clients.with(SsmClient.builder()).build();
    return new SelectedSource(
        new Ec2Instances(clients, timeout, random),
        byUrl::asks,
        new AwsSources(
            byUrl,
            new SsmRoute(ssm, ssmDocument, timeout, random),
            new Ec2Posture(clients, timeout, random, InstantSource.system())));
  }
}
