package dev.attestry.events;

import static dev.attestry.events.Samples.EMAIL;
import static dev.attestry.events.Samples.OID;
import static dev.attestry.events.Samples.OWN;
import static dev.attestry.events.Samples.ROLE;
import static dev.attestry.events.Samples.STRANGER;
import static dev.attestry.events.Samples.activity;
import static dev.attestry.events.Samples.audit;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.call;
import static dev.attestry.events.Samples.cloud;
import static dev.attestry.events.Samples.operation;
import static dev.attestry.events.Samples.resource;
import static dev.attestry.events.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which components an event concerns, and which events are of our own doing. */
final class RouterTest {

  private static final String ACTION = "Microsoft.Resources.ResourceActionSuccess";

  private static FlowMap map(String cloud, String selector, String value) throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    ObjectNode all = map.putObject("components");
    all.putObject(cloud + "/it").put("cloud", cloud).putObject("selector").put(selector, value);
    all.putObject(cloud + "/without").put("cloud", cloud);
    return FlowMap.of(map);
  }

  private static ProviderEvent read(Object json) {
    Delivery d = Delivery.read(bytes(json));
    assertThat(d.malformed()).isEmpty();
    return d.events().get(0);
  }

  private static List<String> concerned(ProviderEvent e, FlowMap map) {
    return new Router(e.cloud(), OWN).concerned(e, map).stream().map(Component::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"i-1", "arn:aws:ec2:eu-central-1:111122223333:instance/i-1"})
  void anInstanceOfAwsIsNamedByItsIdOrArn(String selector) throws Exception {
    FlowMap map = map("aws", "id", selector);
    assertThat(concerned(read(state("i-1", "running", "e")), map)).containsExactly("aws/it");
    assertThat(concerned(read(state("i-12", "running", "e")), map)).isEmpty();
    assertThat(concerned(read(call("ec2", "StopInstances", "i-1", STRANGER)), map))
        .containsExactly("aws/it");
  }

  @Test
  void anIdOfAzureCoversWhatBelongsToIt() throws Exception {
    String vm = resource("azure", "scoring");
    FlowMap map = map("azure", "id", vm);
    String write = "Microsoft.Compute/virtualMachines/extensions/write";
    ObjectNode extension =
        operation(write, vm.toUpperCase(Locale.ROOT) + "/extensions/x", "c", "admin");
    assertThat(concerned(read(cloud(ACTION, vm, extension)), map)).containsExactly("azure/it");
    ObjectNode other = operation(write, vm + "2", "c", "admin");
    assertThat(concerned(read(cloud(ACTION, vm, other)), map)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects/hospital/zones/europe-west3-a/instances/scoring",
        "//compute.googleapis.com/projects/hospital/zones/europe-west3-a/instances/scoring",
        "https://www.googleapis.com/compute/v1/projects/hospital/zones/europe-west3-a/instances/scoring"
      })
  void anInstanceOfGoogleIsNamedInAnyOfItsForms(String selector) throws Exception {
    FlowMap map = map("gcp", "id", selector);
    String vm = resource("gcp", "scoring");
    assertThat(concerned(read(audit("v1.compute.instances.stop", vm, "o", "a")), map))
        .containsExactly("gcp/it");
    assertThat(concerned(read(audit("v1.compute.instances.stop", vm + "2", "o", "a")), map))
        .isEmpty();
  }

  @Test
  void tagsAndGroupsAreMetWhereAnEventSaysThem() throws Exception {
    ObjectNode run = call("ec2", "RunInstances", "i-9", STRANGER);
    run.withObject("requestParameters")
        .withObject("tagSpecificationSet")
        .putArray("items")
        .addObject()
        .putArray("tags")
        .add(Json.object().put("key", "role").put("value", "intake"))
        .add(Json.object().put("key", "aws:autoscaling:groupName").put("value", "asg-1"));
    ProviderEvent e = read(run);
    assertThat(concerned(e, map("aws", "tag", "role=intake"))).containsExactly("aws/it");
    assertThat(concerned(e, map("aws", "tag", "role=other"))).isEmpty();
    assertThat(concerned(e, map("aws", "tag", "role"))).isEmpty();
    assertThat(concerned(e, map("aws", "group", "asg-1"))).containsExactly("aws/it");
    ProviderEvent bare = read(state("i-9", "running", "e"));
    assertThat(concerned(bare, map("aws", "tag", "role=intake"))).isEmpty();
    ProviderEvent azure =
        read(activity("Microsoft.Compute/x/write", resource("azure", "v"), "c", "Success"));
    assertThat(concerned(azure, map("azure", "group", "ward"))).containsExactly("azure/it");
    assertThat(concerned(azure, map("azure", "group", "war"))).isEmpty();
  }

  /** An event that says it is of one cloud must not cause checks of another's components. */
  @Test
  void anEventNamingAnotherCloudsComponentConcernsNobody() throws Exception {
    FlowMap map = map("gcp", "id", "i-1");
    ProviderEvent e = read(state("i-1", "running", "e"));
    assertThat(new Router("aws", OWN).concerned(e, map)).isEmpty();
    assertThat(new Router("gcp", OWN).concerned(e, map)).isEmpty();
    assertThat(new Router("gcp", OWN).ignored(e)).contains(Ignored.OTHER_CLOUD);
  }

  @Test
  void whatWeDoToCollectEvidenceIsOurOwn() {
    String vm = resource("azure", "scoring");
    String run = "Microsoft.Compute/virtualMachines/runCommands/write";
    ObjectNode command = operation(run, vm + "/runCommands/attestry", "c", OID);
    for (ProviderEvent e :
        List.of(
            read(call("ssm", "SendCommand", "i-1", ROLE)),
            read(cloud("Microsoft.Resources.ResourceWriteSuccess", vm, command)),
            read(audit("v1.compute.instances.setMetadata", resource("gcp", "c"), "o", EMAIL)),
            read(audit("v1.compute.instances.getGuestAttributes", "x", "o", EMAIL)))) {
      assertThat(new Router(e.cloud(), OWN).isOwn(e)).as(e.operation()).isTrue();
    }
  }

  /** Whoever sends a command to a machine may have changed it. */
  @Test
  void theSameDoneBySomebodyElseIsAnEvent() {
    ProviderEvent e = read(call("ssm", "SendCommand", "i-1", STRANGER));
    assertThat(new Router("aws", OWN).isOwn(e)).isFalse();
    assertThat(new Router("aws", OWN).ignored(e)).isEmpty();
  }

  /** A thief of our identity must not be able to change machines unnoticed. */
  @Test
  void whatWeNeverDoIsAnEventThoughItWasOurIdentity() {
    ProviderEvent e = read(call("ec2", "ModifyInstanceAttribute", "i-1", ROLE));
    assertThat(new Router("aws", OWN).isOwn(e)).isFalse();
    assertThat(new Router("aws", OWN).ignored(e)).isEmpty();
  }

  /** A session's name is chosen by who opens it: it must not look like our role. */
  @Test
  void aSessionNamedLikeOurRoleIsNotOurs() {
    ObjectNode call = call("ssm", "SendCommand", "i-1", STRANGER);
    call.withObject("userIdentity")
        .put("arn", "arn:aws:sts::111122223333:assumed-role/admin/" + ROLE);
    assertThat(new Router("aws", OWN).isOwn(read(call))).isFalse();
  }

  /** A log without identities would make each of our commands cause the next. */
  @Test
  void whatMayHaveBeenUsIsIgnoredWhereNobodyIsNamed() {
    String run = "MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMANDS/WRITE";
    ProviderEvent e = read(activity(run, resource("azure", "scoring"), "c", "Success"));
    assertThat(new Router("azure", OWN).ignored(e)).contains(Ignored.UNATTRIBUTED);
  }

  @Test
  void withoutOwnIdentitiesNothingStarts() {
    assertThat(OwnIdentities.of(Map.of(OwnIdentities.VARIABLE, "A, b")).names())
        .isEqualTo(Set.of("a", "b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnIdentities.of(Map.of()))
        .withMessageContaining(OwnIdentities.VARIABLE);
  }
}
