package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.time.Instant;

/** What Google Cloud Attestation says of a Confidential Space workload. */
final class WorkloadClaims {

  private WorkloadClaims() {}

  /** The claims of a workload on an image for production. */
  static ObjectNode of(Bytes nonce, String audience, String runs, Instant now) {
    ObjectNode o =
        LabToken.claims("https://confidentialcomputing.googleapis.com", now, GoogleIssuer.LIFE)
            .put("aud", audience)
            .put("sub", "https://www.googleapis.com/compute/v1/projects/lab/zones/lab-a/x")
            .put("eat_nonce", nonce.utf8())
            .put("secboot", true)
            .put("oemid", 11129)
            .put("hwmodel", "GCP_AMD_SEV_SNP")
            .put("swname", "CONFIDENTIAL_SPACE")
            .put("dbgstat", "disabled-since-boot");
    o.putArray("swversion").add("260901");
    ObjectNode submods = o.putObject("submods");
    submods
        .putObject("confidential_space")
        .putArray("support_attributes")
        .add("LATEST")
        .add("STABLE")
        .add("USABLE");
    submods
        .putObject("container")
        .put("image_reference", "lab/" + runs.replace(' ', '-'))
        .put("image_digest", "sha256:" + HashAlgorithm.SHA256.digest(Bytes.utf8(runs)).hex())
        .put("restart_policy", "Never");
    submods
        .putObject("gce")
        .put("instance_id", "42")
        .put("project_id", "lab")
        .put("project_number", "1")
        .put("zone", "lab-a");
    o.putArray("google_service_accounts").add("workload@lab.example");
    return o;
  }
}
