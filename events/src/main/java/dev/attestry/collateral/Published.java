package dev.attestry.collateral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.JwkSet;
import dev.attestry.crypto.RevocationList;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A document as a vendor answered it.
 *
 * @param chain certificates of its signer in PEM; empty where they come otherwise
 * @param signature of who vouches for it here, a line of a signed note; empty where it need not be
 *     believed
 */
record Published(String url, Bytes body, String chain, Instant fetchedAt, String signature) {

  static final String FORMAT = "attestry/collateral/v1";

  private static final String STRUCTURE = "kept collateral";

  /** Vendors publish anew before the old one ends: a key that was revoked today is on it. */
  private static final Duration AT_MOST = Duration.ofDays(1);

  private static final Duration CERTIFICATES = Duration.ofDays(180);

  /** An issuer takes a key back by leaving it out of the set that it answers next. */
  private static final Duration FETCHED_KEYS = Duration.ofMinutes(5);

  private static final Duration VOUCHED_KEYS = Duration.ofDays(30);

  /** As a vendor answered it. */
  Published(String url, Bytes body, String chain, Instant fetchedAt) {
    this(url, body, chain, fetchedAt, "");
  }

  /** Until when it need not be asked for again. */
  Instant goodUntil(Wanted.Kind kind) {
    if (kind == Wanted.Kind.CERTIFICATE || kind == Wanted.Kind.FIXED) {
      return fetchedAt.plus(CERTIFICATES);
    }
    if (kind == Wanted.Kind.KEYS && signature.isEmpty()) {
      return fetchedAt.plus(FETCHED_KEYS);
    }
    Instant day = fetchedAt.plus(AT_MOST);
    return nextUpdate(kind).filter(day::isAfter).orElse(day);
  }

  /** Until when it may be given where nothing newer can be had; where not said, its dates say. */
  Instant givenUntil(Wanted.Kind kind) {
    return kind == Wanted.Kind.KEYS ? fetchedAt.plus(VOUCHED_KEYS) : Instant.MAX;
  }

  /** Whether it is such a document: an error page under 200 must not be kept for a day. */
  boolean is(Wanted.Kind kind) {
    try {
      return switch (kind) {
        case FIXED -> !body.isEmpty();
        case CERTIFICATE -> body.hex().startsWith("30") || body.hex().startsWith("2d2d2d2d2d");
        case LIST -> !RevocationList.parseAll(STRUCTURE, body).isEmpty();
        case SIGNED_JSON -> !Json.readObject(STRUCTURE, body).isEmpty();
        case KEYS -> !JwkSet.parse(STRUCTURE, body).keys().isEmpty();
      };
    } catch (MalformedInput e) {
      return false;
    }
  }

  /** When the next one comes, where it says so. */
  Optional<Instant> nextUpdate(Wanted.Kind kind) {
    return date(kind, RevocationList::nextUpdate, "nextUpdate");
  }

  /** Since when it is published, where it says so. */
  Optional<Instant> issued(Wanted.Kind kind) {
    return date(kind, l -> Optional.of(l.thisUpdate()), "issueDate");
  }

  private Optional<Instant> date(
      Wanted.Kind kind, Function<RevocationList, Optional<Instant>> ofList, String member) {
    try {
      return switch (kind) {
        case LIST -> ofList.apply(RevocationList.parseAll(STRUCTURE, body).getFirst());
        case SIGNED_JSON -> {
          for (JsonNode signed : Json.readObject(STRUCTURE, body)) {
            if (signed.path(member).isTextual()) {
              yield Optional.of(Instant.parse(signed.path(member).textValue()));
            }
          }
          yield Optional.empty();
        }
        case CERTIFICATE, FIXED, KEYS -> Optional.empty();
      };
    } catch (MalformedInput | DateTimeException e) {
      return Optional.empty(); // whoever judges it says so
    }
  }

  /** Until when functions take it: of what has no date of its own, by ours. */
  Optional<Instant> dated(Wanted.Kind kind) {
    return kind == Wanted.Kind.KEYS ? Optional.of(givenUntil(kind)) : nextUpdate(kind);
  }

  /** What who vouches for it signs, for one log. */
  Bytes statement(String origin) {
    return Bytes.utf8(
        "%s\n%s\n%s\n%s\n%s\n"
            .formatted(
                FORMAT, origin, url, fetchedAt, Base64s.encode(HashAlgorithm.SHA256.digest(body))));
  }

  /** The same with the signature of who vouches for it. */
  Published signed(String line) {
    return new Published(url, body, chain, fetchedAt, line);
  }

  /** A line of JSON, then the document as it came. */
  Bytes encode() {
    ObjectNode head = Json.object().put("v", FORMAT).put("url", url).put("chain", chain);
    head.put("fetched_at", fetchedAt.toString());
    if (!signature.isEmpty()) {
      head.put("signature", signature);
    }
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
          Instant.parse(head.path("fetched_at").asText()),
          head.path("signature").asText());
    } catch (DateTimeException e) {
      throw new MalformedInput(STRUCTURE, 0, "fetched_at: a time expected");
    }
  }
}
