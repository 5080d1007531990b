package dev.attestry.aws.evidence;

import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;

/** What the refusals of Systems Manager mean, once the SDK has retried what it retries. */
final class SsmFailures {

  private SsmFailures() {}

  static NoAnswer of(SdkException e) {
    return switch (e) {
      // No such instance, none of ours, or its agent is not running yet.
      case InvalidInstanceIdException i ->
          new NoAnswer(
              Collected.Reason.UNREACHABLE, "Systems Manager reaches no such instance at present");
      case InvalidDocumentException d ->
          new NoAnswer(Collected.Reason.REFUSED, "the command document is not there");
      case ApiCallTimeoutException t -> slow();
      case ApiCallAttemptTimeoutException t -> slow();
      case AwsServiceException s when s.isThrottlingException() ->
          new NoAnswer(Collected.Reason.UNREACHABLE, "Systems Manager is throttling us");
      case AwsServiceException s when s.statusCode() >= 500 ->
          new NoAnswer(Collected.Reason.UNREACHABLE, "Systems Manager answered " + s.statusCode());
      case AwsServiceException s ->
          new NoAnswer(Collected.Reason.REFUSED, "Systems Manager refused: " + code(s));
      default -> new NoAnswer(Collected.Reason.UNREACHABLE, "Systems Manager did not answer");
    };
  }

  private static NoAnswer slow() {
    return new NoAnswer(
        Collected.Reason.TIMED_OUT, "Systems Manager did not answer within the time limit");
  }

  /** The name of AWS's error; its text can quote what was sent. */
  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? "unknown" : e.awsErrorDetails().errorCode();
  }
}
