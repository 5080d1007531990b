package dev.attestry.azure.store;

import com.azure.storage.blob.models.BlobImmutabilityPolicy;
import com.azure.storage.blob.models.BlobImmutabilityPolicyMode;
import com.azure.storage.blob.models.BlobProperties;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Kept;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What keeps the blobs of a container from being deleted. */
sealed interface Keeping {

  /** A policy on each version, which its writer asks for. */
  record PerVersion() implements Keeping {

    @Override
    public Optional<BlobImmutabilityPolicy> policy(Kept asked) {
      BlobImmutabilityPolicyMode mode =
          asked.mode() == Retention.Mode.COMPLIANCE
              ? BlobImmutabilityPolicyMode.LOCKED
              : BlobImmutabilityPolicyMode.UNLOCKED;
      return Optional.of(
          new BlobImmutabilityPolicy()
              .setPolicyMode(mode)
              .setExpiryTime(asked.until().atOffset(ZoneOffset.UTC)));
    }

    @Override
    public Optional<Kept> kept(BlobProperties p) {
      return locked(p);
    }
  }

  /**
   * The policy of the container, the same for every blob.
   *
   * @param since from a blob's creation on
   */
  record ByContainer(Retention.Mode mode, Duration since) implements Keeping {

    @Override
    public Optional<BlobImmutabilityPolicy> policy(Kept asked) {
      return Optional.empty();
    }

    @Override
    public Optional<Kept> kept(BlobProperties p) {
      Instant created = p.getCreationTime().toInstant();
      return Optional.of(new Kept(mode, created.plus(since)));
    }
  }

  /** What a writer asks for with a blob; empty where the container sees to it. */
  Optional<BlobImmutabilityPolicy> policy(Kept asked);

  /** What keeps a blob, as Azure says. */
  Optional<Kept> kept(BlobProperties p);

  /** The policy that a version carries itself. */
  static Optional<Kept> locked(BlobProperties p) {
    BlobImmutabilityPolicy i = p.getImmutabilityPolicy();
    OffsetDateTime until = i == null ? null : i.getExpiryTime();
    if (i == null || until == null) {
      return Optional.empty();
    }
    boolean locked = BlobImmutabilityPolicyMode.LOCKED.equals(i.getPolicyMode());
    return Optional.of(
        new Kept(
            locked ? Retention.Mode.COMPLIANCE : Retention.Mode.GOVERNANCE, until.toInstant()));
  }
}
