package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;

/**
 * A wrapped data key, and which key of its service unwraps it: for services whose ciphertext does
 * not say so itself. JSON in JCS form.
 *
 * @param key the service's name for it
 */
public record WrappedKey(String key, Bytes ciphertext) {

  private static final String FORMAT = "attestry/wrapped-key/v1";
  private static final String STRUCTURE = "wrapped key";

  public Bytes encode() {
    return Jcs.encode(
        Json.object()
            .put("v", FORMAT)
            .put("key", key)
            .put("ciphertext", Base64s.encode(ciphertext)));
  }

  /** Reads one; anybody who can write to the bucket may have made it. */
  public static WrappedKey parse(Bytes text) throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, text);
    if (!FORMAT.equals(o.path("v").textValue())
        || !o.path("key").isTextual()
        || !o.path("ciphertext").isTextual()) {
      throw new MalformedInput(STRUCTURE, -1, "not of the form " + FORMAT);
    }
    return new WrappedKey(
        o.path("key").textValue(), Base64s.decode(STRUCTURE, o.path("ciphertext").textValue()));
  }
}
