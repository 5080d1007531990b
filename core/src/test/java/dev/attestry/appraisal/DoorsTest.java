package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What genuine evidence may be and every policy refuses until it names it, written out: whoever
 * takes one of these rules away lets in, say, a guest that its host can debug.
 */
final class DoorsTest {

  private static final Set<String> SNP = Set.of("policy.debug", "policy.migrate_ma");

  private static final Set<String> TD =
      Set.of(
          "dubious.debug",
          "dubious.sept_ve_enabled",
          "dubious.migratable",
          "dubious.perfmon",
          "dubious.service_td_bound",
          "dubious.td_relaunch_advised",
          "dubious.out_of_date");

  private static final Set<String> AZURE_VM =
      Set.of(
          "debug",
          "dubious.sept_ve_enabled",
          "dubious.migratable",
          "dubious.perfmon",
          "dubious.service_td_bound",
          "dubious.td_relaunch_advised",
          "dubious.out_of_date",
          "policy.migrate_ma",
          "tcb_not_up_to_date");

  private static final Map<String, Set<String>> SHUT =
      Map.ofEntries(
          Map.entry("nitro", Set.of("debug")),
          Map.entry("tpm2-quote", Set.of("ak.unrevocable")),
          Map.entry("sev-snp", SNP),
          Map.entry("tdx", TD),
          Map.entry("sgx", Set.of("dubious.debug", "dubious.out_of_date")),
          Map.entry("maa-jwt", Set.of("debuggable", "bearer", "key_debug", "key_out_of_date")),
          Map.entry("azure-hcl", AZURE_VM),
          Map.entry("azure-cvm", and(AZURE_VM, "token.debuggable")),
          Map.entry("azure-imds-attested", Set.of("weak_signature", "bearer", "unrevocable")),
          Map.entry("aws-iid", Set.of("weak_signature", "bearer")),
          Map.entry("gcp-attestation-jwt", Set.of("debuggable", "bearer", "unrevocable")),
          Map.entry("gce-endorsement", Set.of("unrevocable")),
          Map.entry("shielded-vm-identity", Set.of("unrevocable")),
          Map.entry("gce-sev-snp", and(SNP, "endorsement.unrevocable")),
          Map.entry("gce-tdx", and(TD, "endorsement.unrevocable")),
          Map.entry("gce-shielded-vm", Set.of("ak.unrevocable")));

  private static final Map<String, Set<String>> WARNED_OF =
      Map.of(
          "tdx", Set.of("tcb.early.worse"),
          "sgx", Set.of("tcb.early.worse"),
          "gce-tdx", Set.of("tcb.early.worse"),
          "azure-hcl", Set.of("tcb_early_worse"),
          "azure-cvm", Set.of("tcb_early_worse", "token.key_debug", "token.key_out_of_date"),
          "gce-shielded-vm", Set.of("integrity_log.failed", "integrity_log.baseline_relearned"));

  @Test
  void everyDoubtIsRefusedByItsOwnRuleUntilAPolicyNamesIt() {
    assertThat(rules(ReferenceValue.Mode.ENFORCE)).isEqualTo(SHUT);
  }

  @Test
  void whatOnlyWarnsIsThisAndNoMore() {
    assertThat(rules(ReferenceValue.Mode.WARN)).isEqualTo(WARNED_OF);
  }

  private static Map<String, Set<String>> rules(ReferenceValue.Mode mode) {
    Map<String, Set<String>> out = new HashMap<>();
    for (RuleSpec.SchemeRules scheme : AppraisalRules.all()) {
      Set<String> names =
          scheme.rules().stream()
              .filter(r -> r.unnamed().filter(mode::equals).isPresent())
              .map(RuleSpec::name)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!names.isEmpty()) {
        out.put(scheme.scheme(), names);
      }
    }
    return out;
  }

  private static Set<String> and(Set<String> all, String more) {
    return Stream.concat(all.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }
}
