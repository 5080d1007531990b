package dev.attestry.audit;

import dev.attestry.chain.PackReader;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What an auditor brings along.
 *
 * @param genesis SHA-256 of the genesis to expect
 * @param receipt the newest commit that the auditor knows to have stood; it pins the genesis too
 * @param packs opens evidence packs
 * @param crypto checks signatures
 * @param reverify whether archived evidence is verified and appraised again
 * @param progress told the number of each slot before it is judged
 */
public record AuditSettings(
    Optional<Bytes> genesis,
    Optional<Seen> receipt,
    PackReader packs,
    Crypto crypto,
    boolean reverify,
    LongConsumer progress) {

  /** Nothing but the bucket. */
  public static AuditSettings fromBytesAlone(Crypto crypto) {
    return new AuditSettings(
        Optional.empty(), Optional.empty(), PackReader.withoutKeys(), crypto, false, k -> {});
  }

  public AuditSettings withGenesis(Bytes sha256) {
    return new AuditSettings(Optional.of(sha256), receipt, packs, crypto, reverify, progress);
  }

  public AuditSettings withReceipt(Seen seen) {
    return new AuditSettings(genesis, Optional.of(seen), packs, crypto, reverify, progress);
  }

  public AuditSettings withPacks(PackReader reader) {
    return new AuditSettings(genesis, receipt, reader, crypto, reverify, progress);
  }

  public AuditSettings withProgress(LongConsumer consumer) {
    return new AuditSettings(genesis, receipt, packs, crypto, reverify, consumer);
  }

  public AuditSettings withReverify() {
    return new AuditSettings(genesis, receipt, packs, crypto, true, progress);
  }
}
