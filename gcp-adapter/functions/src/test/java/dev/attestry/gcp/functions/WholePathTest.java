package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.NeverPrinted;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakePubSub;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From what starts a function to an entry in the bucket, in Google's own invoker. */
final class WholePathTest {

  private static final int COMPONENTS = 8;
  private static final int OK = 200;
  private static final int AGAIN = 500;

  /** Who called the API, in the audit log. */
  private static final String PERSON = "someone@x.example";

  /** Of a message that nobody can read. */
  private static final String POISON = "patient-4711 ";

  private static @Nullable GcpTrial shared;

  @BeforeAll
  static void start() throws Exception {
    shared = GcpTrial.of(COMPONENTS);
  }

  @AfterAll
  static void stop() throws IOException {
    if (shared != null) {
      shared.close();
    }
  }

  private static GcpTrial trial() {
    GcpTrial t = shared;
    if (t == null) {
      throw new IllegalStateException("not started");
    }
    return t;
  }

  /** Whatever came before: the log is one that an auditor finds nothing wrong with. */
  @AfterEach
  void theLogIsWhole() {
    AuditReport r =
        Audit.run(
            trial().bucket,
            trial().log.shard(),
            AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(trial().log.genesis()));
    assertThat(r.findings()).noneMatch(f -> f.level() == AuditCheck.Level.FAULT);
    assertThat(trial().bucket.alarms()).isEmpty();
  }

  /** What would help an attacker, or name a person: all that the functions have printed is read. */
  @AfterEach
  void noLineHoldsWhatItMayNot() throws Exception {
    List<String> never = new ArrayList<>(NeverPrinted.of(trial().entries(Kind.RESULT)));
    never.addAll(List.of(PERSON, POISON));
    for (String function : GcpTrial.FUNCTIONS) {
      String lines = trial().printed(function);
      never.forEach(n -> assertThat(lines).as(function).doesNotContain(n));
    }
  }

  /** Delivers all that waits, each message twice and newest first, until none is left. */
  private static List<FakePubSub.Message> work() throws Exception {
    List<FakePubSub.Message> all = new ArrayList<>();
    while (true) {
      List<FakePubSub.Message> checks = trial().pubsub.take(GcpTrial.CHECKS);
      twiceAndBackwards("Check", checks);
      List<FakePubSub.Message> results = trial().pubsub.take(GcpTrial.RESULTS);
      twiceAndBackwards("Append", results);
      all.addAll(results);
      if (checks.isEmpty() && results.isEmpty()) {
        return all;
      }
    }
  }

  private static void twiceAndBackwards(String function, List<FakePubSub.Message> messages)
      throws Exception {
    List<FakePubSub.Message> all = new ArrayList<>(messages);
    all.addAll(messages);
    for (FakePubSub.Message m : all.reversed()) {
      assertThat(trial().to(function).message(m)).as(() -> printed(function)).isEqualTo(OK);
    }
  }

