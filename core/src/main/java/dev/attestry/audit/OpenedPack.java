package dev.attestry.audit;

import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.sweep.Archive;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pack that was read, or why it was not. The digests are worked out here, so that who reads packs
 * ahead of their turn does it on another thread.
 *
 * @param items by name
 * @param check what is wrong, if something is
 * @param keyId of a pack that is encrypted
 */
record OpenedPack(
    Optional<Map<String, Item>> items, AuditCheck check, String problem, Optional<String> keyId) {

  /**
   * @param digest SHA-256 of salt and content
   * @param plain SHA-256 of the content alone, which entries name of findings; else empty
   */
  record Item(PackItem item, Bytes digest, Bytes plain) {

    static Item of(PackItem item) {
      boolean findings = item.mediaType().equals(Archive.FINDINGS);
      Bytes plain = findings ? HashAlgorithm.SHA256.digest(item.content()) : Bytes.EMPTY;
      return new Item(item, item.digest(), plain);
    }
  }

  static OpenedPack of(Pack pack, Optional<String> keyId) {
    Map<String, Item> byName = HashMap.newHashMap(pack.items().size());
    for (PackItem i : pack.items()) {
      byName.put(i.name(), Item.of(i));
    }
    return new OpenedPack(Optional.of(byName), AuditCheck.PACK, "", keyId);
  }

  static OpenedPack not(AuditCheck check, String problem) {
    return new OpenedPack(Optional.empty(), check, problem, Optional.empty());
  }

  /** One that could not be opened with the key of this id. */
  static OpenedPack not(AuditCheck check, String problem, String keyId) {
    return new OpenedPack(Optional.empty(), check, problem, Optional.of(keyId));
  }
}
