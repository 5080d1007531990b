package dev.attestry.aws.functions;

import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.BatchNotifier;
import dev.attestry.function.NotTaken;
import dev.attestry.function.Notifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** A topic of SNS, ten notifications a request. */
record SnsNotifier(SnsClient client, String topicArn, NotificationFormat format)
    implements Notifier {

  private static final int AT_ONCE = 10;

  @Override
  public void tell(List<Notification> notifications) throws IOException {
    new BatchNotifier(AT_ONCE, this::publish).tell(notifications);
  }

  private void publish(List<Notification> some) throws IOException {
    List<PublishBatchRequestEntry> entries = new ArrayList<>();
    for (Notification n : some) {
      entries.add(
          PublishBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .message(format.write(n).utf8())
              .build());
    }
    try {
      PublishBatchResponse r =
          client.publishBatch(b -> b.topicArn(topicArn).publishBatchRequestEntries(entries));
      List<BatchResultErrorEntry> failed = r.failed();
      if (!failed.isEmpty()) {
        throw new NotTaken(
            failed.stream().map(f -> some.get(Integer.parseInt(f.id()))).toList(),
            "the topic %s did not take %d notifications: %s"
                .formatted(topicArn, failed.size(), failed.get(0).code()));
      }
    } catch (SdkException e) {
      throw new IOException("the topic " + topicArn + " did not take notifications", e);
    }
  }
}
