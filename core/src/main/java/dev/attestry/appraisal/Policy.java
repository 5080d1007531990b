package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.NiUri;
import java.util.Map;
import java.util.Optional;

/**
 * An appraisal policy, version 1 of the format: what evidence of which component must show. What it
 * does not name does not pass. See docs/policy.md.
 *
 * <p>Its identity is the hash of its canonical form, in which short forms are written out and
 * defaults filled in; two texts that mean the same have one identity.
 */
public final class Policy {

  /** The value of the field {@code v}. */
  public static final String FORMAT = "attestry/policy/v1";

  private final String name;
  private final long version;
  private final boolean reviewed;
  private final Section flow;
  private final Map<String, Section> classes;
  private final Map<String, Section> components;
  private final ObjectNode canonical;

  Policy(
      PolicyHead head,
      Section flow,
      Map<String, Section> classes,
      Map<String, Section> components) {
    this.name = head.name();
    this.version = head.version();
    this.reviewed = head.reviewed();
    this.flow = flow;
    this.classes = classes;
    this.components = components;
    this.canonical = PolicyWriter.canonical(head, flow, classes, components);
  }

  /** What stands at the top of a policy. */
  record PolicyHead(String name, long version, boolean reviewed) {}

  /** Reads a policy document. */
  public static Policy of(ObjectNode document) throws InvalidDocument {
    return PolicyReader.read(document);
  }

  /** Reads a policy document in JSON. */
  public static Policy parse(Bytes json) throws MalformedInput, InvalidDocument {
    return of(Json.readObject("policy", json));
  }

  /** {@code ni:///sha-384;…} (RFC 6920) over the canonical bytes. */
  public String id() {
    return NiUri.of(canonicalBytes());
  }

  public String name() {
    return name;
  }

  /** Rises with every change that is put in force. */
  public long version() {
    return version;
  }

  /** Whether a person has looked at it; a learned policy says that nobody has. */
  public boolean reviewed() {
    return reviewed;
  }

  /** A copy of the canonical form. */
  public ObjectNode canonical() {
    return canonical.deepCopy();
  }

  /** The canonical form as JCS (RFC 8785): what is stored and hashed. */
  public Bytes canonicalBytes() {
    return Jcs.encode(canonical);
  }

  /** What holds for a component: its own section, over its class's, over the flow's. */
  Section sectionFor(Optional<String> component, Optional<String> componentClass) {
    Section ofClass = componentClass.map(classes::get).orElse(Section.EMPTY);
    Section own = component.map(components::get).orElse(Section.EMPTY);
    return own.over(ofClass).over(flow);
  }

  /** Whether a component is a third party's, whose results are capped (class T1). */
  public boolean isThirdParty(String component, Optional<String> componentClass) {
    return sectionFor(Optional.of(component), componentClass).thirdParty().orElse(false);
  }

  Section flow() {
    return flow;
  }

  Map<String, Section> classes() {
    return classes;
  }

  Map<String, Section> components() {
    return components;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Policy p && p.canonical.equals(canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return "policy " + name + " " + version;
  }
}
