package dev.attestry.lab.cold;

/**
 * What clouds bill of a request, by its line and headers. Empty: nothing. The names are those of
 * the price list, {@code bench/prices.json}, or longer.
 */
public final class Billed {

  private Billed() {}

  /** S3, KMS and SQS, which one endpoint of a stand-in has. */
  public static String aws(String head) {
    return RequestCount.header(head, "x-amz-target").map(Billed::called).orElseGet(() -> s3(head));
  }

  private static String called(String target) {
    String operation = target.substring(target.indexOf('.') + 1);
    return (target.startsWith("Trent") ? "KMS " : "SQS ") + operation;
  }

  private static String s3(String head) {
    String line = line(head);
    String query = line.contains("?") ? line.substring(line.indexOf('?')) : "";
    if (line.startsWith("PUT ") || line.startsWith("POST ")) {
      return "S3 put";
    }
    return query.contains("list-type") || query.contains("versions") ? "S3 list" : "S3 get";
  }

  /** Azure's blobs; of what is asked without a token first, the second time counts. */
  public static String azureBlobs(String head) {
    String line = line(head);
    if (RequestCount.header(head, "Authorization").isEmpty()) {
      return "";
    }
    if (line.startsWith("PUT ")) {
      return "Blob write";
    }
    return line.contains("comp=list") ? "Blob list" : "Blob read";
  }

  /** Azure's queues: what functions send. What the host asks of them depends on the time. */
  public static String azureQueues(String head) {
    return line(head).startsWith("POST ") ? "Queue send" : "";
  }

  /** Azure's vault, where keys on curves are dearer. */
  public static String azureVault(String head) {
    if (RequestCount.header(head, "Authorization").isEmpty()) {
      return "";
    }
    String line = line(head);
    return line.contains("/sign?")
        ? "Key Vault EC sign"
        : line.startsWith("POST ") ? "Key Vault RSA wrap" : "Key Vault get key";
  }

  /** Google's buckets: inserts and lists are of the dearer class. */
  public static String googleStorage(String head) {
    String line = line(head);
    if (!line.startsWith("GET ")) {
      return "Storage insert";
    }
    return line.contains("/o?") ? "Storage list" : "Storage get";
  }

  /** Google's keys. */
  public static String googleKms(String head) {
    String line = line(head);
    return line.contains(":asymmetricSign")
        ? "KMS sign"
        : line.contains("/publicKey") ? "KMS get public key" : "KMS encrypt";
  }

  private static String line(String head) {
    return head.lines().findFirst().orElse("");
  }
}
