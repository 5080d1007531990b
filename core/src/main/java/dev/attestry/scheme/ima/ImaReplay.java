package dev.attestry.scheme.ima;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** What a register holds after the list's entries for it. */
final class ImaReplay {

  /** How entries get into a bank of another hash than the list's template hashes. */
  enum Extension {
    /** The bank's own hash over the template data: Linux 5.8 and later. */
    DIGEST,
    /** The listed SHA-1 template hash, padded with zeros: before. */
    PADDED
  }

  private ImaReplay() {}

  /**
   * How many entries of the list, counted from its start, give this value; the whole list if it
   * does.
   *
   * @return empty if none do
   */
  static Optional<Integer> entriesUpTo(
      ImaLog log, HashAlgorithm bank, int pcr, Extension extension, Bytes value) {
    MessageDigest md = bank.newDigest();
    byte[] wanted = value.toArray();
    byte[] register = new byte[bank.length()];
    Optional<Integer> found = Optional.empty();
    for (int i = 0; i < log.entries().size(); i++) {
      ImaEntry e = log.entries().get(i);
      if (e.pcr() == pcr) {
        Optional<Bytes> digest = digest(log, e, bank, extension, md);
        if (digest.isEmpty()) {
          return found;
        }
        md.update(register);
        digest.get().update(md);
        register = md.digest();
      }
      if (Arrays.equals(register, wanted)) {
        found = Optional.of(i + 1);
      }
    }
    return found;
  }

  private static Optional<Bytes> digest(
      ImaLog log, ImaEntry e, HashAlgorithm bank, Extension extension, MessageDigest md) {
    if (e.violation()) {
      // ima_queue.c: "invalidate": a violation extends ones.
      byte[] ones = new byte[bank.length()];
      Arrays.fill(ones, (byte) 0xff);
      return Optional.of(Bytes.of(ones));
    }
    if (bank == log.templateHash()) {
      return Optional.of(e.templateHash());
    }
    if (extension == Extension.PADDED) {
      int padding = bank.length() - e.templateHash().length();
      return padding < 0
          ? Optional.empty()
          : Optional.of(Bytes.concat(e.templateHash(), Bytes.zeros(padding)));
    }
    if (e.data().isEmpty()) {
      return Optional.empty();
    }
    e.data().get().update(md);
    return Optional.of(Bytes.of(md.digest()));
  }
}
