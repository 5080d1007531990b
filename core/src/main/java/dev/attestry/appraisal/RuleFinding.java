package dev.attestry.appraisal;

/**
 * One rule of a policy and how evidence came out under it.
 *
 * @param rule {@code sev-snp/policy.debug}; {@code freshness}, {@code require/hardware} and the
 *     like for what is not about one scheme
 * @param expected in words; what the policy names
 * @param found in words; never raw text of the attester
 * @param reason one sentence a person can act on
 */
public record RuleFinding(
    String rule, RuleOutcome outcome, String expected, String found, String reason) {}
