package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.function.Outbox;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue of SQS. */
record SqsOutbox(SqsClient client, String queueUrl) implements Outbox {

  /** SQS takes 1 MiB, attributes included; ours have none. */
  private static final int MAX_LENGTH = 1 << 20;

  @Override
  public int maxLength() {
    return MAX_LENGTH;
  }

  @Override
  public void send(Bytes message) throws IOException {
    try {
      client.sendMessage(b -> b.queueUrl(queueUrl).messageBody(message.utf8()));
    } catch (SdkException e) {
      throw new IOException("the queue " + queueUrl + " did not take a message", e);
    }
  }
}
