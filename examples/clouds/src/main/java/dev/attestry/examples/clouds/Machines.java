package dev.attestry.examples.clouds;

/** The machines that components are, as their providers name them in selectors and events. */
final class Machines {

  static final String ACCOUNT = "000000000000";

  private Machines() {}

  /**
   * Its name.
   *
   * @param component {@code <cloud>/<name>}
   */
  static String id(String component) {
    String name = component.substring(component.indexOf('/') + 1);
    return switch (component.substring(0, component.indexOf('/'))) {
      case "aws" -> "i-%017x".formatted(name.hashCode() & 0xffffffffL);
      case "azure" ->
          "/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/" + name;
      case "gcp" -> "projects/lab/zones/europe-west3-a/instances/" + name;
      default -> throw new IllegalArgumentException(component + " is of no cloud");
    };
  }
}
