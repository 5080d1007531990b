package dev.attestry.sweep;

import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Challenges, collects, verifies and appraises what a request names. Needs no chain: the request
 * says all that it must know of the log.
 */
public final class Checker {

  private static final Collected.Failed NO_EVIDENCE =
      new Collected.Failed(Collected.Reason.NO_INSTANCE, "the flow map names no evidence for it");

  private final Surroundings around;

  public Checker(Surroundings around) {
    this.around = around;
  }

  /**
   * What came of a request.
   *
   * @param results outcomes, whose evidence stands in the bucket
   * @param again the components that did not answer for a reason that may pass
   * @param silent all that did not answer, for whoever looks for the cause
   */
  public record Round(
      CheckResults results, Optional<CheckRequest> again, List<Checked.Silent> silent) {

    public Round {
      silent = List.copyOf(silent);
    }
  }

  /**
   * Checks, keeps the evidence, and says what is to be appended.
   *
   * @param attempts how often a component is asked in one slot, while its deadline is not past
   */
  public Round run(
      CheckRequest request, Order order, ObjectWriter objects, PackSeal seal, int attempts)
      throws IOException, InterruptedException {
    List<Checked> all = check(request, order);
    boolean last =
        request.attempt() >= attempts
            || !around.clock().instant().isBefore(request.slot().deadline());
    List<Checked> done = all.stream().filter(c -> last || !mayPass(c)).toList();
    Map<String, List<EvidenceReference>> kept =
        new Archive(objects, seal, around.random()).write(done);
    List<Outcome> outcomes = new Outcomes(order, around.verifier(), request.slot()).of(done, kept);
    Set<String> settled = done.stream().map(Checked::component).collect(Collectors.toSet());
    List<CheckRequest.Due> left =
        request.components().stream().filter(d -> !settled.contains(d.component())).toList();
    return new Round(
        new CheckResults(request.genesis(), request.map(), outcomes),
        left.isEmpty() ? Optional.empty() : Optional.of(request.again(left)),
        all.stream()
            .filter(Checked.Silent.class::isInstance)
            .map(Checked.Silent.class::cast)
            .toList());
  }

  private static boolean mayPass(Checked c) {
    return c instanceof Checked.Silent s && s.failure().reason().mayPass();
  }

  /**
   * One outcome for each component of the request, in its order; none is ever left out.
   *
   * @param order by the identities that the request names
   */
  List<Checked> check(CheckRequest request, Order order) throws InterruptedException {
    Map<String, Checked> checked = new LinkedHashMap<>();
    Map<String, Instant> lastAffirming = new HashMap<>();
    List<Collector.Asked> asked = new ArrayList<>();
    for (CheckRequest.Due due : request.components()) {
      String name = due.component();
      due.lastAffirming().ifPresent(t -> lastAffirming.put(name, t));
      Optional<Target> target = order.map().component(name).flatMap(order::target);
      target.ifPresent(t -> asked.add(new Collector.Asked(t, request.challenge(name, salt()))));
      checked.put(name, new Checked.Silent(name, Optional.empty(), NO_EVIDENCE));
    }
    Collector collector =
        new Collector(
            around.source(), around.executor(), around.clock(), around.timeout(), around.atOnce());
    Judge judge = new Judge(order, around, lastAffirming);
    // Judged on all cores: verifying signatures is most of a check's work.
    collector.collect(asked).parallelStream()
        .map(judge::judge)
        .toList()
        .forEach(c -> checked.put(c.component(), c));
    return List.copyOf(checked.values());
  }

  private Bytes salt() {
    byte[] salt = new byte[16];
    around.random().nextBytes(salt);
    return Bytes.of(salt);
  }
}
