package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.ALL_IN;
import static dev.attestry.appraisal.RuleKind.AT_LEAST;
import static dev.attestry.appraisal.RuleKind.BYTES_IN;
import static dev.attestry.appraisal.RuleKind.FLAG;
import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.offUnlessNamed;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.appraisal.RuleSpec.warnsUnlessNamed;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.EXECUTABLES;
import static dev.attestry.result.TrustClaim.HARDWARE;
import static dev.attestry.result.TrustClaim.INSTANCE_IDENTITY;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules for what Google attests. Of its integrity log alone there are none: an entry is never
 * verified, so that no rule would ever meet one. Beside a quote it can only warn.
 */
final class GcpRules {

  /** Which instance it is. */
  private static final List<RuleSpec> INSTANCE =
      List.of(
          rule(
              "instance.project_id", TEXT_IN, "/instance/project_id", INSTANCE_IDENTITY, "project"),
          rule("instance.zone", TEXT_IN, "/instance/zone", INSTANCE_IDENTITY, "zone"),
          rule(
              "instance.instance_id",
              TEXT_IN,
              "/instance/instance_id",
              INSTANCE_IDENTITY,
              "instance"));

  private GcpRules() {}

  /**
   * In Confidential Space the container is the workload: whoever names the system alone would take
   * anybody's.
   */
  static SchemeRules token() {
    return verdict().requiring("container.image_digest", "/swname", "CONFIDENTIAL_SPACE");
  }

  /**
   * Google's verdict on a workload or a VM. An identity token says nothing of a state, so that the
   * rule about debugging never lets it pass.
   */
  private static SchemeRules verdict() {
    return new SchemeRules(
        "gcp-attestation-jwt",
        and(
            INSTANCE,
            rule("appraised_by", TEXT_IN, "/appraised_by", HARDWARE, "verifier"),
            rule("hwmodel", TEXT_IN, "/hwmodel", HARDWARE, "hardware"),
            rule("swname", TEXT_IN, "/swname", EXECUTABLES, "system"),
            rule("swversion", ALL_IN, "/swversion", EXECUTABLES, "version of the system"),
            rule("image_support", TEXT_IN, "/image_support", EXECUTABLES, "support of the image"),
            rule(
                "container.image_digest",
                TEXT_IN,
                "/container/image_digest",
                EXECUTABLES,
                "container image"),
            rule(
                "container.image_reference",
                TEXT_IN,
                "/container/image_reference",
                EXECUTABLES,
                "name of the container image"),
            rule(
                "container.restart_policy",
                TEXT_IN,
                "/container/restart_policy",
                CONFIGURATION,
                "restart policy"),
            rule("container.args", ALL_IN, "/container/args", CONFIGURATION, "arguments"),
            rule("secure_boot", FLAG, "/secure_boot", CONFIGURATION, "Secure Boot"),
            offUnlessNamed("debuggable", "/debuggable", CONFIGURATION, "debugging"),
            offUnlessNamed("bearer", "/bearer", CONFIGURATION, "token without a key"),
            offUnlessNamed(
                "unrevocable", "/unrevocable", CONFIGURATION, "signer that none can revoke"),
            rule("audience", TEXT_IN, "/audience", CONFIGURATION, "audience"),
            rule(
                "service_accounts",
                ALL_IN,
                "/service_accounts",
                INSTANCE_IDENTITY,
                "service accounts")),
        List.of(
            List.of("container.image_digest", "swversion"),
            List.of("instance.project_id", "instance.instance_id", "service_accounts")),
        Set.of(
            "appraised_by",
            "hwmodel",
            "swname",
            "image_support",
            "swversion",
            "container.image_digest",
            "secure_boot",
            "instance.project_id",
            "service_accounts"),
        Set.of());
  }

  /** Reference values that Google vouches for: what a policy takes over from it, at what level. */
  static SchemeRules endorsement() {
    return new SchemeRules(
        "gce-endorsement",
        List.of(
            rule(
                "endorses.measurement",
                BYTES_IN,
                "/endorses/measurement",
                CONFIGURATION,
                "endorsed measurement"),
            rule("digest", BYTES_IN, "/digest", CONFIGURATION, "firmware image"),
            rule("sev_snp.svn", AT_LEAST, "/sev_snp/svn", CONFIGURATION, "firmware SVN (SNP)"),
            rule("tdx.svn", AT_LEAST, "/tdx/svn", CONFIGURATION, "firmware SVN (TDX)"),
            offUnlessNamed(
                "unrevocable", "/unrevocable", CONFIGURATION, "signer that none can revoke")),
        List.of(List.of("endorses.measurement", "digest")),
        Set.of("digest"),
        Set.of());
  }

