package dev.attestry.scheme.azureimds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.scheme.cms.SignedData;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer of {@code /metadata/attested/document}, read.
 *
 * @param encoding as it says; {@code pkcs7} is the only one there is
 * @param json the signed content
 */
record AttestedDocument(
    String encoding,
    SignedData signed,
    ObjectNode json,
    Optional<String> nonce,
    Instant createdOn,
    Instant expiresOn) {

  private static final String STRUCTURE = "attested document";

  /** MM/DD/YY, as the service writes it. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss xx", Locale.ROOT);

  static AttestedDocument parse(Bytes answer) throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, answer);
    SignedData signed =
        SignedData.parse(
            "PKCS #7", Base64s.decode(STRUCTURE + " signature", o.path("signature").asText()));
    ObjectNode json = Json.readObject(STRUCTURE + " content", signed.content());
    JsonNode times = json.path("timeStamp");
    return new AttestedDocument(
        o.path("encoding").asText(),
        signed,
        json,
        Optional.ofNullable(json.path("nonce").textValue()),
        time(times.path("createdOn")),
        time(times.path("expiresOn")));
  }

  private static Instant time(JsonNode n) throws MalformedInput {
    try {
      String text = n.asText();
      if (text.length() == 23) {
        return OffsetDateTime.parse(text.replace("-0000", "+0000"), TIME).toInstant();
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new MalformedInput(STRUCTURE, -1, "times must be MM/DD/YY HH:MM:SS -0000");
  }
}
