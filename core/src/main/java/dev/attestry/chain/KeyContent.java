package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;

/**
 * Carries the key document that the commit around it names first (chain §2.2).
 *
 * @param document the signed document, byte for byte, as text
 */
public record KeyContent(String document) implements Content {

  /** Name of the member that carries the document; frozen for all versions of the format. */
  static final String MEMBER = "document";

  @Override
  public Kind kind() {
    return Kind.KEY;
  }

  static KeyContent read(Fields f) throws MalformedInput {
    return new KeyContent(f.text(MEMBER));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put(MEMBER, document);
  }
}
