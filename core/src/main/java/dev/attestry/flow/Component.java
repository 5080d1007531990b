package dev.attestry.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing on the path of data: a VM, an enclave, a bucket, a queue, a third-party service.
 *
 * @param name logical; never the name of a host or a person
 * @param kind what it is, for people: {@code vm}, {@code bucket}
 * @param componentClass picks the section of the policy
 * @param cloud {@code aws}, {@code azure}, {@code gcp} or {@code other}
 * @param scheme name of the scheme of its evidence; the map decides, never the attester
 * @param selector what resolves it to instances: {@code id}, {@code tag}, {@code group}; {@code
 *     url} where an agent in the guest answers
 * @param stated what we say of its evidence and it cannot: {@code expected_issuer}
 * @param upstream the components that feed it
 * @param every how often it is checked
 */
public record Component(
    String name,
    String kind,
    String componentClass,
    String cloud,
    Optional<String> scheme,
    Map<String, String> selector,
    Map<String, String> stated,
    List<String> upstream,
    Duration every) {

  public Component {
    selector = Map.copyOf(selector);
    stated = Map.copyOf(stated);
    upstream = List.copyOf(upstream);
  }
}
