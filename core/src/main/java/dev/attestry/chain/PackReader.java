package dev.attestry.chain;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.AesGcm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads evidence packs. */
public final class PackReader {

  /** What became of a pack. */
  public sealed interface Outcome {

    /**
     * What it holds.
     *
     * @param keyId empty for a pack in clear
     */
    record Opened(Pack pack, Optional<String> keyId) implements Outcome {}

    /** Encrypted under a key that is not here: what it holds is not known. */
    record NoKey(String keyId) implements Outcome {}

    /** Encrypted, and not by this key, or changed since. */
    record Refused(String keyId) implements Outcome {}
  }

  private static final String NAME = "evidence pack";
  private static final int MAX_HEADER = 320;

  /** 4,096 items with the longest names. */
  private static final int MAX_INDEX = 2 << 20;

  private final Function<String, Optional<Bytes>> keys;

  /**
   * @param keys from key id to the key's 32 bytes
   */
  public PackReader(Function<String, Optional<Bytes>> keys) {
    this.keys = keys;
  }

  /** Reads packs in clear only. */
  public static PackReader withoutKeys() {
    return new PackReader(id -> Optional.empty());
  }

  /** Opens an object. */
  public Outcome read(Bytes object) throws MalformedInput {
    if (object.length() > Pack.MAX_LENGTH) {
      throw malformed(0, "more than " + Pack.MAX_LENGTH + " bytes");
    }
    int end = lineEnd(object, 0, MAX_HEADER);
    String line = NoteText.decode(NAME, object.slice(0, end));
    if (!line.startsWith(Pack.MAGIC)) {
      throw malformed(0, "'" + Pack.MAGIC + "' expected");
    }
    String[] words = line.substring(Pack.MAGIC.length()).split(" ", -1);
    if (words.length == 2 && words[0].equals(Pack.NONE) && words[1].equals(Pack.NO_KEY)) {
      return new Outcome.Opened(body(object, end + 1), Optional.empty());
    }
    if (words.length == 2 && words[0].equals(Pack.AES_256_GCM) && Pack.isKeyId(words[1])) {
      return unseal(words[1], object.slice(0, end + 1), object.view(end + 1, object.length()));
    }
    throw malformed(Pack.MAGIC.length(), "an algorithm that we know and a key id expected");
  }

  private Outcome unseal(String keyId, Bytes header, Bytes rest) throws MalformedInput {
    Optional<Bytes> key = keys.apply(keyId);
    if (rest.length() < AesGcm.NONCE_LENGTH + AesGcm.TAG_LENGTH) {
      throw malformed(header.length(), "shorter than a nonce and a tag");
    }
    if (key.isEmpty()) {
      return new Outcome.NoKey(keyId);
    }
    Bytes nonce = rest.slice(0, AesGcm.NONCE_LENGTH);
    Bytes sealed = rest.slice(AesGcm.NONCE_LENGTH, rest.length());
    Optional<Bytes> plain = AesGcm.open(key.get(), nonce, header, sealed);
    return plain.isEmpty()
        ? new Outcome.Refused(keyId)
        : new Outcome.Opened(body(plain.get(), 0), Optional.of(keyId));
  }

  /** Index and items, which are views of the object. */
  private static Pack body(Bytes object, int from) throws MalformedInput {
    int end = lineEnd(object, from, MAX_INDEX);
    List<JsonLine> index = JsonLine.readAll(NAME, object, from, end, MAX_INDEX);
    if (index.size() > Pack.MAX_ITEMS) {
      throw malformed(-1, "more than " + Pack.MAX_ITEMS + " items");
    }
    ByteReader in = ByteReader.of(NAME, object);
    in.skip(end + 1L);
    List<PackItem> items = new ArrayList<>(index.size());
    for (JsonLine o : index) {
      items.add(item(Fields.of(NAME, o), in));
    }
    in.expectEnd();
    try {
      return new Pack(items);
    } catch (IllegalArgumentException e) {
      throw malformed(-1, String.valueOf(e.getMessage()));
    }
  }

  /** An item has name, media_type, salt and length, and nothing else. */
  private static PackItem item(Fields f, ByteReader in) throws MalformedInput {
    long length = f.integer("length", 0, PackItem.MAX_LENGTH);
    String mediaType = f.text("media_type", PackItem.MEDIA_TYPE);
    String name = f.text("name");
    Bytes salt = f.base64("salt", PackItem.SALT_LENGTH);
    f.end();
    try {
      return new PackItem(name, mediaType, salt, in.view(length));
    } catch (IllegalArgumentException e) {
      throw malformed(-1, String.valueOf(e.getMessage()));
    }
  }

  private static int lineEnd(Bytes b, int from, int atMost) throws MalformedInput {
    int at = b.indexOf('\n', from, Math.min(b.length(), from + atMost));
    if (at < 0) {
      throw malformed(from, "a line of at most " + atMost + " bytes expected");
    }
    return at;
  }

  private static MalformedInput malformed(int at, String reason) {
    return new MalformedInput(NAME, at, reason);
  }
}
