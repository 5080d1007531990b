package dev.attestry.events;

import dev.attestry.codec.MalformedInput;
import java.util.List;
import java.util.Optional;

/** Who did something in Azure: the object id, which names a managed identity, and the client id. */
final class AzureActors {

  private static final List<String> CLAIMS =
      List.of(
          "http://schemas.microsoft.com/identity/claims/objectidentifier", "oid", "appid", "azp");

  private AzureActors() {}

  /**
   * @param holder has {@code claims} and {@code authorization}
   */
  static void in(Node holder, EventBuilder event) throws MalformedInput {
    Node claims = holder.objectOrText("claims");
    for (String claim : CLAIMS) {
      event.actor(claims.text(claim));
    }
    Node evidence = holder.objectOrText("authorization").objectOrText("evidence");
    Optional<String> principal = evidence.text("principalId");
    event.actor(principal);
    // The same object id, written without hyphens in role assignments.
    event.actor(principal.filter(p -> p.matches("[0-9a-fA-F]{32}")).map(AzureActors::hyphens));
  }

  private static String hyphens(String id) {
    return String.join(
        "-",
        id.substring(0, 8),
        id.substring(8, 12),
        id.substring(12, 16),
        id.substring(16, 20),
        id.substring(20));
  }
}
