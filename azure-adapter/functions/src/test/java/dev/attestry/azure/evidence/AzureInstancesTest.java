package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.lab.standin.FakeAzureMachines;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Which machines a tag or a resource group names. */
final class AzureInstancesTest {

  private static final String SUBSCRIPTION = "00000000-0000-4000-8000-000000000003";
  private static final String MACHINES =
      "/subscriptions/"
          + SUBSCRIPTION
          + "/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/";
  private static final String OTHER = MACHINES.replace("/web/", "/other/") + "vm-4";

  private final FakeAzureMachines azure;

  AzureInstancesTest() throws IOException {
    this.azure = FakeAzureMachines.start();
  }

  private AzureInstances in(Optional<String> subscription) {
    AzureClients clients =
        AzureClients.of(
            r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
            HttpClient.newBuilder().sslContext(azure.clientTls()));
    String management = azure.endpoint().toString();
    return new AzureInstances(
        clients.management(management), management, subscription, Duration.ofSeconds(20));
  }

  private AzureInstances instances() {
    return in(Optional.of(SUBSCRIPTION));
  }

  @BeforeEach
  void machines() {
    azure.add(MACHINES + "vm-1", "running", Map.of("role", "scoring"));
    azure.add(MACHINES + "vm-2", "running", Map.of("role", "other"));
    azure.add(MACHINES + "vm-3", "deallocated", Map.of("role", "scoring"));
    azure.add(OTHER, "running", Map.of("role", "reports"));
  }

  @AfterEach
  void stop() {
    azure.close();
  }

  @Test
  void aTagNamesWhatRunsAndNothingElse() throws Exception {
    assertThat(instances().running("tag", "role=scoring")).containsExactly(MACHINES + "vm-1");
    assertThat(instances().running("tag", "role=reports")).containsExactly(OTHER);
    assertThat(instances().running("tag", "role=nobody")).isEmpty();
  }

  /** Who stops at the first page takes one of several for the only one. */
  @Test
  void aGroupNamesItsMachinesOverAllPages() throws Exception {
    assertThat(instances().running("group", "web"))
        .containsExactly(MACHINES + "vm-1", MACHINES + "vm-2");
  }

  private static void refused(AzureInstances by, String how, String value, Reason r, String why) {
    assertThatExceptionOfType(NoAnswer.class)
        .isThrownBy(() -> by.running(how, value))
        .satisfies(e -> assertThat(e.failure().reason()).isEqualTo(r))
        .withMessageContaining(why);
  }

  /** Our token goes to wherever the next page is said to be. */
  @Test
  void aPageElsewhereIsNotFollowed() {
    azure.leadingTo("https://evil.example");
    refused(instances(), "tag", "role=scoring", Reason.UNREACHABLE, "next page");
  }

  @Test
  void whatCannotBeLookedUpIsAGapThatSaysWhy() {
    refused(in(Optional.empty()), "tag", "role=x", Reason.NO_INSTANCE, "ATTESTRY_SUBSCRIPTION");
    refused(instances(), "tag", "scoring", Reason.NO_INSTANCE, "key=value");
    refused(instances(), "group", "web/../../x", Reason.NO_INSTANCE, "resource group");
  }
}
