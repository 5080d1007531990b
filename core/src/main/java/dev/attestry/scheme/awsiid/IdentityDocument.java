package dev.attestry.scheme.awsiid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import dev.attestry.scheme.cms.SignedData;
import java.util.List;
import java.util.Optional;

/** Reads the forms in which EC2 hands out identity documents. */
final class IdentityDocument {

  private static final String STRUCTURE = "instance identity document";
  private static final int MAX_LENGTH = 256 << 10;
  private static final List<String> REQUIRED =
      List.of("accountId", "instanceId", "region", "pendingTime");

  private IdentityDocument() {}

  /** The {@code /pkcs7} or {@code /rsa2048} form: base64 in lines, with or without PEM labels. */
  static SignedData pkcs7(Bytes text) throws MalformedInput {
    if (text.startsWith(Bytes.utf8("-----BEGIN"))) {
      List<Bytes> blocks = Pem.blocks("PKCS #7", "PKCS7", text);
      if (blocks.size() != 1) {
        throw new MalformedInput("PKCS #7", 0, "one PKCS7 block expected");
      }
      return SignedData.parse("PKCS #7", blocks.get(0));
    }
    return SignedData.parse("PKCS #7", base64("PKCS #7", text));
  }

  static Bytes base64(String structure, Bytes text) throws MalformedInput {
    if (text.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    return Base64s.decode(structure, text.utf8().replaceAll("[\r\n]", ""));
  }

  /** The members by name; those that say who the instance is must be there. */
  static ObjectNode parse(Bytes json) throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, json);
    for (String name : REQUIRED) {
      if (!o.path(name).isTextual()) {
        throw new MalformedInput(STRUCTURE, -1, name + " must be a text");
      }
    }
    return o;
  }

  static Optional<String> text(JsonNode document, String name) {
    return Optional.ofNullable(document.path(name).textValue());
  }
}
