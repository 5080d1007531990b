package dev.attestry.sweep;

import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.chain.PolicyObject;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.NiUri;
import dev.attestry.flow.FlowMap;
import dev.attestry.trust.AnchorSet;
import dev.attestry.trust.TrustAnchors;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Policies, flow maps and anchor sets of a log, by identity, each read once: what is not there may
 * come, what is there never changes. Used by one thread at a time.
 */
public final class Documents {

  private final Bucket bucket;
  private final Layout layout;
  private final Map<String, Policy> policies = new HashMap<>();
  private final Map<String, FlowMap> maps = new HashMap<>();
  private final Map<String, TrustAnchors> anchors = new HashMap<>();

  public Documents(Bucket bucket, Layout layout) {
    this.bucket = bucket;
    this.layout = layout;
  }

  private interface Parser<T> {
    T parse(Bytes bytes) throws MalformedInput, InvalidDocument;
  }

  public Optional<Policy> policy(String identity) {
    return read(identity, policies, Policy::parse);
  }

  public Optional<FlowMap> map(String identity) {
    return read(identity, maps, FlowMap::parse);
  }

  public Optional<TrustAnchors> anchors(String identity) {
    return read(identity, anchors, AnchorSet::parse);
  }

  /** Whether it is known that the log has no document of this identity. */
  public boolean isAbsent(String identity) {
    return NiUri.sha384(identity)
        .map(hash -> bucket.read(layout.policy(hash), 0, 0) instanceof ReadOutcome.Absent)
        .orElse(true);
  }

  /** Empty if it is not there, not the one of that identity, or not to be understood. */
  private <T> Optional<T> read(String identity, Map<String, T> known, Parser<T> parser) {
    if (known.containsKey(identity)) {
      return Optional.ofNullable(known.get(identity));
    }
    Optional<Bytes> bytes =
        NiUri.sha384(identity).flatMap(h -> PolicyObject.read(bucket, layout, h).bytes());
    try {
      if (bytes.isPresent()) {
        known.put(identity, parser.parse(bytes.get()));
      }
    } catch (MalformedInput | InvalidDocument e) {
      // As if it were not there: nothing rests on what nobody can read.
    }
    return Optional.ofNullable(known.get(identity));
  }
}
