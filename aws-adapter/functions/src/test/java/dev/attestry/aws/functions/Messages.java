package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.standin.FunctionProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /** What the check of each component has found: a round of the schedule, a message for each. */
  static List<String> results(AwsTrial trial, Path unpacked) throws Exception {
    List<String> all = new ArrayList<>();
    try (FunctionProcess sweep = FunctionProcess.start(unpacked, "Sweep", trial.environment());
        FunctionProcess check = FunctionProcess.start(unpacked, "Check", trial.environment())) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      sweep.answer(Json.object().put("scheduled", now.toString()).toString());
      for (String one : TrialRequests.split(only(trial, "checks"), 1)) {
        check.answer(batch(one));
        all.add(only(trial, "results"));
      }
    }
    return all;
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
