package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import java.util.Set;

/** Bytes of single formats that say nothing, or what nothing signs. */
final class Parts {

  private Parts() {}

  static boolean space(Mutant m) {
    return " \t\r\n".indexOf(m.original().u8(m.at())) >= 0;
  }

  /** All is the same without the certificate. */
  static boolean spare(Mutant m) {
    Bytes less = PemText.without(m.original(), m.at());
    return !less.equals(m.original())
        && m.given().with(less).verify().verdict() == m.before().verdict();
  }

  static boolean tdReport(Mutant m) {
    int in = m.at() - 0x20;
    boolean reportData = in >= 0x80 && in < 0xc0;
    boolean mrTd = in >= 0x210 && in < 0x240;
    return m.given().of().evidence().part("quote").isPresent()
        && in >= 0
        && in < 1024
        && !reportData
        && !mrTd;
  }

  static boolean spaceOfJsonOrPem(Mutant m) {
    return JsonText.space(m.original(), m.at()) || JsonText.lineFeed(m.original(), m.at());
  }

  /** The name of a key of an identity, but of the one that signed a quote beside. */
  static boolean spareKey(Mutant m) {
    Set<String> names = Set.of("kind", "encryptionKey", "eccP256EncryptionKey", "ekPub");
    Set<String> signing = Set.of("signingKey", "eccP256SigningKey");
    return JsonText.name(m.original(), m.at(), names)
        || m.scheme().equals("shielded-vm-identity")
            && JsonText.name(m.original(), m.at(), signing);
  }

  /** Of the outer message, anything but its fields 1 and 2. */
  static boolean unknownField(Mutant m) {
    Bytes b = m.original();
    int at = 0;
    while (at < b.length()) {
      int tag = b.u8(at);
      int size = 0;
      int p = at + 1;
      for (int shift = 0, more = 0x80; more != 0 && p < b.length(); shift += 7, p++) {
        size |= (b.u8(p) & 0x7f) << shift;
        more = b.u8(p) & 0x80;
      }
      int end = (tag & 7) == 2 ? p + size : p;
      if (m.at() < end) {
        return tag >> 3 > 2;
      }
      at = end;
    }
    return false;
  }

  static boolean freeText(Mutant m) {
    Set<String> free =
        Set.of(
            "account",
            "region",
            "read_at",
            "id",
            "key_id",
            "tls_minimum",
            "days",
            "call",
            "sha256");
    return JsonText.value(m.original(), m.at(), free);
  }
}
