package dev.attestry.aws.evidence;

import dev.attestry.route.GuestScript;
import dev.attestry.sweep.Collected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/** Runs the guest script on one instance, within one time limit for all parts. */
final class SsmCommand implements GuestScript.Runner {

  /** How long a command may wait for the instance: the least that AWS takes. */
  private static final int DELIVERY_SECONDS = 30;

  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 2000;

  private final SsmClient client;
  private final String document;
  private final String instance;
  private final long deadline;
  private final RandomGenerator random;

  SsmCommand(
      SsmClient client,
      String document,
      String instance,
      Duration timeout,
      RandomGenerator random) {
    this.client = client;
    this.document = document;
    this.instance = instance;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.random = random;
  }

  @Override
  public String run(String format, String nonce, int part)
      throws GuestScript.NoAnswer, InterruptedException {
    try {
      return output(
          send(
              Map.of(
                  "format", List.of(format),
                  "nonce", List.of(nonce),
                  "part", List.of(Integer.toString(part)))));
    } catch (AbortedException e) {
      throw new InterruptedException("given up while Systems Manager was asked");
    } catch (SdkException e) {
      throw SsmFailures.of(e);
    }
  }

  private String send(Map<String, List<String>> parameters) throws GuestScript.NoAnswer {
    AwsRequestOverrideConfiguration limit = limit();
    return client
        .sendCommand(
            b ->
                b.documentName(document)
                    .instanceIds(instance)
                    .parameters(parameters)
                    .timeoutSeconds(DELIVERY_SECONDS)
                    .overrideConfiguration(limit))
        .command()
        .commandId();
  }

  /** Polls with growing waits until the command has ended. */
  private String output(String command) throws GuestScript.NoAnswer, InterruptedException {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      Thread.sleep(wait / 2 + random.nextLong(wait / 2 + 1));
      Optional<GetCommandInvocationResponse> invocation = invocation(command);
      Optional<String> printed =
          invocation.isPresent() ? printed(invocation.get()) : Optional.empty();
      if (printed.isPresent()) {
        return printed.get();
      }
      wait = Math.min(wait * 3 / 2, LONGEST_WAIT_MILLIS);
    }
  }

  /** Empty while Systems Manager does not know it yet: what was sent shows a little later. */
  private Optional<GetCommandInvocationResponse> invocation(String command)
      throws GuestScript.NoAnswer {
    AwsRequestOverrideConfiguration limit = limit();
    try {
      return Optional.of(
          client.getCommandInvocation(
              b -> b.commandId(command).instanceId(instance).overrideConfiguration(limit)));
    } catch (InvocationDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /** What it printed; empty while it runs. */
  private static Optional<String> printed(GetCommandInvocationResponse r)
      throws GuestScript.NoAnswer {
    return switch (r.status()) {
      case PENDING, IN_PROGRESS, DELAYED -> Optional.empty();
      case SUCCESS -> Optional.of(r.standardOutputContent());
      case FAILED -> throw GuestScript.NoAnswer.exit(r.responseCode());
      case TIMED_OUT ->
          throw new GuestScript.NoAnswer(
              Collected.Reason.TIMED_OUT, "the command did not reach its end on the instance");
      default ->
          throw new GuestScript.NoAnswer(
              Collected.Reason.UNREACHABLE, "the command was given up on the instance");
    };
  }

  /** No call goes on for longer than what is left. */
  private AwsRequestOverrideConfiguration limit() throws GuestScript.NoAnswer {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new GuestScript.NoAnswer(
          Collected.Reason.TIMED_OUT, "the command did not end within the time limit");
    }
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofNanos(left)).build();
  }
}
