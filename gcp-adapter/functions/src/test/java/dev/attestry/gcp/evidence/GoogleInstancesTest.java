package dev.attestry.gcp.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.codec.Bytes;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.standin.FakeComputeEngine;
import dev.attestry.lab.standin.FakeMachine;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which machines a label or an instance group names. */
final class GoogleInstancesTest {

  private static final String ZONE = "projects/lab/zones/europe-west3-a/";
  private static final String GROUP = ZONE + "instanceGroups/web";

  private final FakeComputeEngine google;

  GoogleInstancesTest() throws IOException {
    this.google = FakeComputeEngine.start();
  }

  private GoogleInstances in(Optional<String> project) {
    return new GoogleInstances(
        new GoogleClients(
            new NetHttpTransport(), Optional.empty(), Map.of("compute", google.endpoint())),
        project,
        Duration.ofSeconds(20));
  }

  private GoogleInstances instances() {
    return in(Optional.of("lab"));
  }

  @BeforeEach
  void machines() {
    add(ZONE + "instances/vm-1", "reports", GROUP).status("RUNNING");
    add(ZONE + "instances/vm-2", "other", GROUP).status("RUNNING");
    add(ZONE + "instances/vm-3", "reports", GROUP).status("TERMINATED");
    add("projects/other/zones/a/instances/vm-4", "reports", "").status("RUNNING");
  }

  private FakeMachine add(String name, String role, String group) {
    FakeMachine m = google.create(name, "1", Bytes.utf8("{}"));
    m.label("role", role);
    m.label("group", group);
    return m;
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void aLabelNamesWhatRunsInTheProjectAndNothingElse() throws Exception {
    assertThat(instances().running("tag", "role=reports")).containsExactly(ZONE + "instances/vm-1");
    assertThat(instances().running("tag", "role=nobody")).isEmpty();
  }

  /** Who stops at the first page takes one of several for the only one. */
  @Test
  void aGroupNamesItsMachinesOverAllPages() throws Exception {
    assertThat(instances().running("group", GROUP))
        .containsExactly(ZONE + "instances/vm-1", ZONE + "instances/vm-2");
  }

  private static void refused(GoogleInstances by, String how, String value, Reason r, String why) {
    assertThatExceptionOfType(NoAnswer.class)
        .isThrownBy(() -> by.running(how, value))
        .satisfies(e -> assertThat(e.failure().reason()).isEqualTo(r))
        .withMessageContaining(why);
  }

  /** A label must not be able to end the filter and begin another. */
  @Test
  void whatCannotBeLookedUpIsAGapThatSaysWhy() {
    refused(in(Optional.empty()), "tag", "role=x", Reason.NO_INSTANCE, "ATTESTRY_PROJECT");
    refused(instances(), "tag", "role=x\") OR (name = \"y", Reason.NO_INSTANCE, "key=value");
    refused(instances(), "group", "web", Reason.NO_INSTANCE, "instanceGroups");
    google.refuse(403, "forbidden");
    refused(instances(), "tag", "role=x", Reason.REFUSED, "forbidden");
  }
}
