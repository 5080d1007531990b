package dev.attestry.audit;

import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.PolicyObject;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import dev.attestry.flow.FlowMap;
import dev.attestry.trust.AnchorSet;
import dev.attestry.trust.TrustAnchors;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Policies, flow maps and anchor sets of a log, by identity, each read once. */
final class Documents {

  private final Bucket bucket;
  private final Layout layout;
  private final Map<String, Optional<Policy>> policies = new HashMap<>();
  private final Map<String, Optional<FlowMap>> maps = new HashMap<>();
  private final Map<String, Optional<TrustAnchors>> anchors = new HashMap<>();

  Documents(Bucket bucket, Layout layout) {
    this.bucket = bucket;
    this.layout = layout;
  }

  private interface Parser<T> {
    T parse(Bytes bytes) throws MalformedInput, InvalidDocument;
  }

  Optional<Policy> policy(String identity) {
    return policies.computeIfAbsent(identity, i -> read(i, Policy::parse));
  }

  Optional<FlowMap> map(String identity) {
    return maps.computeIfAbsent(identity, i -> read(i, FlowMap::parse));
  }

  Optional<TrustAnchors> anchors(String identity) {
    return anchors.computeIfAbsent(identity, i -> read(i, AnchorSet::parse));
  }

  /** Empty if it is not there, not the one of that identity, or not to be understood. */
  private <T> Optional<T> read(String identity, Parser<T> parser) {
    Optional<Bytes> bytes =
        PolicyExam.sha384(identity).flatMap(h -> PolicyObject.read(bucket, layout, h).bytes());
    try {
      return bytes.isEmpty() ? Optional.empty() : Optional.of(parser.parse(bytes.get()));
    } catch (MalformedInput | InvalidDocument e) {
      return Optional.empty();
    }
  }
}
