package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.Vectors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What genuine evidence of the corpus is to be refused for until a policy names it. It follows from
 * what the corpus says of a case and from these tables, never from our rules or claims, so that a
 * rule that goes missing is missed.
 */
final class KnownDoubts {

  /** What {@code policy.why} of a case says, and the flags of the corpus that mean the same. */
  private static final Map<String, String> WHY =
      Map.of(
          "debug is enabled: the host can read the guest or enclave", "debug",
          "TCB status OutOfDate", "tcb-out-of-date",
          "PERFMON attribute is set", "perfmon",
          "DSA 1024 with SHA-1 (the /pkcs7 form): a strict policy refuses it; use /rsa2048",
              "weak-signature",
          "RSA 1024: a strict policy refuses it; use /rsa2048", "weak-signature");

  /** A flag, and the rules that refuse it. */
  private static final Map<String, Set<String>> RULES =
      Map.of(
          "debug",
          Set.of(
              "sev-snp/policy.debug",
              "tdx/dubious.debug",
              "sgx/dubious.debug",
              "nitro/debug",
              "maa-jwt/debuggable",
              "gcp-attestation-jwt/debuggable",
              "azure-hcl/debug"),
          "sept-ve-not-disabled",
          Set.of("tdx/dubious.sept_ve_enabled", "azure-hcl/dubious.sept_ve_enabled"),
          "migratable",
          Set.of("tdx/dubious.migratable", "azure-hcl/dubious.migratable"),
          "perfmon",
          Set.of("tdx/dubious.perfmon", "azure-hcl/dubious.perfmon"),
          "service-td",
          Set.of("tdx/dubious.service_td_bound", "azure-hcl/dubious.service_td_bound"),
          "tcb-tdrelaunch-advised",
          Set.of("tdx/dubious.td_relaunch_advised"),
          "tcb-out-of-date",
          Set.of(
              "tdx/dubious.out_of_date",
              "sgx/dubious.out_of_date",
              "azure-hcl/dubious.out_of_date",
              "azure-hcl/tcb_not_up_to_date"),
          "weak-signature",
          Set.of("aws-iid/weak_signature"),
          "bearer",
          Set.of("aws-iid/bearer", "gcp-attestation-jwt/bearer", "azure-imds-attested/bearer"));

  /** What no flag of the corpus tells: a key's enclave, whom a list could name, who may show it. */
  private static final Map<String, Set<String>> OF_CASE =
      Map.of(
          "tpm2-quote/cmc-physical-tpm-2022-11", Set.of("tpm2-quote/ak.unrevocable"),
          "azure-imds-attested/made-up-chain", Set.of("azure-imds-attested/unrevocable"),
          "azure-imds-attested/made-up-chain-intermediate-inside",
              Set.of("azure-imds-attested/unrevocable"),
          "maa-jwt/azurevm-snp-linux-wus-2022-09", Set.of("maa-jwt/key_debug"),
          "maa-jwt/openenclave-aad-ehd-2022-05", Set.of("maa-jwt/key_debug", "maa-jwt/bearer"),
          "maa-jwt/openenclave-shared-2022-03-oldkey",
              Set.of("maa-jwt/key_debug", "maa-jwt/bearer"),
          "maa-jwt/sgx-shared-runtime-json-2022-05", Set.of("maa-jwt/key_debug"));

  private KnownDoubts() {}

  /** The rules, {@code tdx/dubious.debug}, that a policy must name before it takes the case. */
  static Set<String> of(String scheme, Path file) {
    JsonNode vector = Vectors.json(file);
    Set<String> flags = new TreeSet<>(Set.of("bearer")); // on wherever there is a rule for it here
    flags.addAll(why(vector.path("policy")));
    for (String at : new String[] {"/claims/flags", "/claims/quote/flags"}) {
      vector.at(at).forEach(f -> flags.add(f.asText()));
    }
    if (vector.at("/claims/mr_service_td").asText().chars().anyMatch(c -> c != '0')) {
      flags.add("service-td");
    }
    JsonNode claims = vector.path("claims");
    if (claims.path("debug").asBoolean()
        || claims.path("is-debuggable").asBoolean()
        || claims.path("dbgstat").asText().equals("enabled")) {
      flags.add("debug");
    }
    String name = scheme + "/" + Objects.requireNonNull(file.getParent()).getFileName();
    return Stream.concat(
            flags.stream().flatMap(f -> rules(scheme, f).stream()),
            OF_CASE.getOrDefault(name, Set.of()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The flags that the corpus's own reasons for a refusal stand for. */
  static Set<String> why(JsonNode policy) {
    String text = policy.isTextual() ? policy.textValue() : policy.path("why").asText();
    Stream<String> reasons =
        WHY.containsKey(text) ? Stream.of(text) : Arrays.stream(text.split("; ", -1));
    return reasons
        .filter(r -> !r.isEmpty())
        .map(
            r -> {
              String flag = WHY.get(r);
              if (flag == null) {
                throw new IllegalStateException("a reason that no rule is known for: " + r);
              }
              return flag;
            })
        .collect(Collectors.toSet());
  }

  /** The rules of a scheme that answer a flag. */
  static Set<String> rules(String scheme, String flag) {
    return RULES.getOrDefault(flag, Set.of()).stream()
        .filter(r -> r.startsWith(scheme + "/"))
        .collect(Collectors.toSet());
  }
}
