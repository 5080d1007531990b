package dev.attestry.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.NiUri;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mapped paths of data: components and who feeds whom. See docs/formats/flow-map.md.
 *
 * <p>Its identity is the hash of its canonical form, with defaults filled in.
 */
public final class FlowMap {

  /** The value of the field {@code v}. */
  public static final String FORMAT = "attestry/flow-map/v1";

  private final Head head;
  private final Map<String, Component> components;
  private final Map<String, Flow> flows;
  private final ObjectNode canonical;

  FlowMap(Head head, Map<String, Component> components, Map<String, Flow> flows) {
    this.head = head;
    this.components = components;
    this.flows = flows;
    this.canonical = FlowMapWriter.canonical(head, components, flows);
  }

  /** What stands at the top of a map. */
  record Head(String name, long version, boolean lab, Optional<String> policy) {}

  /** Reads a flow map. */
  public static FlowMap of(ObjectNode document) throws InvalidDocument {
    return FlowMapReader.read(document);
  }

  /** Reads a flow map in JSON. */
  public static FlowMap parse(Bytes json) throws MalformedInput, InvalidDocument {
    return of(Json.readObject("flow map", json));
  }

  /** {@code ni:///sha-384;…} (RFC 6920) over the canonical bytes. */
  public String id() {
    return NiUri.of(canonicalBytes());
  }

  public String name() {
    return head.name();
  }

  /** Rises with every change that is put in force. */
  public long version() {
    return head.version();
  }

  /** Whether its components are lab attesters, which no real chain takes. */
  public boolean lab() {
    return head.lab();
  }

  /** The policy it is meant for: a file beside it, or an identity. */
  public Optional<String> policy() {
    return head.policy();
  }

  /** All components, upstream before what they feed. */
  public List<Component> components() {
    return List.copyOf(components.values());
  }

  /** How far each component is from one that nothing feeds: more than all that feed it. */
  public Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    for (Component c : components.values()) {
      int depth =
          c.upstream().stream().mapToInt(u -> depths.getOrDefault(u, 0) + 1).max().orElse(0);
      depths.put(c.name(), depth);
    }
    return depths;
  }

  public Optional<Component> component(String name) {
    return Optional.ofNullable(components.get(name));
  }

  /** All flows, in the order of their names. */
  public List<Flow> flows() {
    return List.copyOf(flows.values());
  }

  public Optional<Flow> flow(String name) {
    return Optional.ofNullable(flows.get(name));
  }

  /** The flows that a component is part of. */
  public List<Flow> flowsOf(String component) {
    return flows.values().stream().filter(f -> f.components().contains(component)).toList();
  }

  /** The components of a flow that feed one of its components. */
  public List<String> upstream(Flow flow, String component) {
    return component(component).map(Component::upstream).orElse(List.of()).stream()
        .filter(flow.components()::contains)
        .toList();
  }

  /** Everything that a component feeds, directly or not, in any flow they share; upstream first. */
  public List<String> downstream(String component) {
    Set<String> reached = new LinkedHashSet<>(List.of(component));
    for (Component c : components.values()) {
      if (flowsOf(c.name()).stream()
          .anyMatch(f -> upstream(f, c.name()).stream().anyMatch(reached::contains))) {
        reached.add(c.name());
      }
    }
    reached.remove(component);
    return List.copyOf(reached);
  }

  /** A copy of the canonical form. */
  public ObjectNode canonical() {
    return canonical.deepCopy();
  }

  /** The canonical form as JCS (RFC 8785): what is stored and hashed. */
  public Bytes canonicalBytes() {
    return Jcs.encode(canonical);
  }
}
