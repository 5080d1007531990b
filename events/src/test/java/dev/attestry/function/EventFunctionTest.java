package dev.attestry.function;

import static dev.attestry.events.Samples.EMAIL;
import static dev.attestry.events.Samples.OID;
import static dev.attestry.events.Samples.ROLE;
import static dev.attestry.events.Samples.STRANGER;
import static dev.attestry.events.Samples.activity;
import static dev.attestry.events.Samples.audit;
import static dev.attestry.events.Samples.bridged;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.call;
import static dev.attestry.events.Samples.cloud;
import static dev.attestry.events.Samples.marked;
import static dev.attestry.events.Samples.operation;
import static dev.attestry.events.Samples.pushed;
import static dev.attestry.events.Samples.resource;
import static dev.attestry.events.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.AuditReport;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.PlanContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.events.Ignored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a provider's event to an entry in the log. */
final class EventFunctionTest {

  private static final String WRITE = "Microsoft.Resources.ResourceWriteSuccess";

  @TempDir private Path folder;

  private static void isClean(FunctionLab lab) {
    AuditReport report = lab.audit();
    assertThat(report.conclusion())
        .as("%s", report.findings())
        .isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
  }

  @Test
  void anEventEndsAsAResultOfTheComponentThatItNames() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 3, true)) {
      EventReport r = lab.event.run(bytes(state("i-c1", "running", "e1")));
      assertThat(r).isEqualTo(new EventReport(1, 0, Map.of(), List.of()));
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.RESULT)).extracting(Entry::component).containsExactly("aws/c1");
      assertThat(lab.entries(Kind.RESULT).get(0).id()).startsWith("aws/c1:event:aws:e1:");
      isClean(lab);
    }
  }

  /** Every provider delivers at least once, days later too. */
  @Test
  void anEventDeliveredAgainChangesNothing() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      Bytes event = bytes(state("i-c0", "running", "e1"));
      lab.event.run(event);
      // The function died before its requests were sent: they are asked again.
      lab.checks.take();
      lab.passes(Duration.ofMinutes(1));
      assertThat(lab.event.run(event).planned()).isEqualTo(1);
      lab.workTwiceAndBackwards();
      lab.passes(Duration.ofHours(1));
      assertThat(lab.event.run(event).ignored()).containsExactly(Map.entry(Ignored.ANSWERED, 1));
      assertThat(lab.checks.isEmpty()).isTrue();
      assertThat(lab.entries(Kind.PLAN)).hasSize(1);
      assertThat(lab.entries(Kind.RESULT)).hasSize(1);
      isClean(lab);
    }
  }

  /** The log remembers few ids of its own chain; a component's own are what tells. */
  @Test
  void anEventIsKnownThoughManyPlansCameAfterIt() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.event.run(bytes(state("i-c0", "running", "e1")));
      lab.workTwiceAndBackwards();
      for (int i = 0; i < 20; i++) {
        lab.event.run(bytes(state("i-c1", "running", "other" + i)));
      }
      lab.workTwiceAndBackwards();
      EventReport again = lab.event.run(bytes(state("i-c0", "running", "e1")));
      assertThat(again.ignored()).containsExactly(Map.entry(Ignored.ANSWERED, 1));
      isClean(lab);
    }
  }

  /** A gap must name the plan that stands, or the audit finds it to be of none. */
  @Test
  void aPlanThatIsAskedAgainLateStillGetsItsGap() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.event.run(bytes(state("i-c0", "running", "e1")));
      lab.checks.take();
      for (int i = 0; i < 20; i++) {
        lab.event.run(bytes(state("i-c1", "running", "other" + i)));
      }
      lab.workTwiceAndBackwards();
      lab.passes(Duration.ofMinutes(2));
      lab.event.run(bytes(state("i-c0", "running", "e1")));
      lab.deadLetter.run(lab.checks.take().get(0));
      assertThat(lab.entries(Kind.PLAN)).hasSize(21);
      assertThat(lab.entries(Kind.GAP)).extracting(Entry::component).containsExactly("aws/c0");
      isClean(lab);
    }
  }

  /** A check before the change would answer for it: the first entry plans nothing. */
  @Test
  void firstAndLastOfAnOperationAreOnePlanOnceItHasEnded() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true, "gcp")) {
      ObjectNode entry =
          audit("v1.compute.instances.reset", resource("gcp", "c0"), "operation-1", "a@b");
      Bytes first = bytes(pushed(marked(entry, "first").toString()));
      Bytes last = bytes(pushed(marked(entry, "last").toString()));
      assertThat(lab.event.run(first).ignored()).containsExactly(Map.entry(Ignored.BEGUN, 1));
      assertThat(lab.entries(Kind.PLAN)).isEmpty();
      for (Bytes m : List.of(last, first, last)) {
        lab.event.run(m);
      }
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.PLAN)).hasSize(1);
      assertThat(lab.entries(Kind.RESULT)).extracting(Entry::component).containsExactly("gcp/c0");
      isClean(lab);
    }
  }

  @Test
  void eventGridAndActivityLogOfOneOperationAreOnePlan() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true, "azure")) {
      String vm = resource("azure", "c0");
      String name = "Microsoft.Compute/virtualMachines/write";
      lab.event.run(bytes(cloud(WRITE, vm, operation(name, vm, "c1", "admin"))));
      lab.workTwiceAndBackwards();
      EventReport r =
          lab.event.run(
              bytes(
                  activity(
                      name.toUpperCase(Locale.ROOT),
                      vm.toUpperCase(Locale.ROOT),
                      "C1",
                      "Success")));
      assertThat(r.ignored()).containsExactly(Map.entry(Ignored.ANSWERED, 1));
      assertThat(lab.entries(Kind.PLAN)).hasSize(1);
    }
  }

  /** One deployment of many machines has one correlation id. */
  @Test
  void machinesOfOneDeploymentAreEachChecked() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true, "azure")) {
      String name = "Microsoft.Compute/virtualMachines/write";
      for (String vm : List.of(resource("azure", "c0"), resource("azure", "c1"))) {
        lab.event.run(bytes(cloud(WRITE, vm, operation(name, vm, "c1", "admin"))));
      }
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
      isClean(lab);
    }
  }

  /** What a check does to a machine is told as an event; checking that would never end. */
  @Test
  void whatOurOwnChecksCauseCausesNoCheck() throws Exception {
    ObjectNode command =
        operation(
            "Microsoft.Compute/virtualMachines/runCommands/write",
            resource("azure", "c0") + "/runCommands/attestry",
            "c1",
            OID);
    ObjectNode metadata =
        audit("v1.compute.instances.setMetadata", resource("gcp", "c0"), "o1", EMAIL);
    Map<String, List<Bytes>> own =
        Map.of(
            "aws",
            List.of(bytes(bridged(call("ssm", "SendCommand", "i-c0", ROLE)))),
            "azure",
            List.of(
                bytes(cloud(WRITE, resource("azure", "c0"), command)),
                bytes(cloud("Microsoft.Resources.ResourceDeleteSuccess", "x", command))),
            "gcp",
            List.of(
                bytes(pushed(marked(metadata, "first").toString())),
                bytes(pushed(marked(metadata, "last").toString()))));
    for (String cloud : own.keySet()) {
      try (FunctionLab lab = new FunctionLab(folder.resolve(cloud), 1, true, cloud)) {
        for (Bytes m : own.get(cloud)) {
          assertThat(lab.event.run(m)).isEqualTo(new EventReport(0, 1, Map.of(), List.of()));
        }
        assertThat(lab.checks.isEmpty()).isTrue();
        assertThat(lab.entries(Kind.PLAN)).isEmpty();
      }
    }
  }

  /** A forged event causes a check of a component that the map names, and no more. */
  @Test
  void aForgedEventNamesNothingThatTheMapDoesNot() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      int before = lab.entries().size();
      String elsewhere = resource("gcp", "other");
      assertThat(lab.event.run(bytes(state("i-unknown", "running", "e"))).ignored())
          .containsExactly(Map.entry(Ignored.NO_COMPONENT, 1));
      assertThat(lab.event.run(bytes(state(elsewhere, "running", "e"))).ignored())
          .containsExactly(Map.entry(Ignored.NO_COMPONENT, 1));
      assertThat(
              lab.event.run(bytes(audit("compute.instances.stop", elsewhere, "o", "a"))).ignored())
          .containsExactly(Map.entry(Ignored.OTHER_CLOUD, 1));
      assertThat(lab.event.run(bytes(state("i-c0\n", "running", "e"))).malformed()).hasSize(1);
      assertThat(lab.entries()).hasSize(before);
      assertThat(lab.checks.isEmpty()).isTrue();
    }
  }

  /** With the id of a real operation in hand, a forger would have its check already done. */
  @Test
  void aForgedEventDoesNotTakeThePlaceOfTheRealOneOnAnotherMachine() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.event.run(bytes(state("i-c0", "running", "e1")));
      lab.workTwiceAndBackwards();
      assertThat(lab.event.run(bytes(state("i-c1", "running", "e1"))).planned()).isEqualTo(1);
    }
  }

  /** An id is put into the log only in the log's own alphabet. */
  @Test
  void anOperationIdThatTheLogCannotHoldStandsThereAsItsHash() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 1, true)) {
      for (String id : List.of("<script>", "a b", "h:0", "x".repeat(2_000), "ä")) {
        assertThat(lab.event.run(bytes(state("i-c0", "running", id))).planned()).isEqualTo(1);
      }
      assertThat(lab.entries(Kind.PLAN))
          .extracting(e -> ((PlanContent) e.content()).slots().get(0).slot())
          .doesNotHaveDuplicates()
          .allSatisfy(s -> assertThat(s).matches("event:aws:h:[0-9a-f]{32}:[0-9a-f]{12}"));
    }
  }

  @Test
  void aBatchIsCountedByWhatBecameOfItsEvents() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      ObjectNode batch = Json.object();
      for (Object body :
          List.of(
              state("i-c0", "running", "e1"),
              state("i-c0", "running", "e1"),
              state("i-c1", "pending", "e2"),
              call("ec2", "StopInstances", "i-c1", STRANGER),
              call("ssm", "SendCommand", "i-c1", ROLE),
              "{")) {
        batch
            .withArray("Records")
            .addObject()
            .put("eventSource", "aws:sqs")
            .put("body", body.toString());
      }
      EventReport r = lab.event.run(bytes(batch));
      assertThat(r.planned()).isEqualTo(2);
      assertThat(r.own()).isEqualTo(1);
      assertThat(r.ignored()).isEqualTo(Map.of(Ignored.ANSWERED, 1, Ignored.BEGUN, 1));
      assertThat(r.malformed()).hasSize(1);
    }
  }
}
