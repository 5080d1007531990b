package dev.attestry.collateral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.RevocationList;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document as a vendor answered it.
 *
 * @param chain certificates of its signer in PEM; empty where they come otherwise
 */
record Published(String url, Bytes body, String chain, Instant fetchedAt) {

  static final String FORMAT = "attestry/collateral/v1";

  private static final String STRUCTURE = "kept collateral";

  /** Vendors publish anew before the old one ends: a key that was revoked today is on it. */
  private static final Duration AT_MOST = Duration.ofDays(1);

  private static final Duration CERTIFICATES = Duration.ofDays(180);

  /** Until when it need not be asked for again. */
  Instant goodUntil(Wanted.Kind kind) {
    if (kind == Wanted.Kind.CERTIFICATE || kind == Wanted.Kind.FIXED) {
      return fetchedAt.plus(CERTIFICATES);
    }
    Instant day = fetchedAt.plus(AT_MOST);
    return nextUpdate(kind).filter(day::isAfter).orElse(day);
  }

  /** Whether it is such a document: an error page under 200 must not be kept for a day. */
  boolean is(Wanted.Kind kind) {
    try {
      return switch (kind) {
        case FIXED -> !body.isEmpty();
        case CERTIFICATE -> body.hex().startsWith("30") || body.hex().startsWith("2d2d2d2d2d");
        case LIST -> !RevocationList.parseAll(STRUCTURE, body).isEmpty();
        case SIGNED_JSON -> !Json.readObject(STRUCTURE, body).isEmpty();
      };
    } catch (MalformedInput e) {
      return false;
    }
  }

  private Optional<Instant> nextUpdate(Wanted.Kind kind) {
    try {
      if (kind == Wanted.Kind.LIST) {
        List<RevocationList> lists = RevocationList.parseAll(STRUCTURE, body);
        return lists.isEmpty() ? Optional.empty() : lists.getFirst().nextUpdate();
      }
      for (JsonNode signed : Json.readObject(STRUCTURE, body)) {
        if (signed.path("nextUpdate").isTextual()) {
          return Optional.of(Instant.parse(signed.path("nextUpdate").textValue()));
        }
      }
      return Optional.empty();
    } catch (MalformedInput | DateTimeException e) {
      return Optional.empty(); // whoever judges it says so
    }
  }

  /** A line of JSON, then the document as it came. */
  Bytes encode() {
    ObjectNode head = Json.object().put("v", FORMAT).put("url", url).put("chain", chain);
    head.put("fetched_at", fetchedAt.toString());
    return Bytes.concat(Bytes.utf8(head + "\n"), body);
  }

  static Published parse(Bytes stored) throws MalformedInput {
    int end = stored.latin1().indexOf('\n');
    ObjectNode head = Json.readObject(STRUCTURE, stored.slice(0, Math.max(end, 0)));
    if (!FORMAT.equals(head.path("v").textValue())) {
      throw new MalformedInput(STRUCTURE, 0, FORMAT + " expected");
    }
    try {
      return new Published(
          head.path("url").asText(),
          stored.slice(end + 1, stored.length()),
          head.path("chain").asText(),
          Instant.parse(head.path("fetched_at").asText()));
    } catch (DateTimeException e) {
      throw new MalformedInput(STRUCTURE, 0, "fetched_at: a time expected");
    }
  }
}
