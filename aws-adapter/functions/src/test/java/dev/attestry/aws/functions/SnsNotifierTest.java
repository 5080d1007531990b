package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.NotTaken;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.StandIn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class SnsNotifierTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void whoSubscribesGetsEachNotification(AwsStandIn kind) throws Exception {
    assumeTrue(kind.missing().isEmpty(), () -> kind.missing().get());
    try (StandIn aws = kind.start(folder)) {
      AwsClients clients =
          new AwsClients(
              Region.US_EAST_1,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
              Optional.of(aws.endpoint()));
      try (SnsClient sns = clients.with(SnsClient.builder()).build();
          SqsClient sqs = clients.with(SqsClient.builder()).build()) {
        String topic = sns.createTopic(b -> b.name("told")).topicArn();
        String queue = subscribed(sns, sqs, topic);
        new SnsNotifier(sns, topic, NotificationFormat.CLOUDEVENTS).tell(some(25));
        assertThat(ids(sqs, queue, 25)).hasSize(25);
        new SnsNotifier(sns, topic, NotificationFormat.OCSF).tell(some(1));
        assertThat(receive(sqs, queue).get(0).body()).contains("\"class_uid\":2003");
        SnsNotifier nowhere =
            new SnsNotifier(sns, topic + "-not-there", NotificationFormat.CLOUDEVENTS);
        // All that was not taken is left to be told again.
        assertThatThrownBy(() -> nowhere.tell(some(25)))
            .hasMessageContaining("told-not-there")
            .asInstanceOf(type(NotTaken.class))
            .extracting(NotTaken::left)
            .isEqualTo(some(25));
      }
    }
  }

  private static String subscribed(SnsClient sns, SqsClient sqs, String topic) {
    String queue = sqs.createQueue(b -> b.queueName("told")).queueUrl();
    String arn =
        sqs.getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sns.subscribe(
        b ->
            b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn)
                .attributes(Map.of("RawMessageDelivery", "true")));
    return queue;
  }

  private static List<Notification> some(int count) {
    List<Notification> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          new Notification(
              "log.example",
              "gap:" + i,
              Notification.Type.GAP,
              "aws/c" + i,
              Optional.of("aws"),
              Instant.parse("2026-11-28T12:00:00Z"),
              "A planned check has no answer.",
              List.of("unreachable"),
              Optional.of(1L),
              Optional.of((long) i)));
    }
    return all;
  }

  private static Set<String> ids(SqsClient sqs, String queue, int count) throws Exception {
    Set<String> ids = new HashSet<>();
    List<Message> some;
    do {
      some = receive(sqs, queue);
      for (Message m : some) {
        ids.add(Json.readObject("event", Bytes.utf8(m.body())).path("id").asText());
      }
    } while (ids.size() < count && !some.isEmpty());
    return ids;
  }

  private static List<Message> receive(SqsClient sqs, String queue) {
    List<Message> some =
        sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(5))
            .messages();
    some.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(queue).receiptHandle(m.receiptHandle())));
    return some;
  }
}
