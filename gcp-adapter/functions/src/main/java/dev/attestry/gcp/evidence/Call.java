package dev.attestry.gcp.evidence;

import java.util.Set;

/** The requests that are made to pull evidence; there are no others. */
public enum Call {
  /** What Compute Engine says of a machine. */
  INSTANCE("compute", "GET", "/compute/v1/", "", "compute.instances.get"),
  /** Replaces a machine's metadata, as a service account that the machine runs as. */
  SET_METADATA(
      "compute",
      "POST",
      "/compute/v1/",
      "/setMetadata",
      "compute.instances.setMetadata iam.serviceAccounts.actAs"),
  /** What the guest wrote for us. */
  GUEST_ATTRIBUTES(
      "compute",
      "GET",
      "/compute/v1/",
      "/getGuestAttributes?queryPath=attestry%2F",
      "compute.instances.getGuestAttributes"),
  /** Keys and certificates of a machine's vTPM. */
  IDENTITY(
      "compute",
      "GET",
      "/compute/v1/",
      "/getShieldedInstanceIdentity",
      "compute.instances.getShieldedInstanceIdentity"),
  /** Which machines a project has. */
  INSTANCES("compute", "GET", "/compute/v1/", "", "compute.instances.list"),
  /** Which machines a group has. */
  GROUP("compute", "POST", "/compute/v1/", "", "compute.instanceGroups.list"),
  /** What Google found at boots of a machine. */
  LOG_ENTRIES("logging", "POST", "/v2/", "", "logging.logEntries.list"),
  /** A nonce of Google Cloud Attestation, for one answer. */
  CREATE_CHALLENGE(
      "confidentialcomputing",
      "POST",
      "/v1/",
      "/challenges",
      "confidentialcomputing.challenges.create"),
  /** Google's verdict on that answer. */
  VERIFY(
      "confidentialcomputing",
      "POST",
      "/v1/",
      ":verifyAttestation",
      "confidentialcomputing.challenges.verify");

  private final String service;
  private final String method;
  private final String before;
  private final String after;
  private final String permissions;

  /**
   * @param permissions separated by spaces
   */
  Call(String service, String method, String before, String after, String permissions) {
    this.service = service;
    this.method = method;
    this.before = before;
    this.after = after;
    this.permissions = permissions;
  }

  /** The service's name, as {@code gcloud} has it. */
  String service() {
    return service;
  }

  String method() {
    return method;
  }

  /** What follows the service's address. */
  String path(String resource) {
    return before + resource + after;
  }

  /** What Google checks before it answers. */
  public Set<String> permissions() {
    return Set.of(permissions.split(" ", -1));
  }
}
