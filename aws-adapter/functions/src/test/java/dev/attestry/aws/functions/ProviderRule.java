package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * A rule of EventBridge that hands over what EC2 says of an instance. Its own source is the lab's:
 * events of {@code aws.ec2} come from AWS alone, and are refused from anybody else.
 */
final class ProviderRule {

  private static final String SOURCE = "lab";
  private static final String TYPE = "an instance has started";

  private ProviderRule() {}

  /**
   * Has the target told that a component's instance has started.
   *
   * @param target ARN of a function or a queue
   */
  static void fire(EventBridgeClient bridge, String target, int component) {
    ObjectNode pattern = Json.object();
    pattern.putArray("source").add(SOURCE);
    pattern.putArray("detail-type").add(TYPE);
    bridge.putRule(b -> b.name("provider").eventPattern(pattern.toString()));
    Target event =
        Target.builder().id("event").arn(target).input(AwsTrial.started(component)).build();
    bridge.putTargets(b -> b.rule("provider").targets(List.of(event)));
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder().source(SOURCE).detailType(TYPE).detail("{}").build();
    PutEventsResponse r = bridge.putEvents(b -> b.entries(List.of(entry)));
    assertThat(r.failedEntryCount()).isZero();
  }
}
