package dev.attestry.aws.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.lab.standin.FakeEc2;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Which instances a tag or an Auto Scaling group names. */
final class Ec2InstancesTest {

  private final FakeEc2 ec2;
  private final Ec2Instances instances;

  Ec2InstancesTest() throws IOException {
    this.ec2 = FakeEc2.start();
    this.instances =
        new Ec2Instances(
            new AwsClients(
                Region.US_EAST_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                Optional.of(ec2.endpoint())),
            Duration.ofSeconds(10),
            new Random(1));
  }

  @BeforeEach
  void machines() {
    ec2.add("i-1", "running", Map.of("role", "intake & more", "aws:autoscaling:groupName", "web"));
    ec2.add("i-2", "running", Map.of("role", "other", "aws:autoscaling:groupName", "web"));
    ec2.add("i-3", "terminated", Map.of("role", "intake & more"));
  }

  @AfterEach
  void stop() {
    ec2.close();
  }

  private List<String> running(String selector, String value) throws Exception {
    return instances.running(selector, value);
  }

  @Test
  void aTagNamesWhatRunsAndNothingElse() throws Exception {
    assertThat(running("tag", "role=intake & more")).containsExactly("i-1");
    assertThat(running("tag", "role=nobody")).isEmpty();
  }

  /** Who stops at the first page takes one of several for the only one. */
  @Test
  void aGroupNamesAllItsInstancesOverAllPages() throws Exception {
    assertThat(running("group", "web")).containsExactly("i-1", "i-2");
  }

  @Test
  void throttlingThatPassesIsNotNoticed() throws Exception {
    ec2.refuse(503, "RequestLimitExceeded");
    ec2.refuse(400, "Throttling");
    assertThat(running("group", "web")).hasSize(2);
  }

  private void refused(Reason reason, String why, String value) {
    assertThatExceptionOfType(NoAnswer.class)
        .isThrownBy(() -> running("tag", value))
        .satisfies(e -> assertThat(e.failure().reason()).isEqualTo(reason))
        .withMessageContaining(why);
  }

  @Test
  void whatEc2RefusesIsAGapThatSaysWhy() {
    ec2.refuse(403, "UnauthorizedOperation");
    refused(Reason.REFUSED, "UnauthorizedOperation", "role=x");
    for (int i = 0; i < 4; i++) {
      ec2.refuse(500, "InternalError");
    }
    refused(Reason.UNREACHABLE, "500", "role=x");
    refused(Reason.NO_INSTANCE, "key=value", "intake");
  }

  /** A document type could make a reader open files, or fill its memory. */
  @Test
  void aDocumentTypeIsNotRead() {
    for (int i = 0; i < 4; i++) {
      ec2.answer(
          "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><r><reservationSet><item>"
              + "<instancesSet><item><instanceId>&e;</instanceId></item></instancesSet></item>"
              + "</reservationSet></r>");
    }
    refused(Reason.UNREACHABLE, "cannot be read", "role=x");
  }
}
