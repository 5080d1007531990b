package dev.attestry.aws.store;

/** Bucket policies for tests. */
final class PolicyText {

  private PolicyText() {}

  /** Denies deletes, and puts without condition, to all. */
  static String strict(String bucket) {
    return """
    {"Version":"2012-10-17","Statement":[
     {"Effect":"Deny","Principal":"*","Action":["s3:DeleteObject","s3:DeleteObjectVersion"],
      "Resource":"arn:aws:s3:::BUCKET/*"},
     {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:PutObject",
      "Resource":"arn:aws:s3:::BUCKET/*",
      "Condition":{"Null":{"s3:if-none-match":"true"}}}]}
    """
        .replace("BUCKET", bucket);
  }
}
