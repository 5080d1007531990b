package dev.attestry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.PackItem;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Evidence;
import dev.attestry.sweep.Archive;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep archived of one check, as {@link Archive} names it.
 *
 * @param evidence empty if none was kept
 * @param stated what the relying party said about the evidence
 * @param findings the full list in JCS form
 */
record Archived(
    Optional<Evidence> evidence,
    Collateral collateral,
    ObjectNode stated,
    Optional<Bytes> findings) {

  static Archived of(String component, List<PackItem> items) {
    Map<String, Bytes> parts = new HashMap<>();
    List<Collateral.Item> collateral = new ArrayList<>();
    Optional<String> mediaType = Optional.empty();
    Optional<Bytes> findings = Optional.empty();
    ObjectNode stated = Json.object();
    for (PackItem i : items) {
      String name = i.name().substring(Math.min(component.length() + 1, i.name().length()));
      if (name.startsWith(Archive.EVIDENCE)) {
        mediaType = Optional.of(i.mediaType());
        parts.put(name.substring(Archive.EVIDENCE.length()), i.content());
      } else if (name.startsWith(Archive.COLLATERAL)) {
        // The second of a role is called role/2.
        String role = name.substring(Archive.COLLATERAL.length()).replaceFirst("/[0-9]+$", "");
        collateral.add(new Collateral.Item(role, i.content(), "archived"));
      } else if (name.equals(Archive.STATED)) {
        stated = object(i.content());
      } else if (i.mediaType().equals(Archive.FINDINGS)) {
        findings = Optional.of(i.content());
      }
    }
    return new Archived(
        mediaType.map(m -> Evidence.of(m, parts)), new Collateral(collateral), stated, findings);
  }

  /** Whether an item was written by the verifier beside the evidence, not by the attester. */
  static boolean isOurs(String component, PackItem item) {
    String name = item.name().substring(Math.min(component.length() + 1, item.name().length()));
    return item.mediaType().equals(Archive.FINDINGS)
        || name.startsWith(Archive.COLLATERAL)
        || name.equals(Archive.STATED);
  }

  private static ObjectNode object(Bytes json) {
    try {
      return Json.readObject("stated", json);
    } catch (MalformedInput e) {
      return Json.object(); // then the findings differ, and are named
    }
  }

  /** Check ids and outcomes of the archived findings: texts may change, these may not. */
  List<String> outcomes() {
    List<String> out = new ArrayList<>();
    try {
      if (findings.isPresent()) {
        for (JsonNode f : Json.read("findings", findings.get())) {
          out.add(f.path("check").asText() + " " + f.path("outcome").asText());
        }
      }
    } catch (MalformedInput e) {
      out.add("unreadable");
    }
    return out;
  }
}
