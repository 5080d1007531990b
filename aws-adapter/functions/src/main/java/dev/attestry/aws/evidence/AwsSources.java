package dev.attestry.aws.evidence;

import dev.attestry.evidence.Challenge;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;

/**
 * The way to each component that its selector asks for: where it names a {@code url}, the agent
 * that answers there; else Systems Manager.
 */
public record AwsSources(EvidenceSource byUrl, EvidenceSource byInstance)
    implements EvidenceSource {

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    return (target.url().isPresent() ? byUrl : byInstance).collect(target, challenge);
  }
}
