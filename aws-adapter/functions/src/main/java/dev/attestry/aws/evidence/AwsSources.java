package dev.attestry.aws.evidence;

import dev.attestry.evidence.Challenge;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;

/**
 * The way to each component that its selector and its evidence ask for: posture by EC2's API,
 * whatever a guest would say; else, where it names a {@code url}, the agent that answers there;
 * else Systems Manager.
 */
public record AwsSources(HttpsRoute byUrl, EvidenceSource byInstance, EvidenceSource posture)
    implements EvidenceSource {

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    return way(target).collect(target, challenge);
  }

  private EvidenceSource way(Target target) {
    if (byUrl.asks(target)) {
      return byUrl;
    }
    return target.scheme().name().equals("posture") ? posture : byInstance;
  }
}