  private static String printed(String function) {
    try {
      return trial().printed(function);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static FakePubSub.Message message(String text) {
    return new FakePubSub.Message(UUID.randomUUID().toString(), Instant.now(), Bytes.utf8(text));
  }

  /** An entry of the audit log, as Eventarc delivers it. */
  private static ObjectNode audit(String method, int machine, String operation, String who) {
    ObjectNode o =
        Json.object()
            .put("insertId", UUID.randomUUID().toString())
            .put("logName", "projects/hospital/logs/cloudaudit.googleapis.com%2Factivity")
            .put("timestamp", "2026-11-28T12:00:00Z");
    ObjectNode payload =
        o.putObject("protoPayload")
            .put("@type", "type.googleapis.com/google.cloud.audit.AuditLog")
            .put("serviceName", "compute.googleapis.com")
            .put("methodName", method)
            .put("resourceName", GcpTrial.machine(machine));
    payload.putObject("authenticationInfo").put("principalEmail", who);
    o.putObject("operation").put("id", operation).put("last", true);
    return o;
  }

  private static int deliver(ObjectNode entry) throws Exception {
    return trial()
        .to("Event")
        .event(
            UUID.randomUUID().toString(),
            "google.cloud.audit.log.v1.written",
            Bytes.utf8(entry.toString()));
  }

  private static List<String> results() throws Exception {
    return trial().entries(Kind.RESULT).stream().map(Entry::id).toList();
  }

  @Test
  void aRoundOfTheScheduleEndsAsOneResultForEachComponentHoweverItIsDelivered() throws Exception {
    FakePubSub.Message round = message("{}");
    assertThat(trial().to("Sweep").message(round)).as(() -> printed("Sweep")).isEqualTo(OK);
    List<FakePubSub.Message> answers = work();
    List<String> slot = results().stream().filter(id -> id.contains(":sweep:")).toList();
    assertThat(slot).doesNotHaveDuplicates().isNotEmpty();
    assertThat(trial().entries(Kind.RESULT))
        .extracting(Entry::component)
        .contains("gcp/c0", "gcp/c" + (COMPONENTS - 1));
    List<String> before = results();
    assertThat(trial().to("Sweep").message(round)).isEqualTo(OK);
    twiceAndBackwards("Append", answers);
    work();
    assertThat(results()).isEqualTo(before);
  }

  @Test
  void anOperationInTheAuditLogIsAnsweredByOneCheck() throws Exception {
    ObjectNode started = audit("v1.compute.instances.start", 1, "operation-1", PERSON);
    assertThat(deliver(started)).as(() -> printed("Event")).isEqualTo(OK);
    assertThat(deliver(started)).isEqualTo(OK);
    work();
    assertThat(deliver(started)).isEqualTo(OK);
    work();
    assertThat(results()).filteredOn(id -> id.contains(":operation-1:")).hasSize(1);
  }

  /** A sink of Cloud Logging publishes the bare entry. */
  @Test
  void anAlertOfTheIntegrityLogComesThroughASinkAndATopic() throws Exception {
    ObjectNode alert =
        Json.object()
            .put("insertId", "alert-1")
            .put("logName", "projects/hospital/logs/compute.googleapis.com%2Fshielded_vm_integrity")
            .put("timestamp", "2026-11-28T12:00:00Z");
    alert
        .putObject("resource")
        .putObject("labels")
        .put("project_id", "hospital")
        .put("zone", "europe-west3-a");
    alert.putObject("labels").put("compute.googleapis.com/resource_name", "c2");
    assertThat(trial().to("Event").message(message(alert.toString())))
        .as(() -> printed("Event"))
        .isEqualTo(OK);
    work();
    assertThat(results()).filteredOn(id -> id.startsWith("gcp/c2:event:gcp:alert-1")).hasSize(1);
  }

  /** The nonce goes into a machine's metadata: each check would cause the next. */
  @Test
  void whatOurOwnIdentityDidCausesNoCheck() throws Exception {
    trial().pubsub.take(GcpTrial.CHECKS);
    ObjectNode own = audit("v1.compute.instances.setMetadata", 1, "operation-2", GcpTrial.OWN);
    assertThat(deliver(own)).isEqualTo(OK);
    assertThat(trial().pubsub.take(GcpTrial.CHECKS)).isEmpty();
    assertThat(printed("Event")).contains("\"own\":1");
  }

  @Test
  void whatCouldNotBeSentOnIsDeliveredAgainAndThenIsThereOnce() throws Exception {
    deliver(audit("v1.compute.instances.reset", 3, "operation-3", PERSON));
    FakePubSub.Message check = trial().pubsub.take(GcpTrial.CHECKS).getFirst();
    trial().pubsub.down(true);
    assertThat(trial().to("Check").message(check)).isEqualTo(AGAIN);
    trial().pubsub.down(false);
    assertThat(trial().to("Check").message(check)).isEqualTo(OK);
    work();
    assertThat(results()).filteredOn(id -> id.contains(":operation-3:")).hasSize(1);
  }

  /** After its attempts the subscription hands such a message to the dead letters. */
  @Test
  void aPoisonMessageIsRefusedByAllAndWrittenDownOnce() throws Exception {
    FakePubSub.Message poison = message(POISON + UUID.randomUUID());
    for (String function : List.of("Check", "Append")) {
      assertThat(trial().to(function).message(poison)).isEqualTo(AGAIN);
      assertThat(printed(function)).contains("\"message\":\"" + poison.id() + "\"");
    }
    int before = trial().entries(Kind.ACTION).size();
    twiceAndBackwards("DeadLetter", List.of(poison));
    assertThat(trial().entries(Kind.ACTION)).hasSize(before + 1);
  }

  /** As while the commit key was replaced: whoever makes appending fail makes no result go. */
  @Test
  void resultsThatNobodyAppendedStandOnceByTheDeadLetters() throws Exception {
    deliver(audit("v1.compute.instances.start", 5, "operation-5", PERSON));
    twiceAndBackwards("Check", trial().pubsub.take(GcpTrial.CHECKS));
    List<FakePubSub.Message> letters = trial().pubsub.take(GcpTrial.RESULTS);
    assertThat(letters).isNotEmpty();
    twiceAndBackwards("DeadLetter", letters);
    assertThat(results()).filteredOn(id -> id.contains(":operation-5:")).hasSize(1);
    assertThat(printed("DeadLetter")).contains("\"appended\":1,\"stood\":0");
  }

  @Test
  void aCheckRequestThatNobodyWorkedOffIsAGapThatPeopleAreToldOf() throws Exception {
    deliver(audit("v1.compute.instances.stop", 4, "operation-4", PERSON));
    trial().pubsub.take(GcpTrial.TOLD);
    twiceAndBackwards("DeadLetter", trial().pubsub.take(GcpTrial.CHECKS));
    assertThat(trial().entries(Kind.GAP)).extracting(Entry::component).containsExactly("gcp/c4");
    ObjectNode told =
        Json.readObject("event", trial().pubsub.take(GcpTrial.TOLD).getFirst().data());
    assertThat(told.path("type").textValue()).isEqualTo("dev.attestry.gap.v1");
  }

  @Test
  void theAuditOfADayIsOneEntry() throws Exception {
    twiceAndBackwards("Audit", List.of(message("{}")));
    assertThat(trial().entries(Kind.AUDIT)).hasSize(1);
    assertThat(printed("Audit")).contains("\"conclusion\":\"known\"");
  }

  /**
   * Google's invoker 2.0.0 cannot read what a subscription pushes without Eventarc, though it means
   * to: it must at least not be taken for done.
   */
  @Test
  void whatIsNoCloudEventOfAMessageIsNotTakenForDone() throws Exception {
    FakePubSub.Message m = message(UUID.randomUUID().toString());
    int before = trial().entries(Kind.ACTION).size();
    Delivery deadLetter = trial().to("DeadLetter");
    assertThat(deadLetter.event(m.id(), "google.cloud.storage.object.v1.finalized", m.pushed()))
        .isEqualTo(AGAIN);
    assertThat(deadLetter.push(m)).isEqualTo(AGAIN);
    assertThat(trial().entries(Kind.ACTION)).hasSize(before);
  }
}
