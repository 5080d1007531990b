package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings a policy, flow map or anchor set into force. It counts only with the signature of a policy
 * key of the key document in force, and only if its version is higher than the last one's.
 *
 * @param object what comes into force
 * @param name name of the policy or map; versions are counted per name
 * @param version rises with each activation
 * @param identity {@code ni:///sha-384;…}; the document lies at {@code policy/<sha384>}
 * @param signature by a policy key, over {@link #statement}, as a line of a signed note
 */
public record PolicyContent(
    ObjectType object, String name, long version, String identity, String signature)
    implements Content {

  static final Pattern SIGNATURE = Pattern.compile("\u2014 [a-z0-9-]{1,64} [A-Za-z0-9+/]+={0,2}");

  /** What can be brought into force. */
  public enum ObjectType {
    POLICY,
    FLOW_MAP,
    ANCHORS;

    /** The published name: {@code flow-map}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ObjectType read(Fields f) throws MalformedInput {
      String s = f.text("object");
      for (ObjectType t : values()) {
        if (t.label().equals(s)) {
          return t;
        }
      }
      throw f.malformed("\"object\" is not policy, flow-map or anchors");
    }
  }

  @Override
  public Kind kind() {
    return Kind.POLICY;
  }

  /** The text that a policy key signs, once for each log. */
  public static Bytes statement(
      String origin, ObjectType object, String name, long version, String identity) {
    return Bytes.utf8(
        "attestry/activation/v1\n"
            + origin
            + "\n"
            + object.label()
            + "\n"
            + name
            + "\n"
            + version
            + "\n"
            + identity
            + "\n");
  }

  /** The statement with its signature, as a signed note. */
  Bytes note(String origin) {
    return Bytes.concat(
        statement(origin, object, name, version, identity), Bytes.utf8("\n" + signature + "\n"));
  }

  static PolicyContent read(Fields f) throws MalformedInput {
    return new PolicyContent(
        ObjectType.read(f),
        f.text("name", Limits.COMPONENT),
        f.count("version"),
        f.text("identity", Limits.NI),
        f.text("signature", SIGNATURE));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put("object", object.label()).put("name", name).put("version", version);
    entry.put("identity", identity).put("signature", signature);
  }
}