  /** Which keys an instance's vTPM has, as the API says it: a matter of configuration, no more. */
  static SchemeRules identity() {
    return new SchemeRules(
        "shielded-vm-identity",
        List.of(
            key("signing_key", "attestation key"),
            key("ecc_p256_signing_key", "attestation key (P-256)"),
            key("encryption_key", "endorsement key"),
            key("ecc_p256_encryption_key", "endorsement key (P-256)"),
            rule(
                "instance.instance_id",
                TEXT_IN,
                "/instance/instance_id",
                CONFIGURATION,
                "instance"),
            rule("instance.project_id", TEXT_IN, "/instance/project_id", CONFIGURATION, "project"),
            offUnlessNamed(
                "unrevocable", "/unrevocable", CONFIGURATION, "certificate that none can revoke")),
        List.of(List.of("signing_key", "ecc_p256_signing_key", "instance.instance_id")),
        Set.of("signing_key", "ecc_p256_signing_key", "instance.instance_id"),
        Set.of());
  }

  /**
   * A TD under Google's endorsement. The firmware is the same for everybody: what it booted stands
   * in RTMR1, and as applications in the boot log; the kernel that a loader booted in RTMR2 alone.
   */
  static SchemeRules endorsedTdx() {
    SchemeRules tdx = DcapRules.tdx();
    return endorsed(
        tdx,
        "/endorsement/tdx/svn",
        List.of(List.of("rtmr1", "boot.applications"), List.of("rtmr2")),
        Set.of("endorsement.digest", "rtmr1", "rtmr2"));
  }

  /** A guest under Google's endorsement: what its firmware boots nothing measures. */
  static SchemeRules endorsedSnp(SchemeRules snp) {
    return endorsed(snp, "/endorsement/sev_snp/svn", List.of(), Set.of("endorsement.digest"));
  }

  /**
   * A report under Google's endorsement, which is the reference value of the launch measurement: a
   * policy asks for a level of the firmware, or still pins it.
   *
   * @param svn where the endorsed firmware's level stands
   * @param booted groups of rules about what the firmware boots
   */
  private static SchemeRules endorsed(
      SchemeRules machine, String svn, List<List<String>> booted, Set<String> learned) {
    List<RuleSpec> firmware =
        List.of(
            rule("endorsement.svn", AT_LEAST, svn, EXECUTABLES, "level of Google's firmware"),
            rule(
                "endorsement.digest",
                BYTES_IN,
                "/endorsement/digest",
                EXECUTABLES,
                "image of Google's firmware"),
            offUnlessNamed(
                "endorsement.unrevocable",
                "/endorsement/unrevocable",
                CONFIGURATION,
                "endorsement that none can revoke"));
    Stream<List<String>> measured =
        machine.required().stream()
            .map(
                g ->
                    g.contains("measurement") || g.contains("mrtd")
                        ? Stream.concat(
                                g.stream(), Stream.of("endorsement.svn", "endorsement.digest"))
                            .toList()
                        : g);
    return machine.with(
        "gce-" + machine.scheme(),
        firmware,
        Stream.concat(measured, booted.stream()).toList(),
        learned);
  }

  /** What booted by the quote, and which instance by the identity. */
  static SchemeRules shieldedVm(SchemeRules quote) {
    return quote.with(
        "gce-shielded-vm",
        and(
            INSTANCE,
            warnsUnlessNamed(
                "integrity_log.failed",
                "/unverified/integrity_log/failed",
                EXECUTABLES,
                "boot that differs from Google's baseline"),
            warnsUnlessNamed(
                "integrity_log.baseline_relearned",
                "/unverified/integrity_log/baseline_relearned",
                CONFIGURATION,
                "baseline learned anew")),
        List.of(
            List.of("pcrs", "boot.applications"),
            List.of("instance.project_id", "instance.instance_id")),
        Set.of("instance.project_id"));
  }

  private static List<RuleSpec> and(List<RuleSpec> last, RuleSpec... first) {
    return Stream.concat(Stream.of(first), last.stream()).toList();
  }

  private static RuleSpec key(String name, String words) {
    return rule(name, BYTES_IN, "/" + name + "/key_sha256", CONFIGURATION, words);
  }
}
