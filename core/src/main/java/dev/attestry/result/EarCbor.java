package dev.attestry.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Cbor;
import dev.attestry.codec.Cbor.CborMap;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** Turns the CBOR claims set of an EAR into the JSON one of the same profile. */
final class EarCbor {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** CoAP content formats of what is wrapped as evidence (IANA registry), by name. */
  private static final Map<Long, String> CONTENT_FORMATS =
      Map.of(
          50L, "application/json",
          60L, "application/cbor",
          61L, "application/cwt",
          263L, "application/eat+cwt",
          264L, "application/eat+jwt",
          267L, "application/eat-ucs+cbor",
          268L, "application/eat-ucs+json");

  private final EarProfile profile;

  private EarCbor(EarProfile profile) {
    this.profile = profile;
  }

  /** The JSON form; a profile that nobody knows is left for the reader of the JSON to refuse. */
  static ObjectNode toJson(Cbor item) throws MalformedInput {
    if (!(item instanceof CborMap map)) {
      throw new MalformedInput("EAR claims set", item.offset(), "map expected, " + item.kind());
    }
    EarProfile profile =
        map.get(EarNames.PROFILE.key())
            .filter(Cbor.Text.class::isInstance)
            .flatMap(t -> EarProfile.ofUri(((Cbor.Text) t).value()))
            .orElse(EarProfile.EAR_04);
    return new EarCbor(profile).claims(map);
  }

  /**
   * Private and unknown numbers are left out: what they mean depends on who wrote them. So are text
   * keys, which are not the claims that they look like.
   */
  private ObjectNode claims(CborMap map) throws MalformedInput {
    ObjectNode o = Json.object();
    for (Map.Entry<Cbor, Cbor> e : map.entries()) {
      if (e.getKey() instanceof Cbor.Int i && i.value().bitLength() < 32) {
        Optional<EarNames> name = EarNames.ofKey(i.value().longValue());
        if (name.isPresent()) {
          o.set(name.get().in(profile), claim(name.get(), e.getValue()));
        }
      }
    }
    return o;
  }

  private JsonNode claim(EarNames name, Cbor value) throws MalformedInput {
    return switch (name) {
      case STATUS -> status(value);
      case TRUSTWORTHINESS_VECTOR -> vector(value);
      case VERIFIER_ID -> verifierId(value);
      case SUBMODS -> submods(value);
      case RAW_EVIDENCE -> rawEvidence(value);
      case POLICY_IDS,
          ATTESTER_CLAIMS,
          VERIFIER_CLAIMS,
          DEVICE_TOPOLOGY,
          PROFILE,
          NONCE,
          ISSUED_AT,
          EXPIRES_AT ->
          plain(value);
    };
  }

  private static JsonNode status(Cbor value) throws MalformedInput {
    Optional<Tier> tier =
        value instanceof Cbor.Int i && i.value().bitLength() < 32
            ? Tier.ofCbor(i.value().longValue())
            : Optional.empty();
    return tier.<JsonNode>map(t -> JSON.textNode(t.label())).orElse(plain(value));
  }

  private static JsonNode vector(Cbor value) throws MalformedInput {
    if (!(value instanceof CborMap map)) {
      return plain(value);
    }
    ObjectNode o = Json.object();
    for (Map.Entry<Cbor, Cbor> e : map.entries()) {
      if (!(e.getKey() instanceof Cbor.Int key)) {
        throw malformed(e.getKey(), "a claim of the vector has an integer key");
      }
      String label = key.value().toString();
      for (TrustClaim c : TrustClaim.values()) {
        if (key.value().equals(BigInteger.valueOf(c.key()))) {
          label = c.label();
        }
      }
      o.set(label, plain(e.getValue()));
    }
    return o;
  }

  private static JsonNode verifierId(Cbor value) throws MalformedInput {
    ObjectNode o = Json.object();
    if (value instanceof CborMap map) {
      for (int i = 0; i < EarNames.VERIFIER_ID_MEMBERS.size(); i++) {
        Optional<Cbor> member = map.get(i);
        if (member.isPresent()) {
          o.set(EarNames.VERIFIER_ID_MEMBERS.get(i), plain(member.get()));
        }
      }
    }
    return o;
  }

  private JsonNode submods(Cbor value) throws MalformedInput {
    if (!(value instanceof CborMap map)) {
      return plain(value);
    }
    ObjectNode o = Json.object();
    for (Map.Entry<Cbor, Cbor> e : map.entries()) {
      put(
          o,
          e.getKey(),
          e.getValue() instanceof CborMap appraisal ? claims(appraisal) : plain(e.getValue()));
    }
    return o;
  }

  private static JsonNode rawEvidence(Cbor value) throws MalformedInput {
    JsonNode record = plain(value);
    if (record instanceof ArrayNode a && a.path(0).isIntegralNumber()) {
      String type = CONTENT_FORMATS.get(a.get(0).longValue());
      if (type != null) {
        a.set(0, JSON.textNode(type));
      }
    }
    return record;
  }

  /** The integer 1 and the text "1" would be one name in JSON: which one counts is not guessed. */
  private static void put(ObjectNode o, Cbor key, JsonNode value) throws MalformedInput {
    String name =
        switch (key) {
          case Cbor.Text t -> t.value();
          case Cbor.Int i -> i.value().toString();
          default -> throw malformed(key, "a key is a " + key.kind());
        };
    if (o.has(name)) {
      throw malformed(key, "a key stands twice, as an integer and as a text");
    }
    o.set(name, value);
  }

  private static MalformedInput malformed(Cbor at, String reason) {
    return new MalformedInput("EAR claims set", at.offset(), reason);
  }

  /** Byte strings as base64url without padding (RFC 9711 section 7.2.2). */
  private static JsonNode plain(Cbor value) throws MalformedInput {
    return switch (value) {
      case Cbor.Int i -> number(i.value());
      case Cbor.ByteString b -> JSON.textNode(Base64s.encodeUrl(b.value()));
      case Cbor.Text t -> JSON.textNode(t.value());
      case Cbor.Array a -> {
        ArrayNode out = JSON.arrayNode();
        for (Cbor item : a.items()) {
          out.add(plain(item));
        }
        yield out;
      }
      case CborMap m -> {
        ObjectNode out = Json.object();
        for (Map.Entry<Cbor, Cbor> e : m.entries()) {
          put(out, e.getKey(), plain(e.getValue()));
        }
        yield out;
      }
      case Cbor.Tag t -> plain(t.content());
      case Cbor.Simple s when s.value() == 20 || s.value() == 21 ->
          JSON.booleanNode(s.value() == 21);
      case Cbor.Simple s -> JSON.nullNode();
      case Cbor.FloatValue f -> JSON.numberNode(f.value());
    };
  }

  private static JsonNode number(BigInteger n) {
    return n.bitLength() < 32 ? JSON.numberNode(n.intValue()) : JSON.numberNode(n);
  }
}
