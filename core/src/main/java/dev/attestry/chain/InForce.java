package dev.attestry.chain;

import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The policies, flow maps and anchor sets in force, and the grace windows. Not thread-safe. */
final class InForce {

  private final String origin;
  private final SignatureCheck check;
  private final Map<ObjectType, Map<String, Located>> activations = new EnumMap<>(ObjectType.class);
  private final Map<String, Located> graces = new HashMap<>();

  InForce(String origin, SignatureCheck check) {
    this.origin = origin;
    this.check = check;
  }

  /**
   * Takes in an entry that is not a stray, of a commit that names this document. What it brings
   * counts if a policy key of the document signed it.
   */
  void accept(Located e, KeyDocument document) {
    switch (e.entry().content()) {
      case PolicyContent p -> {
        // Design, section 6: by a policy key, with a version that only rises.
        if (p.version() > version(p) && signed(p.note(origin), document)) {
          activations.computeIfAbsent(p.object(), o -> new HashMap<>()).put(p.name(), e);
        }
      }
      case GraceContent g -> {
        if (narrows(g) && signed(g.note(origin), document)) {
          graces.put(g.grace(), e);
        }
      }
      default -> {
        // The others change nothing that is in force.
      }
    }
  }

  Optional<Located> activation(ObjectType object, String name) {
    return Optional.ofNullable(activations(object).get(name));
  }

  /** By name; live. */
  Map<String, Located> activations(ObjectType object) {
    return Collections.unmodifiableMap(activations.getOrDefault(object, Map.of()));
  }

  Map<String, Located> graces() {
    return Map.copyOf(graces);
  }

  private long version(PolicyContent next) {
    Located e = activations(next.object()).get(next.name());
    return e != null && e.entry().content() instanceof PolicyContent p ? p.version() : -1;
  }

  /** A window that is known may only end sooner. */
  private boolean narrows(GraceContent g) {
    Located e = graces.get(g.grace());
    return e == null || e.entry().content() instanceof GraceContent before && g.narrows(before);
  }

  /** Whether a policy key of the document signed a statement. */
  private boolean signed(Bytes statement, KeyDocument document) {
    try {
      SignedNote note = SignedNote.parse(statement);
      SignedNote.Line line = note.signatures().get(0);
      return document
          .key(line.name(), KeyDocument.Role.POLICY)
          .filter(k -> line.by(k.key()))
          .filter(k -> check.holds(k.key(), note.text(), line.signature()))
          .isPresent();
    } catch (MalformedInput e) {
      return false;
    }
  }
}
