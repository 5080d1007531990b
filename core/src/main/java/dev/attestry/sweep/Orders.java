package dev.attestry.sweep;

import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Located;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.flow.FlowMap;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads from a log what a check goes by. */
public final class Orders {

  private Orders() {}

  /**
   * By what is in force now.
   *
   * @param map name of the flow map, which is the name of its anchors too
   * @param policy name of the policy
   * @throws IOException if one of them is not in force or cannot be read; says which
   */
  public static Order inForce(ChainView view, Documents documents, String map, String policy)
      throws IOException {
    return order(
        documents,
        identity(view, ObjectType.FLOW_MAP, map),
        identity(view, ObjectType.POLICY, policy),
        identity(view, ObjectType.ANCHORS, map),
        Graces.of(view, documents));
  }

  /** By what a request names. */
  public static Order of(CheckRequest r, Documents documents) throws IOException {
    return order(documents, r.map(), r.policy(), r.anchors(), Graces.of(r.graces(), documents));
  }

  /** The flow map with an identity. */
  public static FlowMap map(String identity, Documents documents) throws IOException {
    return there(documents.map(identity), ObjectType.FLOW_MAP, identity);
  }

  private static Order order(
      Documents documents, String map, String policy, String anchors, GraceList graces)
      throws IOException {
    FlowMap m = map(map, documents);
    Policy p = there(documents.policy(policy), ObjectType.POLICY, policy);
    TrustAnchors a = there(documents.anchors(anchors), ObjectType.ANCHORS, anchors);
    return new Order(m, p, graces, a, Map.of());
  }

  private static String identity(ChainView view, ObjectType type, String name) throws IOException {
    return view.inForce(type, name)
        .map(Located::entry)
        .map(e -> e.content())
        .filter(PolicyContent.class::isInstance)
        .map(c -> ((PolicyContent) c).identity())
        .orElseThrow(
            () ->
                new IOException("no " + type.label() + " \"" + name + "\" is in force in the log"));
  }

  private static <T> T there(Optional<T> document, ObjectType type, String identity)
      throws IOException {
    return document.orElseThrow(
        () -> new IOException("the " + type.label() + " " + identity + " cannot be read"));
  }
}
