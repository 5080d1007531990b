package dev.attestry.azure.host;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import java.time.Duration;
import java.util.Optional;

/**
 * The queues of an identity-based connection: a trigger names a prefix, the setting {@code
 * <prefix>__queueServiceUri} says where, and the app's identity opens them.
 */
final class Queues {

  private final AppSettings settings;
  private final TokenCredential identity = new ManagedIdentityCredentialBuilder().build();

  Queues(AppSettings settings) {
    this.settings = settings;
  }

  String name(FunctionJson f) {
    return settings.resolve(f.setting("queueName"));
  }

  /** How late each message is delivered a second time, where tests want that. */
  Optional<Duration> again(FunctionJson f) {
    return f.setting("queueName").endsWith("-poison")
        ? Optional.empty()
        : Optional.ofNullable(settings.all().get("FAKE_HOST_AGAIN_AFTER")).map(Duration::parse);
  }

  QueueClient client(FunctionJson f, String name) {
    return new QueueClientBuilder()
        .endpoint(settings.required(f.setting("connection") + "__queueServiceUri"))
        .queueName(name)
        .messageEncoding(QueueMessageEncoding.BASE64)
        .credential(identity)
        .buildClient();
  }
}
