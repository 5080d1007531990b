package dev.attestry.events;

import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import java.util.List;
import java.util.Optional;

/** Decides what an event means for the components of one cloud. */
public final class Router {

  private final String cloud;
  private final OwnIdentities own;

  /**
   * @param cloud the components that are checked from here
   */
  public Router(String cloud, OwnIdentities own) {
    this.cloud = cloud;
    this.own = own;
  }

  /** Whether we caused the event to collect evidence: checking it would never end. */
  public boolean isOwn(ProviderEvent e) {
    return own.caused(e);
  }

  /** Why an event is nothing for us, as far as that can be said without a flow map. */
  public Optional<Ignored> ignored(ProviderEvent e) {
    if (e.ignored().isPresent()) {
      return e.ignored();
    }
    if (!e.cloud().equals(cloud)) {
      return Optional.of(Ignored.OTHER_CLOUD);
    }
    return Optional.of(Ignored.UNATTRIBUTED).filter(u -> OwnIdentities.mayHaveCaused(e));
  }

  /** The components that the event names; each is of the event's cloud and of ours. */
  public List<Component> concerned(ProviderEvent e, FlowMap map) {
    return map.components().stream()
        .filter(c -> c.cloud().equals(cloud) && c.cloud().equals(e.cloud()))
        .filter(c -> new Selection(c).names(e))
        .toList();
  }
}
