package dev.attestry.aws.store;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What the SDK throws, in our words. */
final class S3Faults {

  private S3Faults() {}

  static IOException io(String what, SdkException e) {
    return new IOException("could not " + what + ": " + say(e), e);
  }

  static String say(SdkException e) {
    return e instanceof AwsServiceException a && a.awsErrorDetails() != null
        ? a.statusCode() + " " + code(e) + ", " + a.awsErrorDetails().errorMessage()
        : e.getClass().getSimpleName() + ", " + e.getMessage();
  }

  /** The service's word for it; empty where no service answered. */
  static String code(SdkException e) {
    return e instanceof AwsServiceException a
            && a.awsErrorDetails() != null
            && a.awsErrorDetails().errorCode() != null
        ? a.awsErrorDetails().errorCode()
        : "";
  }

  /** Whether a 404 says that the newest version of the key is a delete marker. */
  static boolean marked(NoSuchKeyException e) {
    return e.awsErrorDetails() != null
        && e.awsErrorDetails().sdkHttpResponse() != null
        && e.awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader("x-amz-delete-marker")
            .filter("true"::equalsIgnoreCase)
            .isPresent();
  }
}
