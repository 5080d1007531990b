package dev.attestry.bench;

import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.function.Consumer;

/**
 * One kind of evidence to verify, over and over, each time another piece.
 *
 * @param name as the table shows it
 * @param samples they come round in turn
 * @param kept how many certificate signatures are remembered; 0 for none
 * @param yardstick the algorithm of {@code openssl speed} that it is compared with
 * @param goal the share of that yardstick that is wanted of the fastest provider, or {@link
 *     #NO_GOAL}
 * @param bestKnown what the best released verifier reaches, for the text
 * @param then what is done with each answer; it throws if that is not the expected one
 */
record Workload(
    String name,
    Scheme scheme,
    List<Sample> samples,
    int kept,
    String yardstick,
    double goal,
    String bestKnown,
    Consumer<Verification> then) {

  /** For work that is shown without a goal. */
  static final double NO_GOAL = 0;

  /** One piece of evidence and what it is verified with, the provider aside. */
  record Sample(Evidence evidence, VerificationInput input) {}

  Workload {
    samples = List.copyOf(samples);
  }

  /** All of it must be verified, and that is all. */
  Workload(
      String name,
      Scheme scheme,
      List<Sample> samples,
      int kept,
      String yardstick,
      double goal,
      String bestKnown) {
    this(
        name, scheme, samples, kept, yardstick, goal, bestKnown, v -> require(v, Verdict.VERIFIED));
  }

  static void require(Verification v, Verdict expected) {
    if (v.verdict() != expected) {
      throw new IllegalStateException(
          v.scheme() + " came out " + v.verdict() + ": " + v.findings());
    }
  }

  /** This work, done with a provider. */
  Contender with(Crypto provider) {
    Crypto crypto = kept == 0 ? provider : provider.rememberingCertificates(kept);
    return new Contender(
        label(provider),
        i -> {
          Sample s = samples.get(i % samples.size());
          then.accept(scheme.verify(s.evidence(), s.input().withCrypto(crypto)));
        });
  }

  String label(Crypto provider) {
    return name + " / " + yardstick + " / " + provider.name();
  }
}
