package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.crypto.AesGcm;
import dev.attestry.crypto.HashAlgorithm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An evidence pack: what the entries of a commit stand on, in one object that is named by its
 * SHA-256 and written before the commit. {@code docs/formats/pack.md} shows the bytes.
 */
public record Pack(List<PackItem> items) {

  /** The largest pack, as an object. */
  public static final int MAX_LENGTH = 16 << 20;

  /** The most items: four for each entry of the largest commit. */
  public static final int MAX_ITEMS = 4096;

  static final String MAGIC = "attestry/pack/v1 ";
  static final String NONE = "none";
  static final String AES_256_GCM = "aes-256-gcm";
  static final String NO_KEY = "-";

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][!-~]{0,254}");

  /**
   * @throws IllegalArgumentException if there are too many items, or two of one name
   */
  public Pack {
    items = List.copyOf(items);
    Set<String> names = new HashSet<>();
    items.forEach(i -> names.add(i.name()));
    if (items.size() > MAX_ITEMS || names.size() != items.size()) {
      throw new IllegalArgumentException("at most 4,096 items, each with its own name");
    }
  }

  static boolean isKeyId(String s) {
    return KEY_ID.matcher(s).matches();
  }

  /** The name of a pack: SHA-256 of the object. */
  public static Bytes hash(Bytes object) {
    return HashAlgorithm.SHA256.digest(object);
  }

  public Optional<PackItem> item(String name) {
    return items.stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /** The object in clear, for lab chains and for public collateral only. */
  public Bytes encodeClear() {
    return bounded(body(header(NONE, NO_KEY)));
  }

  /**
   * The object encrypted; the first line is bound to it.
   *
   * @param keyId names the key for whoever keeps it
   * @param key 32 bytes
   * @param nonce 12 random bytes
   */
  public Bytes encodeSealed(String keyId, Bytes key, Bytes nonce) {
    if (!isKeyId(keyId)) {
      throw new IllegalArgumentException("not a key id: " + keyId);
    }
    Bytes header = header(AES_256_GCM, keyId);
    return bounded(Bytes.concat(header, nonce, AesGcm.seal(key, nonce, header, body(Bytes.EMPTY))));
  }

  private static Bytes header(String algorithm, String keyId) {
    return Bytes.utf8(MAGIC + algorithm + " " + keyId + "\n");
  }

  private static Bytes bounded(Bytes object) {
    if (object.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(object.length() + " bytes are too many for a pack");
    }
    return object;
  }

  /** What stands before, the index line, then the items one after the other: one copy of them. */
  private Bytes body(Bytes before) {
    Bytes[] parts = new Bytes[3 + items.size()];
    parts[0] = before;
    parts[1] = JcsWriter.array(items, Pack::index);
    parts[2] = Bytes.of('\n');
    for (int i = 0; i < items.size(); i++) {
      parts[3 + i] = items.get(i).content();
    }
    return Bytes.concat(parts);
  }

  private static void index(PackItem i, JcsWriter o) {
    o.put("length", i.content().length()).put("media_type", i.mediaType());
    o.put("name", i.name()).base64("salt", i.salt());
  }
}
