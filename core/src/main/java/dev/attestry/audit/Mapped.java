package dev.attestry.audit;

import dev.attestry.chain.ChainView;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Located;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Scheme;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Documents;
import java.util.Optional;

/** What flow map and policy in force say of a component: never what its entry says of itself. */
final class Mapped {

  private final Documents documents;
  private final ChainView view;

  Mapped(Documents documents, ChainView view) {
    this.documents = documents;
    this.view = view;
  }

  /** The component of a result, in the map that it names or else in one that is in force. */
  Optional<Component> component(Entry e, ResultContent r) {
    Optional<FlowMap> said =
        r.flows().isEmpty() ? Optional.empty() : documents.map(r.flows().get(0).map());
    Optional<FlowMap> map = said.isPresent() ? said : inForceSince(e.component(), Long.MAX_VALUE);
    return map.isEmpty() ? Optional.empty() : map.get().component(e.component());
  }

  /** What judges the evidence of a result; empty where no map names it. */
  Optional<Scheme> scheme(Entry e, ResultContent r) {
    return component(e, r).flatMap(Component::scheme).flatMap(Schemes::named);
  }

  /** A map that knows a component, and came into force with this commit or before it. */
  Optional<FlowMap> inForceSince(String component, long commit) {
    for (Located l : view.inForce(PolicyContent.ObjectType.FLOW_MAP).values()) {
      if (l.commit() <= commit && l.entry().content() instanceof PolicyContent p) {
        Optional<FlowMap> map = documents.map(p.identity());
        if (map.isPresent() && map.get().component(component).isPresent()) {
          return map;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether no challenge can reach the component (design, section 5): the provider only asserts
   * something about it, or it is a third party's.
   */
  boolean unchallenged(Entry e, ResultContent r) {
    Optional<Component> c = component(e, r);
    boolean asserted =
        scheme(e, r).map(Scheme::evidenceClass).filter(x -> x == EvidenceClass.A1).isPresent();
    return asserted
        || documents
            .policy(r.policy())
            .filter(p -> p.isThirdParty(e.component(), c.map(Component::componentClass)))
            .isPresent();
  }
}
