package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.infra.Applied.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who may do what where, read from the roles of Azure and their assignments. */
final class AzureRoles {

  /** Rights on what is in a thing; Azure lists them apart from those on how it is set up. */
  private static final Pattern OF_CONTENT =
      Pattern.compile(
          ".*/(blobs|messages)/.*|Microsoft\\.KeyVault/vaults/key.*"
              + "|Microsoft\\.EventGrid/events/send/action|Microsoft\\.Insights/Telemetry/Write");

  private AzureRoles() {}

  /**
   * One right.
   *
   * @param principal who has it
   */
  record Grant(String principal, String action, String scope) {}

  /** All that the roles of a configuration's own give. */
  static Set<Grant> grants(Applied module) {
    List<Resource> roles = module.all("azurerm_role_definition");
    List<Grant> all = new ArrayList<>();
    for (Resource a : module.all("azurerm_role_assignment")) {
      roles.stream()
          .filter(r -> r.text("role_definition_resource_id").equals(a.text("role_definition_id")))
          .flatMap(r -> actions(r).stream())
          .forEach(action -> all.add(new Grant(a.text("principal_id"), action, a.text("scope"))));
    }
    return Set.copyOf(all);
  }

  /**
   * The actions of a role, of both kinds.
   *
   * @throws AssertionError if one stands among those of the other kind, where it gives nothing
   */
  static Set<String> actions(Resource role) {
    JsonNode permissions = role.values().at("/permissions/0");
    Set<String> all = new TreeSet<>();
    permissions.path("actions").forEach(a -> all.add(of(role, a.asText(), false)));
    permissions.path("data_actions").forEach(a -> all.add(of(role, a.asText(), true)));
    return all;
  }

  private static String of(Resource role, String action, boolean ofContent) {
    if (OF_CONTENT.matcher(action).matches() != ofContent) {
      throw new AssertionError(role.address() + " has " + action + " among the wrong ones");
    }
    return action;
  }
}
