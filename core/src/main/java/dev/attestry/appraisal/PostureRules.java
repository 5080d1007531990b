package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.AT_LEAST;
import static dev.attestry.appraisal.RuleKind.BYTES_IN;
import static dev.attestry.appraisal.RuleKind.FLAG;
import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.STORAGE_OPAQUE;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import java.util.List;
import java.util.Set;

/** The rules for what a provider's API says of a resource. What it does not say fails. */
final class PostureRules {

  private PostureRules() {}

  static SchemeRules posture() {
    return new SchemeRules(
        "posture",
        List.of(
            rule("provider", TEXT_IN, "/provider", CONFIGURATION, "provider"),
            rule("account", TEXT_IN, "/account", CONFIGURATION, "account"),
            rule("region", TEXT_IN, "/region", CONFIGURATION, "region"),
            rule("resource.kind", TEXT_IN, "/resource/kind", CONFIGURATION, "kind of resource"),
            rule("resource.id", TEXT_IN, "/resource/id", CONFIGURATION, "resource"),
            rule(
                "encryption.at_rest",
                FLAG,
                "/encryption/at_rest",
                STORAGE_OPAQUE,
                "encryption at rest"),
            rule("encryption.key", TEXT_IN, "/encryption/key", STORAGE_OPAQUE, "who holds the key"),
            rule("encryption.key_id", TEXT_IN, "/encryption/key_id", STORAGE_OPAQUE, "key"),
            rule(
                "deny_unencrypted",
                FLAG,
                "/deny_unencrypted",
                CONFIGURATION,
                "refusal of what is not encrypted"),
            rule(
                "network.public_access",
                FLAG,
                "/network/public_access",
                CONFIGURATION,
                "public access"),
            rule(
                "network.private_link",
                FLAG,
                "/network/private_link",
                CONFIGURATION,
                "private link"),
            rule("network.tls_only", FLAG, "/network/tls_only", CONFIGURATION, "TLS only"),
            rule(
                "network.tls_minimum",
                AT_LEAST,
                "/network/tls_minimum",
                CONFIGURATION,
                "TLS version"),
            rule("retention.mode", TEXT_IN, "/retention/mode", CONFIGURATION, "retention mode"),
            rule("retention.locked", FLAG, "/retention/locked", CONFIGURATION, "retention lock"),
            rule("retention.days", AT_LEAST, "/retention/days", CONFIGURATION, "days of retention"),
            instance("instance.boot", TEXT_IN, "way of booting"),
            instance("instance.tpm", FLAG, "TPM 2.0 of the instance"),
            instance("instance.sev_snp", FLAG, "SEV-SNP of the instance"),
            instance("instance.enclave", FLAG, "enclaves of the instance"),
            instance("instance.metadata_tokens", FLAG, "metadata by token only"),
            instance("instance.ek_rsa_2048", BYTES_IN, "endorsement key of its TPM"),
            instance("instance.ek_ecc_p384", BYTES_IN, "endorsement key of its TPM (P-384)"),
            instance("instance.image.id", TEXT_IN, "image"),
            instance("instance.image.owner", TEXT_IN, "owner of the image"),
            instance("instance.image.boot", TEXT_IN, "way of booting of the image"),
            instance("instance.image.tpm", FLAG, "TPM 2.0 of the image"),
            instance(
                "instance.image.metadata_tokens", FLAG, "metadata by token only, of the image")),
        List.of(
            List.of("account", "resource.id"),
            List.of(
                "encryption.at_rest",
                "encryption.key",
                "encryption.key_id",
                "deny_unencrypted",
                "network.tls_only",
                "network.tls_minimum",
                "retention.locked",
                "instance.boot",
                "instance.tpm",
                "instance.sev_snp",
                "instance.ek_rsa_2048",
                "instance.ek_ecc_p384",
                "instance.image.id",
                "instance.image.owner")),
        Set.of(
            "provider",
            "account",
            "resource.kind",
            "resource.id",
            "encryption.at_rest",
            "encryption.key",
            "encryption.key_id",
            "deny_unencrypted",
            "network.public_access",
            "network.private_link",
            "network.tls_only",
            "network.tls_minimum",
            "retention.mode",
            "retention.locked",
            "retention.days",
            "instance.boot",
            "instance.tpm",
            "instance.sev_snp",
            "instance.enclave",
            "instance.metadata_tokens",
            "instance.ek_rsa_2048",
            "instance.ek_ecc_p384",
            "instance.image.id",
            "instance.image.owner",
            "instance.image.boot",
            "instance.image.tpm",
            "instance.image.metadata_tokens"),
        Set.of());
  }

  private static RuleSpec instance(String name, RuleKind kind, String words) {
    return rule(name, kind, "/" + name.replace('.', '/'), CONFIGURATION, words);
  }
}
