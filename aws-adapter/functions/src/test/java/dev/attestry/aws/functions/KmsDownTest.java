package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.function.FunctionEnvironment;
import dev.attestry.function.Functions;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.StandIn;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The key service is away when a function needs it: nothing is half done, and all comes again. */
final class KmsDownTest {

  private static final String DONE = "{\"batchItemFailures\":[]}";
  private static final String AGAIN = "{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}";

  private final Path target = Path.of("target").toAbsolutePath();

  @ParameterizedTest
  @EnumSource(FaultyKms.Fault.class)
  void whatKmsDoesNotSealOrSignIsNeitherSentNorWrittenAndComesAgain(FaultyKms.Fault fault)
      throws Exception {
    assumeTrue(
        AwsStandIn.MINISTACK.missing().isEmpty(), () -> AwsStandIn.MINISTACK.missing().get());
    Path work =
        Files.createDirectories(
            target.resolve("kms-" + fault + "-" + ProcessHandle.current().pid()));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom());
        FaultyKms kms = new FaultyKms(clients(aws.endpoint()))) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, 1);
      Functions functions = functions(trial, kms);
      functions.sweep().run(Instant.now().truncatedTo(ChronoUnit.SECONDS));
      String request = Messages.only(trial, "checks");
      String result = checked(trial, functions, kms, fault, request);
      appended(trial, functions, kms, fault, result);
    }
  }

  private static AwsClients clients(URI endpoint) {
    return new AwsClients(
        Region.US_EAST_1,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(endpoint));
  }

  private static Functions functions(AwsTrial trial, FaultyKms kms) throws Exception {
    return Functions.of(
        new FunctionEnvironment(trial.environment()),
        new CloudWithoutKms(
            new AwsFunctions(clients(trial.endpoint()), "Attestry-Evidence"), kms.client()));
  }

  /** Without a data key evidence would be kept in the clear, or a result rest on none. */
  private static String checked(
      AwsTrial trial, Functions functions, FaultyKms kms, FaultyKms.Fault fault, String request)
      throws Exception {
    CheckHandler check = new CheckHandler(functions.check());
    kms.fails("GenerateDataKey", fault);
    assertThat(answer(check, request)).isEqualTo(AGAIN);
    assertThat(Messages.all(trial, "results")).isEmpty();
    kms.heals();
    assertThat(answer(check, request)).isEqualTo(DONE);
    return Messages.only(trial, "results");
  }

  private static void appended(
      AwsTrial trial, Functions functions, FaultyKms kms, FaultyKms.Fault fault, String result)
      throws Exception {
    AppendHandler append = new AppendHandler(functions.append());
    kms.fails("Sign", fault);
    assertThatIOException()
        .isThrownBy(() -> answer(append, result))
        .withMessageContaining("sign with KMS key");
    assertThat(trial.entries(Kind.RESULT)).isEmpty();
    kms.heals();
    assertThat(answer(append, result)).isEqualTo(DONE);
    assertThat(trial.entries(Kind.RESULT)).hasSize(1);
  }

  private static String answer(Handler handler, String message) throws Exception {
    Bytes event = Bytes.utf8(Messages.batch(message));
    return Json.readObject("answer", handler.handle(event)).toString();
  }
}
