package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;

/** What Resource Manager checks before it answers a request. */
final class AzureAction {

  private static final String PROVIDERS = "/providers/";

  private AzureAction() {}

  /**
   * By its rule: the types in the path, without the names, and a verb for the method; as in {@code
   * Microsoft.Compute/virtualMachines/runCommands/read}.
   */
  static String of(HttpExchange x) {
    String path = x.getRequestURI().getPath();
    String[] segments =
        path.substring(path.lastIndexOf(PROVIDERS) + PROVIDERS.length()).split("/", -1);
    StringBuilder action = new StringBuilder(segments[0]);
    for (int i = 1; i < segments.length; i += 2) {
      action.append('/').append(segments[i]);
    }
    String verb =
        switch (x.getRequestMethod()) {
          case "GET" -> "read";
          case "PUT", "PATCH" -> "write";
          case "DELETE" -> "delete";
          default -> "action";
        };
    return action.append('/').append(verb).toString();
  }
}
