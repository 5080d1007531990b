package dev.attestry.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence and what came along with it as a CMW collection in JSON (RFC 9999 section 3.3), as
 * guests answer: {@code evidence/<role>} and {@code endorsements/<role>}, each a record of media
 * type, base64url bytes and indicator. Several endorsements of one role are told apart by {@code
 * #2} and on. Other labels, nested collections and labels of another indicator are refused.
 */
public record Cmw(Map<String, Bytes> evidence, List<Collateral.Item> endorsements) {

  /** Media type of a collection in JSON. */
  public static final String MEDIA_TYPE = "application/cmw+json";

  /** RFC 9999 section 3.1: what a record is. */
  private static final int ENDORSEMENTS = 2;

  private static final int EVIDENCE = 4;
  private static final String STRUCTURE = "CMW collection";
  private static final String EVIDENCE_LABEL = "evidence/";
  private static final String ENDORSEMENTS_LABEL = "endorsements/";
  private static final String OCTETS = "application/octet-stream";
  private static final int MAX_RECORDS = 256;

  public Cmw {
    evidence = Map.copyOf(evidence);
    endorsements = List.copyOf(endorsements);
  }

  /** The collection of an answer. */
  public static Bytes encode(Evidence evidence, Collateral collateral) {
    ObjectNode all = Json.object();
    evidence
        .parts()
        .forEach((role, b) -> put(all, EVIDENCE_LABEL + role, evidence.mediaType(), b, EVIDENCE));
    Map<String, Integer> seen = new HashMap<>();
    for (Collateral.Item i : collateral.items()) {
      int n = seen.merge(i.role(), 1, Integer::sum);
      String label = ENDORSEMENTS_LABEL + i.role() + (n == 1 ? "" : "#" + n);
      put(all, label, OCTETS, i.bytes(), ENDORSEMENTS);
    }
    return Bytes.utf8(all.toString());
  }

  private static void put(ObjectNode all, String label, String type, Bytes value, int indicator) {
    all.putArray(label).add(type).add(Base64s.encodeUrl(value)).add(indicator);
  }

  /**
   * Reads an answer.
   *
   * @param source where it came from, for the record
   */
  public static Cmw parse(Bytes json, String source) throws MalformedInput {
    ObjectNode all = Json.readObject(STRUCTURE, json);
    if (all.size() > MAX_RECORDS) {
      throw malformed("more than " + MAX_RECORDS + " records");
    }
    Map<String, Bytes> evidence = new HashMap<>();
    List<Collateral.Item> endorsements = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : all.properties()) {
      String label = e.getKey();
      if (label.equals("__cmwc_t")) {
        continue; // names the kind of collection; we go by the labels
      }
      if (label.startsWith(EVIDENCE_LABEL)) {
        evidence.put(label.substring(EVIDENCE_LABEL.length()), value(e.getValue(), EVIDENCE));
      } else if (label.startsWith(ENDORSEMENTS_LABEL)) {
        String role = label.substring(ENDORSEMENTS_LABEL.length()).replaceFirst("#[0-9]{1,3}$", "");
        Bytes bytes = value(e.getValue(), ENDORSEMENTS);
        endorsements.add(new Collateral.Item(role, bytes, source));
      } else {
        throw malformed("a label that is neither evidence/… nor endorsements/…");
      }
    }
    return new Cmw(evidence, endorsements);
  }

  /** RFC 9999 section 3.1: media type, base64url without padding, indicator. */
  private static Bytes value(JsonNode record, int indicator) throws MalformedInput {
    if (!record.isArray()
        || record.size() < 2
        || record.size() > 3
        || !record.path(0).isTextual()
        || !record.path(1).isTextual()) {
      throw malformed("a record [media type, base64url, indicator] expected");
    }
    if (record.size() == 3 && !(record.path(2).isInt() && record.path(2).intValue() == indicator)) {
      throw malformed("indicator " + indicator + " expected");
    }
    return Base64s.decodeUrl(STRUCTURE, record.path(1).textValue());
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
