package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.flow.FlowMap;
import dev.attestry.scheme.Schemes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lies of a writer about where its component's data came from. */
final class FlowExamTest {

  private static final String MAP =
      """
      {"v":"attestry/flow-map/v1","name":"m","version":2,"components":{
        "aws/x":{"kind":"vm","cloud":"aws","evidence":"nitro"},
        "aws/y":{"kind":"vm","cloud":"aws","evidence":"nitro","upstream":["aws/x"]}},
       "flows":{"claims":{"components":["aws/x","aws/y"],"require":"affirming"}}}
      """;

  private static final String NITRO = Schemes.named("nitro").orElseThrow().mediaType();

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final FlowMap map;

  FlowExamTest() throws Exception {
    lab = AuditLab.smallLog(bucket);
    map = FlowMap.parse(Bytes.utf8(MAP));
  }

  @BeforeEach
  void activate() throws Exception {
    lab.append(lab.aws, List.of(lab.activation(ObjectType.FLOW_MAP, "m", map.canonicalBytes(), 2)));
  }

  private Link x(int status) throws Exception {
    ResultContent r = lab.mapped(lab.challenge("aws/x"), "aws/x", NITRO, status);
    return lab.append(
            lab.aws,
            new Id("aws/x", "s" + lab.chain.view().commit(), 1),
            r.withFlows(List.of(state(0)), List.of("allow")))
        .receipt()
        .entry();
  }

  private void y(FlowState... flows) throws Exception {
    ResultContent r = lab.mapped(lab.challenge("aws/y"), "aws/y", NITRO, 2);
    lab.append(lab.aws, new Id("aws/y", "s1", 1), r.withFlows(List.of(flows), List.of("allow")));
  }

  private FlowState state(int sourced, Link... upstream) {
    return new FlowState(
        "claims",
        map.id(),
        sourced,
        Arrays.stream(upstream).map(l -> new FlowState.Upstream("aws/x", l)).toList());
  }

  private Set<AuditCheck> faults() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings()).counts().keySet().stream()
        .filter(c -> c.level() != AuditCheck.Level.NOTE)
        .collect(Collectors.toSet());
  }

  @Test
  void whatFollowsFromTheEntriesBeforeIsClean() throws Exception {
    y(state(2, x(2)));
    assertThat(faults()).isEmpty();
  }

  @Test
  void aContraindicatedSourceCannotBeCalledAffirming() throws Exception {
    y(state(2, x(96)));
    assertThat(faults()).containsExactly(AuditCheck.FLOWS);
  }

  @Test
  void aSourceCannotBeLeftOut() throws Exception {
    x(96);
    y(state(2));
    assertThat(faults()).containsExactly(AuditCheck.FLOWS);
  }

  @Test
  void aFlowCannotBeLeftOut() throws Exception {
    x(96);
    y();
    assertThat(faults()).containsExactly(AuditCheck.FLOWS);
  }

  @Test
  void aSourceThatNeverWroteCannotBeNamed() throws Exception {
    // The entry is there, but is another component's.
    y(state(2, lab.chain.view().newest("aws/a").orElseThrow().link()));
    assertThat(faults()).containsExactly(AuditCheck.UPSTREAM);
  }

  @Test
  void theLastGoodResultCannotStandForAWorseOneAfterIt() throws Exception {
    Link good = x(2);
    x(96);
    y(state(2, good));
    assertThat(faults()).containsExactly(AuditCheck.UPSTREAM);
  }

  @Test
  void aMapThatIsNotThereProvesNothing() throws Exception {
    String none = AuditLab.identity(Bytes.utf8("a map of their own"));
    y(new FlowState("claims", none, 2, List.of()));
    assertThat(faults())
        .containsExactlyInAnyOrder(AuditCheck.FLOWS, AuditCheck.POLICY_NOT_IN_FORCE);
  }
}
