package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;

/** Links in JSON: {@code {"index":…,"leaf":…}}. */
final class Links {

  private Links() {}

  static Link read(Fields f) throws MalformedInput {
    return new Link(f.count("index"), f.base64("leaf", 32));
  }

  static void write(JcsWriter object, String name, Link link) {
    object.object(name, o -> members(o, link));
  }

  static void members(JcsWriter o, Link link) {
    o.put("index", link.index()).base64("leaf", link.leaf());
  }
}
