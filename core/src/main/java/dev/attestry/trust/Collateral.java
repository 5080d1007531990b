package dev.attestry.trust;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a verifier needs besides evidence and anchors: certificates, revocation lists, TCB
 * information. It comes in as input; nothing here fetches.
 */
public record Collateral(List<Item> items) {

  /** No collateral. */
  public static final Collateral NONE = new Collateral(List.of());

  /**
   * One piece.
   *
   * @param role what it is in the words of the format: {@code vcek}, {@code ask}, {@code crl}, …
   * @param source where it came from, for the record
   */
  public record Item(String role, Bytes bytes, String source) {

    /** SHA-256 of the bytes, by which it is archived. */
    public Bytes sha256() {
      return HashAlgorithm.SHA256.digest(bytes);
    }
  }

  public Collateral {
    items = List.copyOf(items);
  }

  /** The first piece in this role. */
  public Optional<Item> get(String role) {
    return items.stream().filter(i -> i.role().equals(role)).findFirst();
  }

  /** These and more. */
  public Collateral plus(List<Item> more) {
    return new Collateral(Stream.concat(items.stream(), more.stream()).toList());
  }
}
