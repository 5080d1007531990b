package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.MalformedInput;

/** Links in JSON: {@code {"index":…,"leaf":…}}. */
final class Links {

  private Links() {}

  static Link read(Fields f) throws MalformedInput {
    return new Link(f.count("index"), f.base64("leaf", 32));
  }

  static void write(ObjectNode object, String name, Link link) {
    object.putObject(name).put("index", link.index()).put("leaf", Base64s.encode(link.leaf()));
  }
}
