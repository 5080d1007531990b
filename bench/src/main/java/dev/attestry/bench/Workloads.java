package dev.attestry.bench;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The evidence that is verified, made by lab attesters. The JDK remembers the last 750 certificates
 * it parsed and Bouncy Castle builds tables for keys it meets again, so where a row says new, more
 * certificates than that come round before the first one comes again.
 */
final class Workloads {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** Certificates to remember: more than the authorities of one chain, fewer than the leaves. */
  static final int FEW = 64;

  /**
   * By how many different certificates there are of the kind that a row calls new. What a row is
   * measured with is made when it is asked for.
   */
  static final List<IntFunction<List<Supplier<Workload>>>> GROUPS =
      List.of(
          NitroWorkloads::all,
          SnpWorkloads::all,
          n -> TpmWorkloads.all(),
          DcapWorkloads::all,
          n -> MaaWorkloads.all(),
          AzureWorkloads::all,
          GoogleWorkloads::all,
          AssertionWorkloads::all);

  private Workloads() {}

  static VerificationInput input(TrustAnchor... anchors) {
    return VerificationInput.asGiven(NOW.plusSeconds(60), Crypto.jdk())
        .withProfile(Profile.AS_GIVEN)
        .withAnchors(TrustAnchors.of(List.of(anchors)));
  }

  /** A row to know where time goes, with nothing to reach. */
  static Workload plain(
      String name, String scheme, List<Workload.Sample> samples, int kept, String yardstick) {
    return new Workload(name, scheme(scheme), samples, kept, yardstick, Workload.NO_GOAL, "");
  }

  /** The same set of keys in other bytes, so that it is met for the first time. */
  static TrustAnchor numbered(TrustAnchor anchor, int i) {
    if (!(anchor instanceof TrustAnchor.Material m) || !m.role().equals("jwks")) {
      return anchor;
    }
    Bytes other = Bytes.utf8(m.bytes().utf8().replaceFirst("\\{", "{\"number\":" + i + ","));
    return new TrustAnchor.Material(m.purpose(), m.role(), other, m.source());
  }

  static Bytes nonce(int i, HashAlgorithm hash) {
    return hash.digest(Bytes.utf8("nonce " + i));
  }

  static Scheme scheme(String name) {
    return Schemes.named(name).orElseThrow();
  }

  static <T> List<T> samples(int n, IntFunction<T> make) {
    return IntStream.range(0, n).mapToObj(make).toList();
  }
}
