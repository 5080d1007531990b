package dev.attestry.appraisal;

import static dev.attestry.appraisal.RuleKind.TEXT_IN;
import static dev.attestry.appraisal.RuleSpec.offUnlessNamed;
import static dev.attestry.appraisal.RuleSpec.rule;
import static dev.attestry.result.TrustClaim.CONFIGURATION;
import static dev.attestry.result.TrustClaim.INSTANCE_IDENTITY;

import dev.attestry.appraisal.RuleSpec.SchemeRules;
import java.util.List;
import java.util.Set;

/** The rules for documents that say who an instance is, and nothing about what it runs. */
final class InstanceRules {

  /** They name no key, so that a copy serves whoever has one. */
  private static final RuleSpec BEARER =
      offUnlessNamed("bearer", "/bearer", CONFIGURATION, "document without a key");

  private InstanceRules() {}

  static SchemeRules azureImds() {
    return new SchemeRules(
        "azure-imds-attested",
        List.of(
            rule("vm_id", TEXT_IN, "/vm_id", INSTANCE_IDENTITY, "VM"),
            rule("subscription_id", TEXT_IN, "/subscription_id", INSTANCE_IDENTITY, "subscription"),
            rule("sku", TEXT_IN, "/sku", INSTANCE_IDENTITY, "SKU of the image"),
            offUnlessNamed("weak_signature", "/weak_signature", CONFIGURATION, "weak signature"),
            BEARER,
            offUnlessNamed(
                "unrevocable", "/unrevocable", CONFIGURATION, "signer that none can revoke")),
        List.of(List.of("vm_id", "subscription_id")),
        Set.of("vm_id", "subscription_id"),
        Set.of());
  }

  static SchemeRules awsIid() {
    return new SchemeRules(
        "aws-iid",
        List.of(
            rule("account_id", TEXT_IN, "/account_id", INSTANCE_IDENTITY, "account"),
            rule("instance_id", TEXT_IN, "/instance_id", INSTANCE_IDENTITY, "instance"),
            rule("region", TEXT_IN, "/region", INSTANCE_IDENTITY, "region"),
            rule("image_id", TEXT_IN, "/image_id", INSTANCE_IDENTITY, "image"),
            rule("instance_type", TEXT_IN, "/instance_type", INSTANCE_IDENTITY, "instance type"),
            offUnlessNamed("weak_signature", "/weak_signature", CONFIGURATION, "weak signature"),
            BEARER),
        List.of(List.of("account_id")),
        Set.of("account_id", "instance_id", "region"),
        Set.of());
  }
}
