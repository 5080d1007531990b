package dev.attestry.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.flow.FlowMap;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** One answer that cannot be judged is a gap of its own component, and of no other. */
final class JudgeTest {

  private static final int DEEP = 1_000_000;

  private final FakeScheme fake = new FakeScheme();

  /** A document nested so deep that reading it needs more stack than there is. */
  @Test
  void evidenceThatOverflowsAParsersStackFailsItsOwnComponentOnly() throws Exception {
    List<Checked> checked =
        sweep(
            answer("first", fake, "genuine"),
            answer("nested", new Recursive(fake), "[".repeat(DEEP)),
            answer("last", fake, "genuine"));
    assertThat(checked.get(0)).isInstanceOf(Checked.Judged.class);
    assertThat(checked.get(1))
        .isInstanceOfSatisfying(
            Checked.Silent.class,
            s -> {
              assertThat(s.component()).isEqualTo("nested");
              assertThat(s.failure())
                  .isEqualTo(
                      new Collected.Failed(
                          Collected.Reason.BROKEN,
                          "judging the answer failed: StackOverflowError"));
            });
    assertThat(checked.get(2)).isInstanceOf(Checked.Judged.class);
  }

  /** The same parser reads what is nested a little: it was the depth that it did not stand. */
  @Test
  void theSameParserJudgesShallowEvidence() throws Exception {
    assertThat(sweep(answer("nested", new Recursive(fake), "[[[")).get(0))
        .isInstanceOf(Checked.Judged.class);
  }

  /** A fault of ours, and no text of the attester in what is written of it. */
  @Test
  void aVerifierThatThrowsFailsItsOwnComponentOnly() throws Exception {
    Scheme broken =
        new Recursive(fake) {
          @Override
          public Verification verify(Evidence evidence, VerificationInput input) {
            throw new IllegalStateException("text of the attester");
          }
        };
    List<Checked> checked = sweep(answer("bad", broken, "x"), answer("good", fake, "genuine"));
    assertThat(checked.get(0))
        .isInstanceOfSatisfying(
            Checked.Silent.class,
            s ->
                assertThat(s.failure().detail())
                    .isEqualTo("judging the answer failed: IllegalStateException"));
    assertThat(checked.get(1)).isInstanceOf(Checked.Judged.class);
  }

  /** What the log cannot keep is refused before anyone reads it. */
  @Test
  void anAnswerLargerThanTheLogKeepsIsAGap() throws Exception {
    assertThat(sweep(answer("large", fake, "x".repeat((1 << 20) + 1))).get(0))
        .isInstanceOfSatisfying(
            Checked.Silent.class,
            s -> assertThat(s.failure().reason()).isEqualTo(Collected.Reason.REFUSED));
  }

  /** A tag names a machine that may be another one tomorrow. */
  @Test
  void theInstanceThatASelectorResolvedToIsWhatWasChecked() throws Exception {
    Collector.Answer a = answer("c", fake, "genuine");
    Collected.Received r = (Collected.Received) a.collected();
    Collected found =
        new Collected.Received(r.evidence(), r.collateral(), Optional.of("i-resolved"));
    assertThat(
            sweep(new Collector.Answer(a.asked(), found, a.askedAt(), a.answeredAt())).getFirst())
        .isInstanceOfSatisfying(
            Checked.Judged.class, j -> assertThat(j.target().instance()).isEqualTo("i-resolved"));
  }

  /** A parser by recursive descent that forgot to count. */
  private static class Recursive implements Scheme {

    private final Scheme as;

    Recursive(Scheme as) {
      this.as = as;
    }

    @Override
    public Verification verify(Evidence evidence, VerificationInput input) {
      depth(evidence.part("document").orElse(Bytes.EMPTY), 0);
      return as.verify(evidence, input);
    }

    private static int depth(Bytes document, int at) {
      return at < document.length() && document.u8(at) == '[' ? 1 + depth(document, at + 1) : 0;
    }

    @Override
    public String name() {
      return as.name();
    }

    @Override
    public String mediaType() {
      return as.mediaType();
    }

    @Override
    public EvidenceClass evidenceClass() {
      return as.evidenceClass();
    }

    @Override
    public Recipe recipe() {
      return as.recipe();
    }

    @Override
    public List<String> evidenceRoles() {
      return as.evidenceRoles();
    }

    @Override
    public Set<String> collateralRoles() {
      return as.collateralRoles();
    }

    @Override
    public List<Check> checks() {
      return as.checks();
    }
  }

  private static Collector.Answer answer(String component, Scheme scheme, String document) {
    Challenge challenge =
        new Challenge(
            "lab.test/2026", 0, Bytes.zeros(32), component, Bytes.zeros(16), Optional.empty());
    return new Collector.Answer(
        new Collector.Asked(new Target(component, "i-1", scheme, Json.object()), challenge),
        new Collected.Received(
            Evidence.of(scheme.mediaType(), Map.of("document", Bytes.utf8(document))),
            Collateral.NONE),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static List<Checked> sweep(Collector.Answer... answers) throws Exception {
    ObjectNode map =
        Json.object().put("v", "attestry/flow-map/v1").put("name", "test").put("version", 1);
    ObjectNode components = map.putObject("components");
    for (Collector.Answer a : answers) {
      components.putObject(a.asked().target().component());
    }
    ObjectNode policy =
        Json.object().put("v", "attestry/policy/v1").put("name", "test").put("version", 1);
    Order order =
        new Order(
            FlowMap.of(map),
            Policy.of(policy),
            GraceList.NONE,
            TrustAnchors.of(List.of()),
            Map.of());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Surroundings around =
          new Surroundings(
              (t, c) -> new Collected.Failed(Collected.Reason.UNREACHABLE, "nobody is asked"),
              executor,
              () -> Instant.EPOCH,
              new Random(1),
              Crypto.fastest(),
              new VerifierId("test", "test"),
              Duration.ofSeconds(1),
              1);
      Judge judge = new Judge(order, around, Map.of());
      return List.of(answers).stream().map(judge::judge).toList();
    }
  }
}
