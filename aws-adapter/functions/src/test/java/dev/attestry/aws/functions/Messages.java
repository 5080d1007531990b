package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages of queues, as Lambda takes them out and hands them over. */
final class Messages {

  private Messages() {}

  /** The only message that a queue holds, taken out. */
  static String only(AwsTrial trial, String queue) {
    List<String> all = all(trial, queue);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** All messages that a queue holds, taken out. */
  static List<String> all(AwsTrial trial, String queue) {
    String url = trial.queues().get(queue);
    List<String> all = new ArrayList<>();
    try (SqsClient sqs = trial.client(SqsClient.builder())) {
      int wait = 5;
      while (true) {
        int seconds = wait;
        List<Message> some =
            sqs.receiveMessage(
                    b -> b.queueUrl(url).waitTimeSeconds(seconds).maxNumberOfMessages(10))
                .messages();
        if (some.isEmpty()) {
          return all;
        }
        for (Message m : some) {
          sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(m.receiptHandle()));
          all.add(m.body());
        }
        wait = 0;
      }
    }
  }

  /** The event that a queue's messages are handed over in. */
  static String batch(String... messages) {
    ObjectNode event = Json.object();
    for (int i = 0; i < messages.length; i++) {
      event.withArray("Records").addObject().put("messageId", "m" + i).put("body", messages[i]);
    }
    return event.toString();
  }
}
